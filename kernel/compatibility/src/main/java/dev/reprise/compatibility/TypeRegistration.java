package dev.reprise.compatibility;

import dev.reprise.notebook.MimeBundle;
import dev.reprise.notebook.Notebook;
import dev.reprise.notebook.Renderer;
import io.github.spencerpark.jupyter.kernel.display.DisplayData;
import io.github.spencerpark.jupyter.kernel.display.mime.MIMEType;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.BiConsumer;
import org.dflib.jjava.jupyter.kernel.display.RenderContext;

/**
 * How values of a type are shown: which representations there are, and by which function.
 *
 * @param <T> the type
 * @param <R> the class of the registration itself
 */
public abstract class TypeRegistration<T, R> {
    private final Set<String> types = new LinkedHashSet<>();
    private final Set<String> mimeTypes = new LinkedHashSet<>();
    private final Class<T> base;

    /** @param type values of this class and its subclasses are shown */
    protected TypeRegistration(Class<T> type) {
        this.base = type;
    }

    /** This, in its own class. */
    protected abstract R self();

    /** The representations that are wanted first of all. */
    public R preferring(MIMEType... wanted) {
        List.of(wanted).forEach(type -> mimeTypes.add(type.toString()));
        return self();
    }

    /** The representations that are wanted first of all. */
    public R preferring(String... wanted) {
        mimeTypes.addAll(List.of(wanted));
        return self();
    }

    /** Representations that there are besides. */
    public R supporting(MIMEType... also) {
        return preferring(also);
    }

    /** Representations that there are besides. */
    public R supporting(String... also) {
        return preferring(also);
    }

    /** Values of this class, too. */
    public R onType(Class<? extends T> type) {
        types.add(type.getName());
        return self();
    }

    /** Makes a function known to the notebook, before all other renderers. */
    protected void fill(BiConsumer<T, RenderContext> function) {
        if (types.isEmpty()) {
            types.add(base.getName());
        }
        Set<String> names = Set.copyOf(types);
        Notebook.addRenderer(new Renderer() {
            @Override
            public Set<String> types() {
                return names;
            }

            @Override
            public MimeBundle render(Object value) {
                var data = new org.dflib.jjava.jupyter.kernel.display.DisplayData();
                function.accept(base.cast(value), new RenderContext(mimeTypes, data));
                MimeBundle bundle = data.toMimeBundle();
                return bundle.data().containsKey(MimeBundle.TEXT)
                        ? bundle
                        : bundle.with(MimeBundle.TEXT, String.valueOf(value));
            }
        });
    }

    /** Puts data of one representation into a container. */
    public static void put(DisplayData data, MIMEType type, Object value) {
        if (value != null) {
            data.putData(type, value);
        }
    }
}
