/**
 * The process that runs the code of a notebook, and nothing else.
 *
 * <p>{@link dev.reprise.evaluator.Main} connects to the kernel over a Unix-domain socket and exchanges
 * {@link dev.reprise.evaluator.Frame}s: classes to define and methods to invoke come in; values, exceptions and output go
 * out. The compiler, the Jupyter protocol and their libraries stay in the kernel's own process, so that user code can
 * neither see nor harm them. When the kernel is gone, this process ends.
 */
package dev.reprise.evaluator;
