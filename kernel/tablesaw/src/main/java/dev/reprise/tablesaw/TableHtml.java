package dev.reprise.tablesaw;

import dev.reprise.notebook.Html;
import java.util.List;
import java.util.Locale;
import tech.tablesaw.api.NumericColumn;
import tech.tablesaw.api.Table;
import tech.tablesaw.columns.Column;

/** A table as HTML: no scripts and no style sheet, so that nothing of it is lost in a notebook that is not trusted. */
final class TableHtml {
    /** A table of more rows than this shows its first and last {@link #END} only. */
    static final int MOST_ROWS = 25;

    static final int END = 10;

    /** Columns beyond this many are counted only. */
    static final int MOST_COLUMNS = 50;

    private final Table table;
    private final List<Column<?>> columns;
    private final int left;
    private final StringBuilder html = new StringBuilder();

    TableHtml(Table table) {
        this.table = table;
        this.columns = table.columns().subList(0, Math.min(table.columnCount(), MOST_COLUMNS));
        this.left = table.columnCount() - columns.size();
    }

    @Override
    public String toString() {
        html.setLength(0);
        html.append("<div style=\"overflow-x:auto\"><table style=\"border-collapse:collapse;"
                + "color:var(--jp-ui-font-color1, inherit)\">\n");
        html.append("<caption style=\"text-align:left;color:var(--jp-ui-font-color2, inherit)\">")
                .append(caption())
                .append("</caption>\n<thead><tr>");
        columns.forEach(this::header);
        html.append("</tr></thead>\n<tbody>\n");
        int rows = table.rowCount();
        if (rows <= MOST_ROWS) {
            rows(0, rows);
        } else {
            rows(0, END);
            html.append("<tr><td colspan=\"" + columns.size() + "\" style=\"text-align:center\">")
                    .append(String.format(Locale.ROOT, "… %,d more rows …", rows - 2 * END))
                    .append("</td></tr>\n");
            rows(rows - END, rows);
        }
        return html.append("</tbody></table></div>").toString();
    }

    private String caption() {
        String shape = String.format(Locale.ROOT, "%,d rows, %,d columns", table.rowCount(), table.columnCount())
                + (left == 0 ? "" : String.format(Locale.ROOT, ", of which the last %,d are not shown", left));
        String name = table.name() == null ? "" : table.name().strip();
        return name.isEmpty() ? shape : Html.escape(name) + " (" + shape + ")";
    }

    private void header(Column<?> column) {
        html.append("<th scope=\"col\" title=\"")
                .append(Html.escape(column.type().name().toLowerCase(Locale.ROOT)))
                .append("\" style=\"")
                .append(alignment(column))
                .append("\">")
                .append(Html.escape(column.name()))
                .append("</th>");
    }

    private void rows(int from, int to) {
        for (int row = from; row < to; row++) {
            html.append("<tr>");
            for (Column<?> column : columns) {
                html.append("<td style=\"")
                        .append(alignment(column))
                        .append("\">")
                        .append(Html.escape(column.getString(row)))
                        .append("</td>");
            }
            html.append("</tr>\n");
        }
    }

    private static String alignment(Column<?> column) {
        return column instanceof NumericColumn
                ? "text-align:right;font-variant-numeric:tabular-nums"
                : "text-align:left";
    }
}
