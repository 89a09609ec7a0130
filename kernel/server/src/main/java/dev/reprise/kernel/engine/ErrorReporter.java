package dev.reprise.kernel.engine;

import dev.reprise.evaluator.Frame.Failure;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import jdk.jshell.Diag;
import jdk.jshell.EvalException;
import jdk.jshell.JShellException;
import jdk.jshell.Snippet;
import jdk.jshell.UnresolvedReferenceException;

/** Turns what JShell says of errors into reports that name the cell and the line. */
final class ErrorReporter {
    static final String COMPILATION = "CompilationException";

    private static final String RED = "\u001b[1;31m";
    private static final String CYAN = "\u001b[36m";
    private static final String RESET = "\u001b[0m";
    private static final int MOST_FRAMES = 40;
    private static final String RECURSION = "    ... and again, many times";

    private record Place(Source source, int offset) {}

    private final Map<String, Place> places = new HashMap<>();

    /** Remembers where a snippet stands. */
    void locate(Snippet snippet, Source source, int offset) {
        places.put(snippet.id(), new Place(source, offset));
    }

    /** What the compiler says against a snippet. */
    ErrorReport compilation(Source source, int offset, List<Diag> diagnostics) {
        List<Diag> errors = diagnostics.stream().filter(Diag::isError).toList();
        if (errors.isEmpty()) {
            return plain(COMPILATION, source.place(source.lineOf(offset)) + ": this is not complete Java code");
        }
        var lines = new ArrayList<String>();
        for (Diag error : errors) {
            int position = offset + (int) Math.max(0, error.getPosition());
            int line = source.lineOf(position);
            lines.add(RED + COMPILATION + RESET + ": " + CYAN + source.place(line) + RESET);
            lines.addAll(pointAt(source, position, offset + (int) error.getEndPosition()));
            lines.addAll(error.getMessage(Locale.ROOT).lines().toList());
        }
        int line = source.lineOf(offset + (int) Math.max(0, errors.get(0).getPosition()));
        String first = errors.get(0).getMessage(Locale.ROOT).lines().findFirst().orElse("");
        return new ErrorReport(COMPILATION, source.place(line) + ": " + first, lines);
    }

    private static List<String> pointAt(Source source, int from, int to) {
        int line = source.lineOf(from);
        String text = source.line(line);
        int column = source.columnOf(from);
        int length = Math.max(1, Math.min(to - from, text.length() - column));
        String label = String.format(Locale.ROOT, "%4d | ", line);
        return List.of(
                label + text.replace('\t', ' '),
                " ".repeat(label.length() + column) + RED + "^".repeat(length) + RESET);
    }

    /** An exception that user code has thrown. */
    ErrorReport exception(JShellException thrown) {
        return exception(failure(thrown));
    }

    /** An exception that user code has thrown; places in snippets are unknown where JShell has not translated them. */
    ErrorReport exception(Failure thrown) {
        var lines = new ArrayList<String>();
        for (Failure e = thrown; e != null; e = e.cause()) {
            String prefix = e == thrown ? "" : "Caused by: ";
            lines.add(prefix + RED + e.type() + RESET + (e.message() == null ? "" : ": " + e.message()));
            lines.addAll(frames(e.stack()));
        }
        return new ErrorReport(thrown.type(), Objects.requireNonNullElse(thrown.message(), ""), lines);
    }

    private static Failure failure(Throwable thrown) {
        if (thrown == null) {
            return null;
        }
        List<StackTraceElement> stack = List.of(thrown.getStackTrace());
        if (thrown instanceof EvalException e) {
            return new Failure(e.getExceptionClassName(), e.getMessage(), stack, failure(e.getCause()));
        }
        String name = thrown instanceof UnresolvedReferenceException e
                ? e.getSnippet().name()
                : thrown.getMessage();
        String message = "'" + name + "' cannot be used yet: something that it mentions is not declared";
        return new Failure(COMPILATION, message, stack, null);
    }

    /** A line for each frame; of a recursion, the first frame and a remark. */
    private List<String> frames(List<StackTraceElement> stack) {
        var lines = new ArrayList<String>();
        for (int i = 0; i < stack.size(); i++) {
            if (lines.size() == MOST_FRAMES) {
                lines.add("    ... and " + (stack.size() - i) + " more");
                break;
            }
            boolean again = i > 0 && stack.get(i).equals(stack.get(i - 1));
            if (!again) {
                lines.add(frame(stack.get(i)));
            } else if (!lines.get(lines.size() - 1).equals(RECURSION)) {
                lines.add(RECURSION);
            }
        }
        return lines;
    }

    private String frame(StackTraceElement frame) {
        String file = frame.getFileName();
        Place place = file != null && file.startsWith("#") ? places.get(file.substring(1)) : null;
        if (place == null) {
            return "    at " + frame;
        }
        int line = place.source().lineOf(place.offset()) + frame.getLineNumber() - 1;
        String where = CYAN + place.source().place(line) + RESET;
        String method = frame.getMethodName().isEmpty() ? "" : ", in " + frame.getMethodName();
        return "    at " + where + method + ": " + place.source().line(line).strip();
    }

    /** A report of one sentence. */
    static ErrorReport plain(String name, String message) {
        return new ErrorReport(name, message, List.of(RED + name + RESET + ": " + message));
    }
}
