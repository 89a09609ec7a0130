package dev.reprise.notebook;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.ServiceLoader;
import java.util.UUID;

/**
 * The notebook that the running code belongs to.
 *
 * <pre>{@code
 * String id = Notebook.display("loading");
 * Notebook.update(id, table);
 * }</pre>
 *
 * <p>Outside a notebook, rich values are printed as plain text and input is read from standard input.
 */
public final class Notebook {
    private static final NotebookHost HOST = ServiceLoader.load(NotebookHost.class, NotebookHost.class.getClassLoader())
            .findFirst()
            .orElseGet(Terminal::new);

    private Notebook() {}

    static NotebookHost host() {
        return HOST;
    }

    /** Whether the code runs in a notebook's kernel. */
    public static boolean isPresent() {
        return !(HOST instanceof Terminal);
    }

    /**
     * The representations in which {@link #display} would show a value.
     *
     * @param mimeTypes the representations wanted; none for all
     */
    public static MimeBundle bundle(Object value, String... mimeTypes) {
        return mimeTypes.length == 0 ? HOST.render(value) : only(HOST.render(value), value, mimeTypes);
    }

    /**
     * Shows a value in the output of the running cell.
     *
     * @param mimeTypes the representations wanted; none for all. A {@link CharSequence} can be shown as any textual
     *     type: {@code display("<b>so</b>", "text/html")}, {@code display(json, "application/vnd.vegalite.v5+json")}
     * @return the id for {@link #update}
     */
    public static String display(Object value, String... mimeTypes) {
        String id = UUID.randomUUID().toString();
        HOST.display(bundle(value, mimeTypes), id);
        return id;
    }

    /** Shows a value under an id of one's own. */
    public static void displayAs(String displayId, Object value, String... mimeTypes) {
        HOST.display(bundle(value, mimeTypes), Objects.requireNonNull(displayId));
    }

    /** Replaces a value shown by {@link #display}, wherever it stands in the notebook. */
    public static void update(String displayId, Object value, String... mimeTypes) {
        HOST.update(bundle(value, mimeTypes), Objects.requireNonNull(displayId));
    }

    /**
     * Clears the output of the running cell.
     *
     * @param wait true to clear only when the next output arrives, which avoids flicker
     */
    public static void clearOutput(boolean wait) {
        HOST.clearOutput(wait);
    }

    /** Asks the reader for a line of text. */
    public static String input(String prompt) {
        return HOST.input(prompt, false);
    }

    /** Asks the reader for a line of text that is not shown while it is typed. */
    public static String password(String prompt) {
        return HOST.input(prompt, true);
    }

    /**
     * Runs code as if it stood in the running cell, magics included: {@code eval("1 + 1")}.
     *
     * @return the value of its last expression, or null
     * @throws IllegalStateException outside a running cell, or on a thread that the cell has started
     */
    public static Object eval(String code) {
        return call("eval", List.of(code));
    }

    /** Shows values by a renderer of the notebook's own, which goes before all others. */
    public static void addRenderer(Renderer renderer) {
        HOST.addRenderer(Objects.requireNonNull(renderer));
    }

    /** What the kernel does for running code; the exception, if there is one, is what the code threw. */
    static Object call(String service, List<String> arguments) {
        try {
            return HOST.call(service, arguments);
        } catch (Exception e) {
            throw Notebook.<RuntimeException>unchecked(e);
        }
    }

    @SuppressWarnings("unchecked")
    private static <E extends Exception> E unchecked(Exception e) throws E {
        throw (E) e;
    }

    private static MimeBundle only(MimeBundle bundle, Object value, String[] mimeTypes) {
        Map<String, Object> data = new LinkedHashMap<>();
        for (String type : mimeTypes) {
            Object known = bundle.data().get(type);
            if (known != null) {
                data.put(type, known);
            } else if (value instanceof CharSequence text) {
                data.put(type, text.toString());
            }
        }
        if (data.isEmpty()) {
            throw new IllegalArgumentException("A " + value.getClass().getName() + " cannot be shown as "
                    + String.join(", ", mimeTypes) + "; it can be shown as "
                    + String.join(", ", bundle.data().keySet()));
        }
        return new MimeBundle(data, bundle.metadata());
    }

    /** Plain text on the process's own streams. */
    private static final class Terminal implements NotebookHost {
        @Override
        public MimeBundle render(Object value) {
            return value instanceof Displayable displayable
                    ? displayable.toMimeBundle()
                    : MimeBundle.text(String.valueOf(value));
        }

        @Override
        public void display(MimeBundle bundle, String displayId) {
            System.out.println(
                    bundle.data().getOrDefault(MimeBundle.TEXT, bundle.data().keySet()));
        }

        @Override
        public void update(MimeBundle bundle, String displayId) {
            display(bundle, displayId);
        }

        @Override
        public void clearOutput(boolean wait) {}

        @Override
        public void addRenderer(Renderer renderer) {}

        @Override
        public Object call(String service, List<String> arguments) {
            throw new UnsupportedOperationException("There is no notebook here that could do this: " + service);
        }

        @Override
        public void comm(CommMessage message) {
            throw new IllegalStateException("There is no front end to open a comm to");
        }

        @Override
        public String input(String prompt, boolean password) {
            System.out.print(prompt);
            System.out.flush();
            try {
                return new BufferedReader(new InputStreamReader(System.in, Charset.defaultCharset())).readLine();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
