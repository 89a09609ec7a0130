package dev.reprise.kernel.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import jdk.jshell.Diag;

/** What the compiler says against a snippet: where, the line with a caret below it, what, and what could be meant. */
final class CompilationErrors {
    static final String NAME = "CompilationException";

    private static final int MOST = 5;
    private static final Pattern SYMBOL = Pattern.compile("(?m)\\R\\s*symbol:\\s*(.+)$");
    private static final Pattern LOCATION = Pattern.compile("(?m)\\R\\s*location:\\s*(.*)$");
    private static final Pattern OF_A_CLASS = Pattern.compile("(?:class|interface) ([\\w.$<>?, ]+)|.* of type (.+)");

    private final Source source;
    private final SourceUnit unit;
    private final Suggestions suggestions;

    CompilationErrors(Source source, SourceUnit unit, Suggestions suggestions) {
        this.source = source;
        this.unit = unit;
        this.suggestions = suggestions;
    }

    ErrorReport report(List<Diag> diagnostics) {
        List<Diag> errors = diagnostics.stream().filter(Diag::isError).toList();
        if (errors.isEmpty() || isAboutTheEnd(errors.get(0)) && Indentation.lastOpen(unit.text()) >= 0) {
            return unfinished();
        }
        var lines = new ArrayList<String>();
        for (Diag error : errors.subList(0, Math.min(MOST, errors.size()))) {
            lines.addAll(report(error));
        }
        if (errors.size() > MOST) {
            lines.add("... and " + (errors.size() - MOST) + " more errors");
        }
        String first = what(errors.get(0)).lines().findFirst().orElse("");
        return new ErrorReport(NAME, source.place(source.lineOf(position(errors.get(0)))) + ": " + first, lines);
    }

    private static boolean isAboutTheEnd(Diag error) {
        return error.getCode().equals("compiler.err.premature.eof");
    }

    private List<String> report(Diag error) {
        int position = position(error);
        var lines = new ArrayList<String>();
        lines.add(heading(position));
        lines.addAll(pointAt(position, unit.offset() + (int) error.getEndPosition()));
        lines.addAll(what(error).lines().toList());
        suggestions.about(unit.text(), error).forEach(advice -> lines.add(Ansi.advice(advice)));
        return lines;
    }

    private String heading(int position) {
        return Ansi.error(NAME) + ": " + Ansi.place(source.place(source.lineOf(position)));
    }

    private int position(Diag error) {
        return unit.offset() + (int) Math.max(0, error.getPosition());
    }

    /** The message in as few lines as it needs. */
    private static String what(Diag error) {
        String message = error.getMessage(Locale.ROOT);
        Matcher symbol = SYMBOL.matcher(message);
        if (!symbol.find()) {
            return message;
        }
        String missing =
                message.lines().findFirst().orElse("") + ": " + symbol.group(1).strip();
        Matcher location = LOCATION.matcher(message);
        if (location.find()) {
            Matcher owner = OF_A_CLASS.matcher(location.group(1).strip());
            if (owner.matches()) {
                return missing + " in " + (owner.group(1) == null ? owner.group(2) : owner.group(1));
            }
        }
        return missing;
    }

    private List<String> pointAt(int from, int to) {
        int line = source.lineOf(from);
        String text = source.line(line);
        int column = source.columnOf(from);
        int length = Math.max(1, Math.min(to - from, text.length() - column));
        String label = String.format(Locale.ROOT, "%4d | ", line);
        return List.of(
                label + text.replace('\t', ' '), " ".repeat(label.length() + column) + Ansi.error("^".repeat(length)));
    }

    /** The compiler waits for more: a bracket that is still open says for what. */
    private ErrorReport unfinished() {
        int open = Indentation.lastOpen(unit.text());
        if (open < 0) {
            String message = source.place(source.lineOf(unit.offset())) + ": this is not complete Java code";
            return ErrorReporter.plain(NAME, message);
        }
        int position = unit.offset() + open;
        String what = "this '" + unit.text().charAt(open) + "' is never closed";
        var lines = new ArrayList<String>();
        lines.add(heading(position));
        lines.addAll(pointAt(position, position + 1));
        lines.add(what);
        return new ErrorReport(NAME, source.place(source.lineOf(position)) + ": " + what, lines);
    }
}
