package dev.reprise.notebook;

/**
 * The kernel's side of {@link Notebook}. Implemented by the process that runs the cells and found by
 * {@link java.util.ServiceLoader}; notebook code does not use it.
 */
public interface NotebookHost {
    /** The representations of a value, chosen by {@link Displayable}, {@link Renderer} or the kernel's defaults. */
    MimeBundle render(Object value);

    /** Shows a bundle under an id by which it can be replaced. */
    void display(MimeBundle bundle, String displayId);

    /** Replaces what was shown under an id; legal from any thread and after the cell has ended. */
    void update(MimeBundle bundle, String displayId);

    /** Clears the output of the running cell, at once or when the next output arrives. */
    void clearOutput(boolean wait);

    /** Sends a comm's message to the front end; legal from any thread. */
    void comm(CommMessage message);

    /** Asks the reader for a line of text. */
    String input(String prompt, boolean password);
}
