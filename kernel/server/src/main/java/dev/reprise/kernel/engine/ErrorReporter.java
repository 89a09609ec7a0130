package dev.reprise.kernel.engine;

import dev.reprise.evaluator.Frame.Failure;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import jdk.jshell.DeclarationSnippet;
import jdk.jshell.Diag;
import jdk.jshell.EvalException;
import jdk.jshell.JShell;
import jdk.jshell.Snippet;
import jdk.jshell.UnresolvedReferenceException;

/** Turns what JShell says of errors into reports that name the cell and the line. */
final class ErrorReporter {
    private static final int MOST_FRAMES = 40;

    /** Of frames of the JDK that follow each other, so many are shown. */
    private static final int MOST_OF_THE_JDK = 2;

    private static final String RECURSION = "    ... and again, many times";
    private static final Pattern OF_THE_JDK = Pattern.compile("(java|javax|jdk|sun|com\\.sun)\\..*");
    private static final Pattern LAMBDA = Pattern.compile("lambda\\$(.*?)\\$+\\d+");

    private record Place(Source source, SourceUnit unit) {}

    private final Map<String, Place> places = new ConcurrentHashMap<>();
    private volatile Place running;

    /** A snippet is about to be evaluated, and cannot be told from others yet. */
    void evaluating(Source source, SourceUnit unit) {
        running = new Place(source, unit);
    }

    /** Remembers where a snippet stands. */
    void locate(Snippet snippet, Source source, SourceUnit unit) {
        places.put(snippet.id(), new Place(source, unit));
    }

    /** Forgets where all other snippets stand. */
    void keepPlaces(Stream<Snippet> snippets) {
        places.keySet().retainAll(snippets.map(Snippet::id).collect(Collectors.toSet()));
    }

    /** What the compiler says against a snippet. */
    ErrorReport compilation(JShell jshell, Source source, SourceUnit unit, List<Diag> diagnostics) {
        return new CompilationErrors(source, unit, new Suggestions(jshell.sourceCodeAnalysis())).report(diagnostics);
    }

    /** The compiler has not refused a snippet, but has broken down over it. */
    static ErrorReport compilerFailure(Source source, SourceUnit unit, InternalError failure) {
        String reason = String.valueOf(failure.getMessage()).lines().findFirst().orElse("");
        String message = source.place(source.lineOf(unit.offset()))
                + ": the JDK's compiler breaks down over this, which is an error of its own (" + reason + ")";
        return plain(CompilationErrors.NAME, message);
    }

    /** An exception that user code has thrown. */
    ErrorReport exception(EvalException thrown) {
        return exception(failure(thrown));
    }

    /** Code that was run although something in it could not be compiled: what that is, and where it was come upon. */
    ErrorReport unresolved(JShell jshell, UnresolvedReferenceException thrown) {
        DeclarationSnippet snippet = thrown.getSnippet();
        List<String> missing = jshell.unresolvedDependencies(snippet).toList();
        String message = "'" + snippet.name() + "' cannot be used yet: "
                + (missing.isEmpty() ? "something that it mentions" : String.join(", ", missing)) + " is not declared";
        var lines = new ArrayList<String>();
        lines.add(Ansi.error(CompilationErrors.NAME) + ": " + message);
        lines.addAll(frames(List.of(thrown.getStackTrace())));
        return new ErrorReport(CompilationErrors.NAME, message, lines);
    }

    /** An exception that user code has thrown; places in snippets are unknown where JShell has not translated them. */
    ErrorReport exception(Failure thrown) {
        var lines = new ArrayList<String>();
        for (Failure e = thrown; e != null; e = e.cause()) {
            String prefix = e == thrown ? "" : "Caused by: ";
            lines.add(prefix
                    + Ansi.error(CellClasses.asWritten(e.type()))
                    + (e.message() == null ? "" : ": " + message(e)));
            lines.addAll(frames(e.stack()));
        }
        return new ErrorReport(CellClasses.asWritten(thrown.type()), message(thrown), lines);
    }

    private static String message(Failure thrown) {
        return Objects.requireNonNullElse(CellClasses.asWritten(thrown.message()), "");
    }

    private static Failure failure(Throwable thrown) {
        if (thrown == null) {
            return null;
        }
        List<StackTraceElement> stack = List.of(thrown.getStackTrace());
        String type = thrown instanceof EvalException e
                ? e.getExceptionClassName()
                : thrown.getClass().getName();
        return new Failure(type, thrown.getMessage(), stack, failure(thrown.getCause()));
    }

    /** A line for each frame; of a recursion, the first frame and a remark; of many frames of the JDK, the first two. */
    private List<String> frames(List<StackTraceElement> stack) {
        var lines = new ArrayList<String>();
        int inJdk = 0;
        for (int i = 0; i < stack.size(); i++) {
            if (lines.size() == MOST_FRAMES) {
                lines.add("    ... and " + (stack.size() - i) + " more");
                break;
            }
            StackTraceElement frame = stack.get(i);
            inJdk = OF_THE_JDK.matcher(frame.getClassName()).matches() ? inJdk + 1 : 0;
            if (inJdk > MOST_OF_THE_JDK) {
                String folded = "    ... " + (inJdk - MOST_OF_THE_JDK) + " more in the JDK";
                if (inJdk > MOST_OF_THE_JDK + 1) {
                    lines.remove(lines.size() - 1);
                }
                lines.add(folded);
            } else if (i == 0 || !frame.equals(stack.get(i - 1))) {
                lines.add(frame(frame));
            } else if (!lines.get(lines.size() - 1).equals(RECURSION)) {
                lines.add(RECURSION);
            }
        }
        return lines;
    }

    /** A line for a frame, which names cell and line if JShell has translated it. */
    String frame(StackTraceElement frame) {
        String file = frame.getFileName();
        Place place = file != null && file.startsWith("#") ? places.getOrDefault(file.substring(1), running) : null;
        if (place == null) {
            String where = CellClasses.isWrapper(frame.getClassName())
                    ? "a cell that ran long ago" + method(frame.getMethodName())
                    : CellClasses.asWritten(frame.toString());
            return "    at " + where;
        }
        int line = place.source().lineOf(place.unit().offset()) + frame.getLineNumber() - 1;
        return "    at " + Ansi.place(place.source().place(line)) + method(frame.getMethodName()) + ": "
                + place.source().line(line).strip();
    }

    private static String method(String name) {
        Matcher lambda = LAMBDA.matcher(name);
        if (lambda.matches()) {
            return ", in a lambda" + (lambda.group(1).startsWith("do_it") ? "" : " of " + lambda.group(1));
        }
        return switch (name) {
            case "", "do_it$Aux" -> "";
            case "<init>" -> ", in a constructor";
            case "<clinit>" -> ", in a class's initialisation";
            default -> ", in " + name;
        };
    }

    /** A report of one sentence. */
    static ErrorReport plain(String name, String message) {
        return new ErrorReport(name, message, List.of(Ansi.error(name) + ": " + message));
    }
}
