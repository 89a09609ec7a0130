package org.dflib.jjava.kernel;

/** Methods that every cell can call. */
public final class JavaNotebookStatics {
    private JavaNotebookStatics() {}

    public static JavaKernel kernel() {
        return JavaKernel.instance();
    }
}
