package dev.reprise.evaluator;

/**
 * Thrown into the thread of a cell by the kernel, through the Java Debug Interface, to stop it. An {@link Error}, so that
 * the usual {@code catch (Exception e)} does not swallow it.
 */
public final class CellInterrupt extends Error {
    private static final long serialVersionUID = 1;

    CellInterrupt() {
        super("Interrupted", null, false, false);
    }
}
