package dev.reprise.evaluator;

import dev.reprise.notebook.Displayable;
import dev.reprise.notebook.MimeBundle;
import dev.reprise.notebook.Renderer;
import java.awt.image.BufferedImage;
import java.awt.image.RenderedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.concurrent.ConcurrentHashMap;
import javax.imageio.ImageIO;

/** Finds the representations of a value: by the value itself, by a {@link Renderer} service, or by default. */
final class Renderers {
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
        if (value instanceof CharSequence || value == null) {
            return MimeBundle.text(String.valueOf(value));
        }
        if (value.getClass().isArray()) {
            return MimeBundle.text(arrayToString(value));
        }
        if (value instanceof RenderedImage image) {
            return image(image);
        }
        Renderer renderer = find(value.getClass());
        return renderer == null ? MimeBundle.text(String.valueOf(value)) : renderer.render(value);
    }

    private static String arrayToString(Object array) {
        String nested = Arrays.deepToString(new Object[] {array});
        return nested.substring(1, nested.length() - 1);
    }

    private static MimeBundle image(RenderedImage image) {
        var png = new ByteArrayOutputStream();
        try {
            ImageIO.write(image, "png", png);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        String kind =
                image instanceof BufferedImage ? "Image" : image.getClass().getSimpleName();
        return MimeBundle.of(MimeBundle.PNG, png.toByteArray())
                .with(MimeBundle.TEXT, kind + " of " + image.getWidth() + " x " + image.getHeight() + " pixels");
    }

    private synchronized Renderer find(Class<?> type) {
        if (type.getClassLoader() == null) {
            return null;
        }
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
        var services = ServiceLoader.load(Renderer.class, loader).stream().iterator();
        boolean more = true;
        while (more) {
            try {
                more = services.hasNext();
                if (more) {
                    Renderer renderer = services.next().get();
                    renderer.types().forEach(type -> found.putIfAbsent(type, renderer));
                }
            } catch (NoClassDefFoundError e) {
                // A renderer for a library that this notebook does not use.
            } catch (ServiceConfigurationError | LinkageError e) {
                System.err.println("A renderer could not be loaded: " + e);
            }
        }
        return found;
    }
}
