package dev.reprise.notebook;

import java.util.Set;

/**
 * Shows values of types that do not implement {@link Displayable}.
 *
 * <p>A renderer is found by {@link java.util.ServiceLoader} in any jar on the notebook's class path, also in one added
 * later: name the class in {@code META-INF/services/dev.reprise.notebook.Renderer}.
 */
public interface Renderer {
    /**
     * Fully qualified names of the classes and interfaces whose instances this renders, subclasses included. Names, so
     * that a renderer can be present where the type is not.
     */
    Set<String> types();

    /** The representations of {@code value}, with plain text among them. */
    MimeBundle render(Object value);
}
