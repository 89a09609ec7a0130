package dev.reprise.tablesaw;

import dev.reprise.notebook.MimeBundle;
import dev.reprise.notebook.Renderer;
import java.util.Set;
import tech.tablesaw.api.Table;
import tech.tablesaw.columns.Column;

/** Shows a Tablesaw table or column as HTML that screen readers can walk through, and as text. */
public final class TableRenderer implements Renderer {
    /** For {@link java.util.ServiceLoader}. */
    public TableRenderer() {}

    @Override
    public Set<String> types() {
        return Set.of("tech.tablesaw.api.Table", "tech.tablesaw.columns.Column");
    }

    /** The table as HTML, long ones with their middle folded, and as Tablesaw prints it. */
    @Override
    public MimeBundle render(Object value) {
        var table = value instanceof Column<?> column ? Table.create("column " + column.name(), column) : (Table) value;
        return MimeBundle.of(MimeBundle.HTML, new TableHtml(table).toString()).with(MimeBundle.TEXT, table.print());
    }
}
