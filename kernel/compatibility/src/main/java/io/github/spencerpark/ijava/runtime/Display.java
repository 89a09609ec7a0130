package io.github.spencerpark.ijava.runtime;

import dev.reprise.compatibility.Globals;
import dev.reprise.notebook.Notebook;
import org.dflib.jjava.jupyter.kernel.display.DisplayData;

/** Showing values. */
public final class Display {
    private Display() {}

    public static DisplayData render(Object value) {
        return Globals.render(value);
    }

    public static DisplayData render(Object value, String... as) {
        return Globals.render(value, as);
    }

    public static String display(Object value, String... as) {
        return Notebook.display(value, as);
    }

    public static void updateDisplay(String id, Object value, String... as) {
        Notebook.update(id, value, as);
    }
}
