package dev.reprise.display;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.reprise.notebook.MimeBundle;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TextTableTest {
    private final TextTable table = TextTable.of("Losses", "optimiser", "n", "mean")
            .row("adam", 10, 0.25)
            .row("<sgd>", 9, 12.0);

    @Test
    void plainTextIsAligned() {
        assertThat(table).hasToString("""
                Losses
                optimiser   n  mean
                adam       10  0.25
                <sgd>       9    12""");
    }

    @Test
    void wordsStandLeftAndNumbersRight() {
        var mixed = TextTable.of("Mixed", "", "number", "interval", "words", "versions")
                .row("a", 1, "[0.5, 12.5]", "one", "17.0.15+6, Temurin")
                .row("b", "12.5 ms", "", "thirteen", "25")
                .row("c", "unknown", "[1e-3, 2]", "2", "21.0.1, other");
        assertThat(mixed).hasToString("""
                Mixed
                    number     interval  words     versions
                a        1  [0.5, 12.5]  one       17.0.15+6, Temurin
                b  12.5 ms               thirteen  25
                c  unknown    [1e-3, 2]  2         21.0.1, other""");
        assertThat(mixed.toMimeBundle().data().get(MimeBundle.HTML).toString())
                .contains("<td>1</td>", "<td style=\"text-align:left\">one</td>");
    }

    @Test
    void htmlIsAccessibleAndEscaped() {
        assertThat(table.toMimeBundle().data().get(MimeBundle.HTML).toString())
                .contains(
                        "<caption>Losses</caption>",
                        "<th scope=\"col\">mean</th>",
                        "<th scope=\"row\">&lt;sgd&gt;</th>");
    }

    @Test
    void rowsMustFit() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> table.row("one"))
                .withMessageContaining("3 columns, but a row has 1 cells");
        assertThatIllegalArgumentException().isThrownBy(() -> TextTable.of(" ", "a"));
        assertThatIllegalArgumentException().isThrownBy(() -> TextTable.of("empty"));
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0",
        "-3, -3",
        "1234567, 1234567",
        "0.0502717, 0.05027",
        "0.00000008145, 8.145e-08",
        "1234.56, 1234.6",
        "123456789.5, 1.235e+08",
        "NaN, NaN",
        "-Infinity, -Infinity",
        "0.99999, 1",
        "0.1, 0.1"
    })
    void numbersAreShort(double value, String shown) {
        assertThat(TextTable.number(value)).isEqualTo(shown);
    }
}
