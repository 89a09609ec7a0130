/**
 * Java cells: JShell compiles them here, an evaluator process runs them. Knows nothing of Jupyter.
 *
 * <p>{@link dev.reprise.kernel.engine.Engine} is the way in; what cells print and show comes out through an
 * {@link dev.reprise.kernel.engine.Outlet}.
 */
package dev.reprise.kernel.engine;
