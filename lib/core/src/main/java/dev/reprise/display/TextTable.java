package dev.reprise.display;

import dev.reprise.notebook.Displayable;
import dev.reprise.notebook.Html;
import dev.reprise.notebook.MimeBundle;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A small table of text for people: an accessible HTML table in a notebook, aligned columns in a terminal.
 *
 * <p>The first cell of each row names the row. Immutable: {@link #row} returns a new table.
 *
 * <pre>{@code
 * TextTable.of("Losses", "optimiser", "median").row("SGD", 0.0457).row("Adam", 0.0031)
 * }</pre>
 *
 * @param caption what the table shows; not blank
 * @param columns the column headings, at least one
 * @param rows the cells, one list for each row, each as long as {@code columns}
 */
public record TextTable(String caption, List<String> columns, List<List<String>> rows) implements Displayable {
    /** A number or an interval, perhaps with a unit. */
    private static final Pattern NUMBER = Pattern.compile(
            "[\\[(<>≤≥~±+-]*\\s?(NaN|Infinity|\\.?\\d)([^\\p{L}]|[eE](?=[+-]?\\d))*(NaN]|Infinity]|[\\p{L}%]{1,4})?");

    /**
     * Checks that every row has one cell for each column.
     *
     * @throws IllegalArgumentException if the caption is blank, there is no column, or a row has another length
     */
    public TextTable {
        if (caption.isBlank()) {
            throw new IllegalArgumentException("a table needs a caption");
        }
        columns = List.copyOf(columns);
        rows = rows.stream().map(List::copyOf).toList();
        if (columns.isEmpty()) {
            throw new IllegalArgumentException("table '" + caption + "' needs at least one column");
        }
        for (var row : rows) {
            if (row.size() != columns.size()) {
                throw new IllegalArgumentException(String.format(
                        Locale.ROOT,
                        "table '%s' has %d columns, but a row has %d cells: %s",
                        caption,
                        columns.size(),
                        row.size(),
                        row));
            }
        }
    }

    /**
     * A table without rows.
     *
     * @param caption what the table shows
     * @param columns the column headings
     * @return the empty table
     */
    public static TextTable of(String caption, String... columns) {
        return new TextTable(caption, List.of(columns), List.of());
    }

    /**
     * This table with one more row.
     *
     * @param cells one value for each column; a {@link Double} or {@link Float} is shown by {@link #number}
     * @return the longer table
     * @throws IllegalArgumentException if there are not as many cells as columns
     */
    public TextTable row(Object... cells) {
        var more = new ArrayList<>(rows);
        more.add(IntStream.range(0, cells.length)
                .mapToObj(i -> cells[i] instanceof Double || cells[i] instanceof Float
                        ? number(((Number) cells[i]).doubleValue())
                        : String.valueOf(cells[i]))
                .toList());
        return new TextTable(caption, columns, more);
    }

    /**
     * A number as people read it: at most four significant digits, integers up to seven digits in full, and an exponent
     * only where the plain form would be long. Never depends on the locale.
     *
     * @param value any number
     * @return for example {@code 0.05027}, {@code 1234567}, {@code 8.146e-08} or {@code NaN}
     */
    public static String number(double value) {
        if (!Double.isFinite(value)) {
            return Double.toString(value);
        }
        if (value == Math.rint(value) && Math.abs(value) < 1e7) {
            return Long.toString((long) value);
        }
        double size = Math.abs(value);
        if (size < 1e-4 || size >= 1e7) {
            return String.format(Locale.ROOT, "%.3e", value);
        }
        if (size >= 1000) {
            return String.format(Locale.ROOT, "%.1f", value);
        }
        return BigDecimal.valueOf(value)
                .round(new MathContext(4))
                .stripTrailingZeros()
                .toPlainString();
    }

    @Override
    public MimeBundle toMimeBundle() {
        return MimeBundle.text(toString()).with(MimeBundle.HTML, html());
    }

    private String html() {
        boolean[] right = numeric();
        var html = new StringBuilder("<table><caption>")
                .append(Html.escape(caption))
                .append("</caption><thead><tr>");
        for (int column = 0; column < columns.size(); column++) {
            html.append("<th scope=\"col\"")
                    .append(column == 0 ? "" : alignment(right[column]))
                    .append('>');
            html.append(Html.escape(columns.get(column))).append("</th>");
        }
        html.append("</tr></thead><tbody>");
        for (var row : rows) {
            html.append("<tr><th scope=\"row\">")
                    .append(Html.escape(row.get(0)))
                    .append("</th>");
            for (int column = 1; column < columns.size(); column++) {
                html.append("<td").append(alignment(right[column])).append('>');
                html.append(Html.escape(row.get(column))).append("</td>");
            }
            html.append("</tr>");
        }
        return html.append("</tbody></table>").toString();
    }

    private static String alignment(boolean right) {
        return right ? "" : " style=\"text-align:left\"";
    }

    /** Which columns hold numbers: these stand right, words left. The first column names the rows. */
    private boolean[] numeric() {
        boolean[] numeric = new boolean[columns.size()];
        for (int c = 1; c < numeric.length; c++) {
            int column = c;
            var cells = rows.stream()
                    .map(row -> row.get(column))
                    .filter(cell -> !cell.isBlank())
                    .toList();
            long numbers = cells.stream()
                    .filter(cell -> NUMBER.matcher(cell).matches())
                    .count();
            numeric[c] = 2 * numbers > cells.size();
        }
        return numeric;
    }

    /** The caption, a line of headings and a line for each row; numbers right-aligned, words left. */
    @Override
    public String toString() {
        int[] widths = IntStream.range(0, columns.size())
                .map(c -> Math.max(
                        columns.get(c).length(),
                        rows.stream().mapToInt(r -> r.get(c).length()).max().orElse(0)))
                .toArray();
        boolean[] right = numeric();
        var text = new StringBuilder(caption).append('\n').append(line(columns, widths, right));
        for (var row : rows) {
            text.append('\n').append(line(row, widths, right));
        }
        return text.toString();
    }

    private static String line(List<String> cells, int[] widths, boolean[] right) {
        return IntStream.range(0, cells.size())
                .mapToObj(c -> {
                    String padding = " ".repeat(widths[c] - cells.get(c).length());
                    return right[c] ? padding + cells.get(c) : cells.get(c) + padding;
                })
                .collect(Collectors.joining("  "))
                .stripTrailing();
    }
}
