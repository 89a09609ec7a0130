package org.dflib.jjava.jupyter.kernel;

import dev.reprise.compatibility.Globals;
import dev.reprise.notebook.Notebook;
import java.util.List;
import org.dflib.jjava.jupyter.kernel.display.DisplayData;

/** Methods that every cell can call. */
public final class BaseNotebookStatics {
    private BaseNotebookStatics() {}

    public static DisplayData render(Object value, String... as) {
        return Globals.render(value, as);
    }

    public static String display(Object value, String... as) {
        return Notebook.display(value, as);
    }

    public static void updateDisplay(String id, Object value, String... as) {
        Notebook.update(id, value, as);
    }

    public static Object eval(String code) {
        return Notebook.eval(code);
    }

    public static <T> T lineMagic(String name, List<String> args) {
        return Globals.lineMagic(name, args);
    }

    public static <T> T cellMagic(String name, List<String> args, String body) {
        return Globals.cellMagic(name, args, body);
    }
}
