package dev.reprise.kernel.magics;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/**
 * Finds the magics of a cell, where IJava finds them: at the start of a line and after {@code =}; but not in strings, text
 * blocks and comments, and not where {@code %} is the remainder operator.
 *
 * <p>After an expression without a semicolon, {@code %name} on a new line could be either; it is a magic if there is one of
 * that name.
 */
final class CellParser {
    /**
     * A cell taken apart.
     *
     * @param java the cell with blanks in the place of magics: Java of the same length, for completion
     */
    record Parsed(List<Part> parts, String java) {}

    private static final char NOTHING = '\0';

    private final String cell;
    private final Predicate<String> isMagic;
    private final List<Part> parts = new ArrayList<>();
    private final StringBuilder mask;
    private final StringBuilder java = new StringBuilder();
    private int javaFrom;
    private int at;
    private int depth;
    private char before = NOTHING;
    private boolean newLine = true;

    private CellParser(String cell, Predicate<String> isMagic) {
        this.cell = cell;
        this.isMagic = isMagic;
        this.mask = new StringBuilder(cell);
    }

    /** @param isMagic whether there is a line magic of a name */
    static Parsed parse(String cell, Predicate<String> isMagic) {
        int start = cell.length() - cell.stripLeading().length();
        if (cell.startsWith("%%", start) && start + 2 < cell.length() && isNameStart(cell.charAt(start + 2))) {
            return cellMagic(cell, start);
        }
        var parser = new CellParser(cell, isMagic);
        parser.scan();
        return new Parsed(List.copyOf(parser.parts), parser.mask.toString());
    }

    private static Parsed cellMagic(String cell, int start) {
        int end = lineEnd(cell, start);
        String[] words = split(cell.substring(start + 2, end));
        String body = end == cell.length() ? "" : cell.substring(end + 1);
        var magic = new Part.Cell(words[0], words[1], body, start);
        // What %%time times is Java.
        boolean timed = words[0].startsWith("time");
        String java = timed ? " ".repeat(cell.length() - body.length()) + body : " ".repeat(cell.length());
        return new Parsed(List.of(magic), java);
    }

    /** A magic's name and the rest of its line. */
    static String[] split(String line) {
        int end = 0;
        while (end < line.length() && !Character.isWhitespace(line.charAt(end))) {
            end++;
        }
        return new String[] {line.substring(0, end), line.substring(end).strip()};
    }

    private void scan() {
        while (at < cell.length()) {
            char c = cell.charAt(at);
            if (c == '%' && at + 1 < cell.length() && isNameStart(cell.charAt(at + 1)) && magic()) {
                continue;
            }
            if (cell.startsWith("//", at)) {
                take(lineEnd(cell, at));
            } else if (cell.startsWith("/*", at)) {
                take(after(cell.indexOf("*/", at + 2), 2));
            } else if (cell.startsWith("\"\"\"", at)) {
                takeToken(after(endOfTextBlock(at + 3), 3));
            } else if (c == '"' || c == '\'') {
                takeToken(endOfLiteral(at + 1, c));
            } else {
                takeCharacter(c);
            }
        }
        endJava();
    }

    /** Takes a magic at the current position; false when there is none. */
    private boolean magic() {
        int end = lineEnd(cell, at);
        String[] words = split(cell.substring(at + 1, end));
        boolean newStatement = before == NOTHING || before == ';' || before == '{' || before == '}';
        if (before == '=') {
            inline(words, end, "null");
        } else if (newLine && newStatement && depth > 0) {
            inline(words, end, "");
        } else if (newLine && depth == 0 && (newStatement || isMagic.test(words[0]))) {
            endJava();
            parts.add(new Part.Line(words[0], words[1], at));
            // What %time times is Java.
            blank(words[0].startsWith("time") ? at + 1 + words[0].length() : end, "");
            at = end;
            javaFrom = end;
            before = NOTHING;
        } else {
            return false;
        }
        return true;
    }

    /** A magic within Java becomes a method call. */
    private void inline(String[] words, int end, String inMask) {
        String raw = words[1].endsWith(";")
                ? words[1].substring(0, words[1].length() - 1).strip()
                : words[1];
        String name = words[0].endsWith(";") ? words[0].substring(0, words[0].length() - 1) : words[0];
        java.append("dev.reprise.notebook.Magics.inline(")
                .append(quote(name))
                .append(", ")
                .append(quote(raw));
        Arguments.split(raw).forEach(argument -> java.append(", ").append(quote(argument)));
        java.append(");");
        blank(end, inMask);
        before = ';';
    }

    private void blank(int end, String with) {
        String text = with.length() < end - at ? with + ";" : "";
        mask.replace(at, end, text + " ".repeat(end - at - text.length()));
        at = end;
    }

    private void endJava() {
        if (!java.toString().isBlank()) {
            parts.add(new Part.Java(java.toString(), javaFrom));
        }
        java.setLength(0);
    }

    /** Takes what is neither code nor line end, such as a comment. */
    private void take(int end) {
        java.append(cell, at, end);
        at = end;
    }

    private void takeToken(int end) {
        before = cell.charAt(at);
        newLine = false;
        take(end);
    }

    private void takeCharacter(char c) {
        if (c == '\n') {
            newLine = true;
        } else if (!Character.isWhitespace(c)) {
            newLine = false;
            before = c;
        }
        if (c == '{' || c == '(' || c == '[') {
            depth++;
        } else if (c == '}' || c == ')' || c == ']') {
            depth = Math.max(0, depth - 1);
        }
        take(at + 1);
    }

    private int after(int index, int length) {
        return index < 0 ? cell.length() : index + length;
    }

    private int endOfTextBlock(int from) {
        int end = cell.indexOf("\"\"\"", from);
        while (end > 0 && cell.charAt(end - 1) == '\\') {
            end = cell.indexOf("\"\"\"", end + 1);
        }
        return end;
    }

    private int endOfLiteral(int from, char quote) {
        for (int i = from; i < cell.length() && cell.charAt(i) != '\n'; i++) {
            if (cell.charAt(i) == '\\') {
                i++;
            } else if (cell.charAt(i) == quote) {
                return i + 1;
            }
        }
        return lineEnd(cell, from);
    }

    private static int lineEnd(String text, int from) {
        int end = text.indexOf('\n', from);
        return end < 0 ? text.length() : end;
    }

    private static boolean isNameStart(char c) {
        return Character.isJavaIdentifierStart(c);
    }

    /** A Java string literal. */
    static String quote(String text) {
        var literal = new StringBuilder("\"");
        for (char c : text.toCharArray()) {
            switch (c) {
                case '"', '\\' -> literal.append('\\').append(c);
                case '\n' -> literal.append("\\n");
                case '\r' -> literal.append("\\r");
                case '\t' -> literal.append("\\t");
                default -> literal.append(c);
            }
        }
        return literal.append('"').toString();
    }
}
