package dev.reprise.kernel.engine;

/**
 * A stretch of Java in a cell that also holds other things.
 *
 * @param cell identifies the cell towards the {@link Outlet}
 * @param place what messages call the cell: "Cell In[3]"
 * @param source the whole cell, as its author wrote it
 * @param offset where the stretch begins in it
 * @param text the Java to run in its place
 */
public record Fragment(long cell, String place, String source, int offset, String text) {
    /** A cell of nothing but Java. */
    public static Fragment whole(long cell, int number, String text) {
        return new Fragment(cell, "Cell In[" + number + "]", text, 0, text);
    }
}
