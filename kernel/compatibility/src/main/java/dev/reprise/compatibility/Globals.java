package dev.reprise.compatibility;

import dev.reprise.notebook.Magics;
import dev.reprise.notebook.MimeBundle;
import dev.reprise.notebook.Notebook;
import java.util.List;
import java.util.Locale;

/** The methods that every cell written for IJava or JJava can call, besides those of {@link Notebook}. */
public final class Globals {
    private Globals() {}

    /** The representations in which a value would be shown. */
    public static org.dflib.jjava.jupyter.kernel.display.DisplayData render(Object value) {
        return displayData(Notebook.bundle(value));
    }

    /** Some representations of a value, by MIME type. */
    public static org.dflib.jjava.jupyter.kernel.display.DisplayData render(Object value, String... as) {
        return displayData(Notebook.bundle(value, as));
    }

    private static org.dflib.jjava.jupyter.kernel.display.DisplayData displayData(MimeBundle bundle) {
        var data = new org.dflib.jjava.jupyter.kernel.display.DisplayData();
        data.assign(bundle);
        return data;
    }

    /** Shows prepared data under its own id, if it has one; returns the id. */
    public static String display(io.github.spencerpark.jupyter.kernel.display.DisplayData data) {
        return data.show();
    }

    /** Replaces what was shown under an id. */
    public static void updateDisplay(String id, Object value, String... as) {
        Notebook.update(id, value, as);
    }

    /** Runs {@code %name arguments}. */
    public static <T> T lineMagic(String name, List<String> arguments) {
        return Magics.line(name, arguments);
    }

    /** Runs {@code %%name arguments} with a body. */
    public static <T> T cellMagic(String name, List<String> arguments, String body) {
        return Magics.cell(name, arguments, body);
    }

    /** Prints formatted text. */
    public static void printf(String format, Object... arguments) {
        System.out.print(String.format(Locale.getDefault(Locale.Category.FORMAT), format, arguments));
    }

    /** The kernel, as IJava has it. */
    public static io.github.spencerpark.ijava.JavaKernel getKernelInstance() {
        return io.github.spencerpark.ijava.IJava.getKernelInstance();
    }

    /** The kernel, as JJava has it. */
    public static org.dflib.jjava.kernel.JavaKernel kernel() {
        return org.dflib.jjava.kernel.JavaKernel.instance();
    }
}
