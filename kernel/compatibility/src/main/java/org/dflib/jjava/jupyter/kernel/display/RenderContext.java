package org.dflib.jjava.jupyter.kernel.display;

import java.util.Set;

/** What a renderer is asked for, and where it puts that. */
public class RenderContext extends io.github.spencerpark.jupyter.kernel.display.RenderContext {
    /** @param requested MIME types; none for all */
    public RenderContext(Set<String> requested, DisplayData container) {
        super(requested, container);
    }
}
