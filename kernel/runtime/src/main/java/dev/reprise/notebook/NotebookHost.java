package dev.reprise.notebook;

import java.util.List;

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

    /** Shows values by this renderer rather than by any other. */
    void addRenderer(Renderer renderer);

    /**
     * Asks the kernel to do something for the running cell, and waits.
     *
     * @param service what is wanted, such as {@code eval} or {@code magic}
     * @return a list of strings, the value of code that the kernel had run, or null
     * @throws Exception what that code threw
     */
    Object call(String service, List<String> arguments) throws Exception;
}
