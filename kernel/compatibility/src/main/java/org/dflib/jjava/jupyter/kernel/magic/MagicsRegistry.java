package org.dflib.jjava.jupyter.kernel.magic;

import dev.reprise.notebook.Magics;
import org.dflib.jjava.jupyter.kernel.BaseKernel;

/** The notebook's magics. */
public class MagicsRegistry {
    @SuppressWarnings("unchecked")
    public <T, K extends BaseKernel> void registerLineMagic(String name, LineMagic<T, K> magic) {
        Magics.register(name, args -> magic.eval((K) BaseKernel.notebookKernel(), args));
    }

    @SuppressWarnings("unchecked")
    public <T, K extends BaseKernel> void registerCellMagic(String name, CellMagic<T, K> magic) {
        Magics.register(name, (args, body) -> magic.eval((K) BaseKernel.notebookKernel(), args, body));
    }
}
