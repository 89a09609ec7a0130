/**
 * The libraries of a notebook: what it asks for, resolved together, as Maven does it, and written down in
 * {@code reprise.lock}. Knows neither Jupyter nor the engine.
 *
 * <p>{@link dev.reprise.kernel.dependencies.Dependencies} is the way in. Loading anything else of this package loads Maven's
 * resolver, which a notebook without {@code %maven} does not need.
 */
package dev.reprise.kernel.dependencies;
