package dev.reprise.kernel.magics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CellParserTest {
    private static CellParser.Parsed parse(String cell) {
        return CellParser.parse(cell, List.of("maven", "time", "jars")::contains);
    }

    @Test
    void magics_divide_a_cell_and_keep_their_order() {
        assertThat(parse("int a;\n  %maven g:a:1 --from x\nint b;\n%unknown\n").parts())
                .containsExactly(
                        new Part.Java("int a;\n  ", 0),
                        new Part.Line("maven", "g:a:1 --from x", 9),
                        new Part.Java("\nint b;\n", 30),
                        new Part.Line("unknown", "", 38));
    }

    @Test
    void a_magic_after_an_equals_sign_becomes_a_call() {
        assertThat(parse("List<String> l = %jars a.jar \"b c.jar\";").parts())
                .containsExactly(new Part.Java(
                        "List<String> l = dev.reprise.notebook.Magics.inline(\"jars\", \"a.jar \\\"b c.jar\\\"\","
                                + " \"a.jar\", \"b c.jar\");",
                        0));
    }

    @Test
    void a_magic_in_a_block_becomes_a_statement() {
        assertThat(parse("if (x) {\n  %time f()\n}").parts())
                .containsExactly(new Part.Java(
                        "if (x) {\n  dev.reprise.notebook.Magics.inline(\"time\", \"f()\", \"f()\");\n}", 0));
    }

    @Test
    void after_an_expression_only_known_names_are_magics() {
        assertThat(parse("a\n%maven x").parts()).hasSize(2);
        assertThat(parse("a\n%b").parts()).containsExactly(new Part.Java("a\n%b", 0));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "int a = 7 %b;",
                "int a = 7\n  % b;",
                "a %= 3;",
                "String s = \"%maven\";",
                "String s = \"\\\"\n%maven\";",
                "String t = \"\"\"\n%maven x\n\"\"\";",
                "String t = \"\"\"\n\\\"\"\"\n%maven x\n\"\"\";",
                "// it's\n/* \"\n%maven x\n*/",
                "char c = '\"';\nint x = a %b;",
                "f(\n%maven)"
            })
    void what_is_java_stays_java(String cell) {
        assertThat(parse(cell).parts()).containsExactly(new Part.Java(cell, 0));
        assertThat(parse(cell).java()).isEqualTo(cell);
    }

    @Test
    void a_cell_magic_takes_the_rest_of_the_cell() {
        assertThat(parse("\n%%html -x y\n<b>\n%maven\n</b>").parts())
                .containsExactly(new Part.Cell("html", "-x y", "<b>\n%maven\n</b>", 1));
        assertThat(parse("%%html").parts()).containsExactly(new Part.Cell("html", "", "", 0));
        assertThat(parse("int a;\n%%html\n").parts()).hasSize(1);
    }

    @Property
    void any_text_is_taken_apart_without_loss_of_length(@ForAll String cell) {
        assertThat(parse(cell).java()).hasSameSizeAs(cell);
    }

    @Property
    void java_without_percent_signs_is_one_part(@ForAll String cell) {
        String java = cell.replace('%', '+');
        if (!java.isBlank()) {
            assertThat(parse(java).parts()).containsExactly(new Part.Java(java, 0));
        }
    }

    @Test
    void arguments_are_split_at_blanks_outside_quotes() {
        assertThat(Arguments.split(" a  \"b c\"\td\\\"e \"\" x\"y z\" "))
                .containsExactly("a", "b c", "d\"e", "", "xy z");
        assertThat(Arguments.split("C:\\dir\\a.jar \\\\host")).containsExactly("C:\\dir\\a.jar", "\\host");
    }

    @Test
    void options_are_told_from_other_arguments() {
        Arguments arguments =
                Arguments.of(List.of("a", "--from", "x", "-vvv", "--from=y", "b"), List.of("-v"), List.of("--from"));
        assertThat(arguments.positional()).containsExactly("a", "b");
        assertThat(arguments.all("--from")).containsExactly("x", "y");
        assertThat(arguments.all("-v")).hasSize(3);
        assertThatThrownBy(() -> Arguments.of(List.of("--form"), List.of("-v"), List.of("--from")))
                .isInstanceOf(MagicException.class)
                .hasMessage("there is no option --form; there are -v, --from");
    }
}
