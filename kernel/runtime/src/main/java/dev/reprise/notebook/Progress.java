package dev.reprise.notebook;

import java.util.Iterator;
import java.util.Locale;
import java.util.Objects;

/**
 * How far a long computation has come, as a bar in a notebook and as a line in a terminal.
 *
 * <pre>{@code
 * try (var progress = Progress.of("30 runs", 30)) {
 *     for (int run = 0; run < 30; run++) {
 *         progress.step("run " + run);
 *     }
 * }
 * for (var fold : Progress.over("folds", folds)) { ... }
 * }</pre>
 *
 * <p>May be stepped from any thread. Updates are sent at most ten times a second. When closed, the bar becomes a sentence
 * without any time in it, so that the output of a notebook is the same at every run.
 */
public final class Progress implements AutoCloseable {
    private static final long MIN_NANOS_BETWEEN_UPDATES = 100_000_000L;
    private static final int TEXT_BAR_WIDTH = 20;

    private final String label;
    private final long total;
    private final long started = System.nanoTime();
    private final boolean shown = Notebook.isPresent() || System.console() != null;
    private final String displayId;
    private long done;
    private String note = "";
    private long lastUpdate = started;
    private boolean closed;

    private Progress(String label, long total) {
        if (total < 0) {
            throw new IllegalArgumentException("total must not be negative: " + total);
        }
        this.label = Objects.requireNonNull(label);
        this.total = total;
        this.displayId = Notebook.isPresent() ? Notebook.display((Displayable) this::bundle) : null;
    }

    /** Begins a computation of {@code total} steps. */
    public static Progress of(String label, long total) {
        return new Progress(label, total);
    }

    /** The elements, counted while they are iterated over. The iterable must be iterated over once and to its end. */
    public static <T> Iterable<T> over(String label, java.util.Collection<T> elements) {
        return () -> new Iterator<>() {
            private final Iterator<T> iterator = elements.iterator();
            private final Progress progress = of(label, elements.size());
            private boolean first = true;

            @Override
            public boolean hasNext() {
                if (!iterator.hasNext()) {
                    if (!first) {
                        progress.step();
                    }
                    progress.close();
                    return false;
                }
                return true;
            }

            @Override
            public T next() {
                if (!first) {
                    progress.step();
                }
                first = false;
                return iterator.next();
            }
        };
    }

    /** One more step is done. */
    public void step() {
        step("");
    }

    /** One more step is done; {@code note} says which, or how it went. */
    public synchronized void step(String note) {
        done = Math.min(done + 1, total);
        this.note = Objects.requireNonNull(note);
        long now = System.nanoTime();
        if (now - lastUpdate >= MIN_NANOS_BETWEEN_UPDATES) {
            lastUpdate = now;
            show();
        }
    }

    /** Ends the computation: the bar becomes a sentence that says how many steps were done. */
    @Override
    public synchronized void close() {
        if (!closed) {
            closed = true;
            show();
        }
    }

    private void show() {
        if (displayId != null) {
            Notebook.update(displayId, (Displayable) this::bundle);
        } else if (shown) {
            System.err.print("\r\033[K" + text() + (closed ? "\n" : ""));
        }
    }

    private synchronized MimeBundle bundle() {
        return MimeBundle.text(text()).with(MimeBundle.HTML, html());
    }

    private String text() {
        if (closed) {
            return finished();
        }
        int filled = total == 0 ? 0 : (int) (TEXT_BAR_WIDTH * done / total);
        return label + " [" + "#".repeat(filled) + " ".repeat(TEXT_BAR_WIDTH - filled) + "] " + counts();
    }

    private String html() {
        if (closed) {
            return "<span>" + Html.escape(finished()) + "</span>";
        }
        return "<label>" + Html.escape(label) + " <progress max=\"" + total + "\" value=\"" + done + "\" aria-label=\""
                + Html.escape(label) + "\"></progress> " + Html.escape(counts()) + "</label>";
    }

    private String finished() {
        return (done == total ? "✓ " : "✗ stopped after " + done + " of " + total + ": ") + label;
    }

    private String counts() {
        String remaining = done == 0 || done == total ? "" : ", " + remaining() + " left";
        return done + "/" + total + remaining + (note.isEmpty() ? "" : " " + note);
    }

    private String remaining() {
        long seconds = Math.round((System.nanoTime() - started) / 1e9 / done * (total - done));
        return seconds < 60 ? seconds + " s" : String.format(Locale.ROOT, "%d:%02d min", seconds / 60, seconds % 60);
    }
}
