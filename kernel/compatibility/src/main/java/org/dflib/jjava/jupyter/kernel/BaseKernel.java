package org.dflib.jjava.jupyter.kernel;

import dev.reprise.compatibility.Globals;
import dev.reprise.notebook.Notebook;
import java.io.File;
import java.util.List;
import org.dflib.jjava.jupyter.kernel.display.DisplayData;
import org.dflib.jjava.jupyter.kernel.display.Renderer;
import org.dflib.jjava.jupyter.kernel.magic.MagicsRegistry;
import org.dflib.jjava.kernel.JavaKernel;

/** What a notebook, or an extension, can do with JJava's kernel object. */
@SuppressWarnings("this-escape") // the registry keeps the kernel for later and asks it nothing now
public abstract class BaseKernel {
    private final MagicsRegistry magics = new MagicsRegistry();
    private final Renderer renderer = new Renderer();
    private final JupyterIO io = new JupyterIO();

    /** For {@link JavaKernel}. */
    protected BaseKernel() {}

    public static BaseKernel notebookKernel() {
        return JavaKernel.instance();
    }

    public String getName() {
        return "Reprise";
    }

    public String getVersion() {
        return "0.1.0";
    }

    /** Adds jars, folders and globs, separated as in a class path. */
    public void addToClasspath(String paths) {
        Globals.<Object>lineMagic("classpath", List.of(paths.split(File.pathSeparator)));
    }

    public MagicsRegistry getMagicsRegistry() {
        return magics;
    }

    public Renderer getRenderer() {
        return renderer;
    }

    public JupyterIO getIO() {
        return io;
    }

    public void display(io.github.spencerpark.jupyter.kernel.display.DisplayData data) {
        data.show();
    }

    /** Runs code; returns its value. */
    public Object evalRaw(String code) {
        return Notebook.eval(code);
    }

    /** Runs code; returns what its value is shown as, or null. */
    public DisplayData eval(String code) {
        Object value = Notebook.eval(code);
        return value == null ? null : Globals.render(value);
    }

    /** Begins to run code. */
    public EvalBuilder evalBuilder(String code) {
        return new EvalBuilder(code, false);
    }

    /** Code, and what becomes of its value. */
    public record EvalBuilder(String code, boolean render) {
        /** Magics are always resolved. */
        public EvalBuilder resolveMagics() {
            return this;
        }

        /** The value becomes what it is shown as. */
        public EvalBuilder renderResults() {
            return new EvalBuilder(code, true);
        }

        public Object eval() {
            Object value = Notebook.eval(code);
            return render && value != null ? Globals.render(value) : value;
        }
    }
}
