package dev.reprise.evaluator;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class CellPrinterTest {

    private static String printed(Consumer<PrintStream> program) {
        var bytes = new ByteArrayOutputStream();
        program.accept(new CellPrinter(bytes));
        return bytes.toString(StandardCharsets.UTF_8);
    }

    @Test
    void printsWhatAnyPrintStreamPrints() {
        Consumer<PrintStream> program = out -> {
            out.print(1);
            out.print(2L);
            out.print('c');
            out.print(1.5f);
            out.print(2.5);
            out.print(true);
            out.print((String) null);
            out.print((Object) null);
            out.print(new char[] {'x', 'y'});
            out.println();
            out.println(1);
            out.println(2L);
            out.println('ü');
            out.println(1.5f);
            out.println(2.5);
            out.println(false);
            out.println("text");
            out.println((Object) null);
            out.println(new char[] {'z'});
            out.printf(Locale.ROOT, "%5.2f|%s%n", 3.14159, "é");
            out.append("appended").append('!').append("0123", 1, 3);
            out.write('w');
        };
        var expected = new ByteArrayOutputStream();
        program.accept(new PrintStream(expected, true, StandardCharsets.UTF_8));
        assertThat(printed(program)).isEqualTo(expected.toString(StandardCharsets.UTF_8));
    }

    @Test
    void charactersOfTwoCharsStayWholeAlsoAtTheBorderOfAPiece() {
        String clefs = "x" + "𝄞".repeat(20_000);
        assertThat(printed(out -> out.print(clefs))).isEqualTo(clefs);
        assertThat(printed(out -> "a𝄞b".chars().forEach(c -> out.print((char) c))))
                .isEqualTo("a𝄞b");
    }

    @Test
    void whatAStoppedPrintHadNotPrintedIsGone() {
        var bytes = new ByteArrayOutputStream();
        var full = new OutputStream() {
            private boolean stopped;

            @Override
            public void write(int b) {
                bytes.write(b);
            }

            @Override
            public void write(byte[] more, int offset, int length) {
                if (!stopped && bytes.size() > 100_000) {
                    stopped = true;
                    throw new IllegalStateException("stopped");
                }
                bytes.write(more, offset, length);
            }
        };
        var printer = new CellPrinter(full);
        try {
            printer.print("x".repeat(1_000_000));
        } catch (IllegalStateException stopped) {
            bytes.reset();
        }
        printer.print("next");
        assertThat(bytes).hasToString("next");
    }

    @Test
    void goesOnAfterItHasBeenClosed() {
        assertThat(printed(out -> {
                    out.close();
                    out.print("on");
                }))
                .isEqualTo("on");
    }
}
