package io.github.spencerpark.ijava;

/** The way to the kernel. */
public final class IJava {
    private static final JavaKernel KERNEL = new JavaKernel();

    private IJava() {}

    public static JavaKernel getKernelInstance() {
        return KERNEL;
    }
}
