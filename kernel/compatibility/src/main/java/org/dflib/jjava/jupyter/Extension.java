package org.dflib.jjava.jupyter;

import org.dflib.jjava.jupyter.kernel.BaseKernel;

/** What a library does to a notebook that uses it. Found by {@link java.util.ServiceLoader}. */
public interface Extension {
    /** Registers renderers and magics, for example. */
    void install(BaseKernel kernel);

    /** The kernel ends. Not called here: the process just ends. */
    default void uninstall(BaseKernel kernel) {}
}
