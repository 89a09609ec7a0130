package org.dflib.jjava.jupyter.kernel.display;

/** A value in several representations, by MIME type, and the id under which it is shown. */
public class DisplayData extends io.github.spencerpark.jupyter.kernel.display.DisplayData {
    public static final DisplayData EMPTY = new DisplayData();
    public static final DisplayData EMPTY_STRING = new DisplayData("");

    /** Without any representation. */
    public DisplayData() {}

    /** Plain text. */
    public DisplayData(String text) {
        super(text);
    }

    /** The same as another. */
    public DisplayData(io.github.spencerpark.jupyter.kernel.display.DisplayData other) {
        super(other);
    }

    @Override
    public DisplayData setDisplayId(String id) {
        super.setDisplayId(id);
        return this;
    }
}
