package org.dflib.jjava.jupyter.kernel;

import java.io.InputStream;
import java.io.PrintStream;

/** The notebook's streams. */
public class JupyterIO {
    public final PrintStream out = System.out;
    public final PrintStream err = System.err;
    public final InputStream in = System.in;
    public final io.github.spencerpark.jupyter.kernel.display.DisplayStream display =
            new io.github.spencerpark.jupyter.kernel.display.DisplayStream();
}
