package dev.reprise.kernel.engine;

import dev.reprise.notebook.CommMessage;
import dev.reprise.notebook.MimeBundle;
import java.util.function.UnaryOperator;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Stack traces that user code prints itself, or a thread that ends with an exception: the frames in cells are told as in
 * the kernel's own reports, and frames of the kernel are left out. All else passes through.
 */
final class PrintedTraces implements Outlet {
    private static final String MARK = "REPL.$JShell$";
    private static final Pattern IN_A_CELL =
            Pattern.compile("(?m)^(\\s*)at (?:notebook//)?(REPL\\.\\$JShell\\$[\\w$]+)\\.([\\w$<>]+)"
                    + "\\((\\$JShell\\$\\w+\\.java):(\\d+)\\)$");
    private static final Pattern OF_THE_KERNEL = Pattern.compile(
            "(?m)(?:^\\s*at java\\.base/(?:jdk\\.internal|java\\.lang)\\.reflect\\..*\\R)*"
                    + "(?:^\\s*at dev\\.reprise\\.evaluator\\..*\\R)+(?:^\\s*at java\\.base/java\\.lang\\.Thread\\.run.*\\R)?");
    private static final Pattern HEADING =
            Pattern.compile("(?m)^((?:Exception in thread \"[^\"\\n]*\"|\\s*Caused by:|\\s*Suppressed:)? *)"
                    + "REPL\\.\\$JShell\\$\\w+[$.](?=[\\w.$]+(?::.*)?$)");

    private final Outlet outlet;
    private final UnaryOperator<StackTraceElement> translation;
    private final ErrorReporter reporter;

    /** @param translation names snippet and line of a frame in a cell, as JShell does; any other stays as it is */
    PrintedTraces(Outlet outlet, UnaryOperator<StackTraceElement> translation, ErrorReporter reporter) {
        this.outlet = outlet;
        this.translation = translation;
        this.reporter = reporter;
    }

    @Override
    public void output(long cell, boolean error, String text) {
        outlet.output(
                cell, error, text.contains(MARK) && IN_A_CELL.matcher(text).find() ? told(text) : text);
    }

    private String told(String trace) {
        String frames = IN_A_CELL
                .matcher(OF_THE_KERNEL.matcher(trace).replaceAll(""))
                .replaceAll(frame -> Matcher.quoteReplacement(frame.group(1) + told(frame)));
        return HEADING.matcher(frames).replaceAll("$1");
    }

    private String told(MatchResult frame) {
        var raw =
                new StackTraceElement(frame.group(2), frame.group(3), frame.group(4), Integer.parseInt(frame.group(5)));
        return Ansi.plain(reporter.frame(translation.apply(raw))).strip();
    }

    @Override
    public void display(long cell, String displayId, MimeBundle bundle, boolean update) {
        outlet.display(cell, displayId, bundle, update);
    }

    @Override
    public void clear(long cell, boolean onNextOutput) {
        outlet.clear(cell, onNextOutput);
    }

    @Override
    public void comm(long cell, CommMessage message) {
        outlet.comm(cell, message);
    }

    @Override
    public void commsLost() {
        outlet.commsLost();
    }

    @Override
    public void input(long cell, String prompt, boolean password) {
        outlet.input(cell, prompt, password);
    }
}
