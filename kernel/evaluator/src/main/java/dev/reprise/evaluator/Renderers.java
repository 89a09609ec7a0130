package dev.reprise.evaluator;

import dev.reprise.evaluator.values.Values;
import dev.reprise.notebook.Displayable;
import dev.reprise.notebook.MimeBundle;
import dev.reprise.notebook.Renderer;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.concurrent.ConcurrentHashMap;

/** Finds the representations of a value: by the value itself, by a {@link Renderer} service, or by default. */
final class Renderers {
    private static final int MOST_FAILURES = 20;

    private final ClassLoader notebook;
    private final URL[] kernelRenderers;
    private final Map<String, Renderer> own = new ConcurrentHashMap<>();
    private Map<String, Renderer> byType;

    /**
     * @param notebook sees the jars that the notebook uses
     * @param kernelRenderers jars of renderers that come with the kernel, for libraries that the notebook may or may not
     *     use; loaded below {@code notebook}, so that they see those libraries
     */
    Renderers(ClassLoader notebook, URL... kernelRenderers) {
        this.notebook = notebook;
        this.kernelRenderers = kernelRenderers;
    }

    /** Adds a renderer that goes before all others. */
    void add(Renderer renderer) {
        renderer.types().forEach(type -> own.put(type, renderer));
    }

    /** Looks for renderers again: there are new jars. */
    synchronized void refresh() {
        byType = null;
    }

    MimeBundle render(Object value) {
        Renderer registered = value == null || own.isEmpty() ? null : find(value.getClass(), own);
        if (registered != null) {
            return registered.render(value);
        }
        if (value instanceof Displayable displayable) {
            return displayable.toMimeBundle();
        }
        Renderer renderer = Values.isSimple(value) ? null : find(value.getClass());
        if (renderer == null) {
            return Values.bundle(value);
        }
        try {
            return renderer.render(value);
        } catch (RuntimeException | LinkageError e) {
            System.err.println(
                    "The renderer " + renderer.getClass().getName() + " failed, so this is shown plainly: " + e);
            return Values.bundle(value);
        }
    }

    private synchronized Renderer find(Class<?> type) {
        if (byType == null) {
            byType = load();
        }
        return byType.isEmpty() ? null : find(type, byType);
    }

    private static Renderer find(Class<?> type, Map<String, Renderer> byType) {
        for (Class<?> c = type; c != null; c = c.getSuperclass()) {
            Renderer renderer = byType.get(c.getName());
            if (renderer != null) {
                return renderer;
            }
            for (Class<?> implemented : c.getInterfaces()) {
                renderer = find(implemented, byType);
                if (renderer != null) {
                    return renderer;
                }
            }
        }
        return null;
    }

    private Map<String, Renderer> load() {
        var loader = new URLClassLoader("renderers", kernelRenderers, notebook);
        var found = new LinkedHashMap<String, Renderer>();
        Iterator<Renderer> services = ServiceLoader.load(Renderer.class, loader).iterator();
        for (int failed = 0; failed < MOST_FAILURES; ) {
            try {
                if (!services.hasNext()) {
                    break;
                }
                Renderer renderer = services.next();
                renderer.types().forEach(type -> found.putIfAbsent(type, renderer));
            } catch (NoClassDefFoundError e) {
                // A renderer for a library that this notebook does not use.
                failed++;
            } catch (ServiceConfigurationError | LinkageError e) {
                failed++;
                System.err.println("A renderer could not be loaded: " + e);
            }
        }
        return found;
    }
}
