package dev.reprise.evaluator.values;

import dev.reprise.notebook.Html;
import dev.reprise.notebook.MimeBundle;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.IntFunction;

/**
 * Rows and columns of values, as HTML and as text, long ones with their middle folded.
 *
 * <p>The HTML has no scripts and no style sheet, so that nothing of it is lost in a notebook that is not trusted.
 *
 * @param caption what this is and how large
 * @param columns their names
 * @param size how many rows there are
 * @param row gives one of them by its index; only those that are shown are asked for
 */
record Grid(String caption, List<String> columns, int size, IntFunction<List<Object>> row) {
    private static final int MOST_ROWS = 25;
    private static final int END = 10;
    private static final int MOST_COLUMNS = 50;

    MimeBundle bundle() {
        List<List<Object>> rows = rows();
        return MimeBundle.of(MimeBundle.HTML, html(rows)).with(MimeBundle.TEXT, text(rows));
    }

    private List<List<Object>> rows() {
        var rows = new ArrayList<List<Object>>();
        for (int i = 0; i < size; i++) {
            if (size > MOST_ROWS && i == END) {
                i = size - END;
            }
            rows.add(row.apply(i));
        }
        return rows;
    }

    private String folded() {
        return String.format(Locale.ROOT, "… %,d more rows …", size - 2 * END);
    }

    private int shownColumns() {
        return Math.min(MOST_COLUMNS, columns.size());
    }

    private String title() {
        int hidden = columns.size() - shownColumns();
        return hidden == 0 ? caption : caption + ", of which the last " + hidden + " columns are not shown";
    }

    String html(List<List<Object>> rows) {
        var html = new StringBuilder("<div style=\"overflow-x:auto\"><table style=\"border-collapse:collapse;"
                + "color:var(--jp-ui-font-color1, inherit)\">\n");
        html.append("<caption style=\"text-align:left;color:var(--jp-ui-font-color2, inherit)\">")
                .append(Html.escape(title()))
                .append("</caption>\n<thead><tr>");
        for (int c = 0; c < shownColumns(); c++) {
            html.append("<th scope=\"col\" style=\"").append(alignment(rows, c)).append("\">");
            html.append(Html.escape(columns.get(c))).append("</th>");
        }
        html.append("</tr></thead>\n<tbody>\n");
        for (int r = 0; r < rows.size(); r++) {
            if (size > MOST_ROWS && r == END) {
                html.append("<tr><td colspan=\"" + shownColumns() + "\" style=\"text-align:center\">");
                html.append(folded()).append("</td></tr>\n");
            }
            html.append("<tr>");
            for (int c = 0; c < shownColumns(); c++) {
                html.append("<td style=\"").append(alignment(rows, c)).append("\">");
                html.append(Html.escape(Text.brief(rows.get(r).get(c)))).append("</td>");
            }
            html.append("</tr>\n");
        }
        return html.append("</tbody></table></div>").toString();
    }

    private static boolean isNumeric(List<List<Object>> rows, int column) {
        return rows.stream().map(row -> row.get(column)).allMatch(value -> value == null || value instanceof Number);
    }

    private static String alignment(List<List<Object>> rows, int column) {
        return isNumeric(rows, column) ? "text-align:right;font-variant-numeric:tabular-nums" : "text-align:left";
    }

    private String text(List<List<Object>> rows) {
        var lines = new ArrayList<StringBuilder>();
        for (int r = -1; r < rows.size(); r++) {
            lines.add(new StringBuilder());
        }
        for (int c = 0; c < shownColumns(); c++) {
            int column = c;
            var cells = new ArrayList<String>(List.of(columns.get(c)));
            rows.forEach(row -> cells.add(Text.brief(row.get(column))));
            int width = cells.stream().mapToInt(String::length).max().orElse(0);
            boolean numeric = isNumeric(rows, c);
            for (int r = 0; r < cells.size(); r++) {
                String padding = " ".repeat(width - cells.get(r).length());
                String separator = c == 0 ? "" : "  ";
                lines.get(r).append(separator).append(numeric ? padding + cells.get(r) : cells.get(r) + padding);
            }
        }
        var text = new StringBuilder(title());
        for (int r = 0; r < lines.size(); r++) {
            if (size > MOST_ROWS && r == END + 1) {
                text.append("\n").append(folded());
            }
            text.append("\n").append(lines.get(r).toString().stripTrailing());
        }
        return text.toString();
    }
}
