package dev.reprise.notebook;

/** A value that knows how a notebook shows it. For types that are not yours, write a {@link Renderer}. */
@FunctionalInterface
public interface Displayable {
    /** The representations of this value, with plain text among them. */
    MimeBundle toMimeBundle();
}
