package io.github.spencerpark.ijava;

import dev.reprise.compatibility.Globals;
import dev.reprise.notebook.Notebook;
import io.github.spencerpark.ijava.magics.MavenResolver;
import io.github.spencerpark.jupyter.kernel.JupyterIO;
import io.github.spencerpark.jupyter.kernel.display.DisplayData;
import io.github.spencerpark.jupyter.kernel.display.Renderer;
import io.github.spencerpark.jupyter.kernel.magic.registry.Magics;
import java.util.List;

/** What a notebook can do with IJava's kernel object. */
public class JavaKernel {
    private final MavenResolver maven = new MavenResolver();
    private final Magics magics = new Magics();
    private final Renderer renderer = new Renderer();
    private final JupyterIO io = new JupyterIO();

    JavaKernel() {}

    /** Adds jars and folders: one path, or a glob. */
    public void addToClasspath(String path) {
        Globals.<Object>lineMagic("classpath", List.of(path));
    }

    public MavenResolver getMavenResolver() {
        return maven;
    }

    public Magics getMagics() {
        return magics;
    }

    public Renderer getRenderer() {
        return renderer;
    }

    public JupyterIO getIO() {
        return io;
    }

    public void display(DisplayData data) {
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
}
