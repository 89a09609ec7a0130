package org.dflib.jjava.kernel;

import org.dflib.jjava.jupyter.kernel.BaseKernel;

/** JJava's kernel object. */
public final class JavaKernel extends BaseKernel {
    private static final JavaKernel INSTANCE = new JavaKernel();

    private JavaKernel() {}

    /** The only one. */
    public static JavaKernel instance() {
        return INSTANCE;
    }
}
