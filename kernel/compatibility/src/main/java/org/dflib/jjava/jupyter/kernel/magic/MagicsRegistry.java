package org.dflib.jjava.jupyter.kernel.magic;

import dev.reprise.notebook.Magics;
import org.dflib.jjava.jupyter.kernel.BaseKernel;

/** The notebook's magics. */
public class MagicsRegistry {
    private final BaseKernel kernel;

    /** @param kernel handed to every magic */
    public MagicsRegistry(BaseKernel kernel) {
        this.kernel = kernel;
    }

    @SuppressWarnings("unchecked")
    public <T, K extends BaseKernel> void registerLineMagic(String name, LineMagic<T, K> magic) {
        Magics.register(name, args -> magic.eval((K) kernel, args));
    }

    @SuppressWarnings("unchecked")
    public <T, K extends BaseKernel> void registerCellMagic(String name, CellMagic<T, K> magic) {
        Magics.register(name, (args, body) -> magic.eval((K) kernel, args, body));
    }
}
