package dev.reprise.tablesaw;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reprise.notebook.MimeBundle;
import java.io.StringReader;
import java.util.stream.IntStream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.xml.sax.InputSource;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

class TableRendererTest {
    private final TableRenderer renderer = new TableRenderer();

    @Test
    void aTableHasACaptionAndColumnHeaders() throws Exception {
        Document html = html(Figures.TABLE);
        assertThat(html.getElementsByTagName("caption").item(0).getTextContent())
                .isEqualTo("days (4 rows, 6 columns)");
        var headers = html.getElementsByTagName("th");
        assertThat(headers.getLength()).isEqualTo(6);
        var x = headers.item(1).getAttributes();
        assertThat(x.getNamedItem("scope").getNodeValue()).isEqualTo("col");
        assertThat(x.getNamedItem("title").getNodeValue()).isEqualTo("double");
        assertThat(x.getNamedItem("style").getNodeValue()).contains("text-align:right");
        assertThat(html.getElementsByTagName("td").getLength()).isEqualTo(24);
    }

    @Test
    void namesAndValuesAreEscaped() throws Exception {
        String evil = "<script>alert(\"x\")</script>&";
        Document html = html(Table.create(evil, StringColumn.create(evil + "2", evil)));
        assertThat(html.getElementsByTagName("script").getLength()).isZero();
        assertThat(html.getElementsByTagName("td").item(0).getTextContent()).isEqualTo(evil);
    }

    @Test
    void aLongTableIsFoldedInTheMiddle() throws Exception {
        Document html =
                html(Table.create(IntColumn.create("i", IntStream.range(0, 1234).toArray())));
        var cells = html.getElementsByTagName("td");
        assertThat(cells.getLength()).isEqualTo(21);
        assertThat(cells.item(9).getTextContent()).isEqualTo("9");
        assertThat(cells.item(10).getTextContent()).isEqualTo("… 1,214 more rows …");
        assertThat(cells.item(11).getTextContent()).isEqualTo("1224");
    }

    @Test
    void aWideTableCountsTheColumnsThatItLeavesOut() throws Exception {
        Table table = Table.create("wide");
        IntStream.range(0, 60).forEach(i -> table.addColumns(DoubleColumn.create("c" + i, 1.0)));
        Document html = html(table);
        assertThat(html.getElementsByTagName("th").getLength()).isEqualTo(50);
        assertThat(html.getElementsByTagName("caption").item(0).getTextContent())
                .contains("last 10 are not shown");
    }

    @Test
    void missingValuesAreEmptyAndAnEmptyTableIsATable() throws Exception {
        assertThat(html(Table.create(DoubleColumn.create("d", Double.NaN)))
                        .getElementsByTagName("td")
                        .item(0)
                        .getTextContent())
                .isEmpty();
        assertThat(html(Table.create("none")).getElementsByTagName("td").getLength())
                .isZero();
    }

    @Test
    void aColumnIsATableOfOne() {
        var bundle = renderer.render(DoubleColumn.create("mse", 0.5, 0.25));
        assertThat((String) bundle.data().get(MimeBundle.HTML)).contains("column mse (2 rows, 1 columns)", ">0.25<");
        assertThat((String) bundle.data().get(MimeBundle.TEXT)).contains("0.25");
    }

    @Test
    void theTextIsTablesawsOwn() {
        assertThat(renderer.render(Figures.TABLE).data().get(MimeBundle.TEXT)).isEqualTo(Figures.TABLE.print());
    }

    /** Parsed strictly: what is well-formed XML and uses no void elements is well-formed HTML. */
    private Document html(Table table) throws Exception {
        String html = (String) renderer.render(table).data().get(MimeBundle.HTML);
        return DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(new InputSource(new StringReader(html)));
    }
}
