package io.github.spencerpark.jupyter.kernel.display;

import dev.reprise.compatibility.TypeRegistration;
import io.github.spencerpark.jupyter.kernel.display.mime.MIMEType;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.function.Supplier;

/** What a renderer is asked for, and where it puts that. */
public class RenderContext {
    private final Set<String> requested;
    private final DisplayData container;

    /** @param requested MIME types; none for all */
    public RenderContext(Set<String> requested, DisplayData container) {
        this.requested = Set.copyOf(requested);
        this.container = container;
    }

    public DisplayData getOutputContainer() {
        return container;
    }

    public boolean wantsDataRenderedAs(MIMEType type) {
        return requested.isEmpty() || requested.contains(type.toString());
    }

    /** Adds a representation if it is asked for. */
    public void renderIfRequested(MIMEType type, Supplier<Object> renderer) {
        if (wantsDataRenderedAs(type)) {
            TypeRegistration.put(container, type, renderer.get());
        }
    }

    /** Adds a representation if it is asked for. */
    public void renderIfRequested(MIMEType type, Function<MIMEType, Object> renderer) {
        if (wantsDataRenderedAs(type)) {
            TypeRegistration.put(container, type, renderer.apply(type));
        }
    }

    /** Lets a function add a representation if it is asked for. */
    public void renderIfRequested(MIMEType type, BiConsumer<MIMEType, DisplayData> renderer) {
        if (wantsDataRenderedAs(type)) {
            renderer.accept(type, container);
        }
    }
}
