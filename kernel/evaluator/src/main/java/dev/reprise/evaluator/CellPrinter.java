package dev.reprise.evaluator;

import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/**
 * A stream that prints at once and holds nothing back: the thread that prints may be stopped at any moment, and what
 * {@link PrintStream} then had in its buffers would come out with the next cell.
 *
 * <p>It goes on after it has been closed: a cell must not take later cells' output away.
 */
final class CellPrinter extends PrintStream {
    private static final int PIECE = 1 << 13;

    /** The first half of a character that was printed alone, as in a loop over the {@code char}s of an emoji. */
    private char half;

    CellPrinter(OutputStream out) {
        super(out, true, StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        flush();
    }

    private void text(String text) {
        synchronized (this) {
            String whole = half == 0 ? text : half + text;
            int end = whole.length();
            half = 0;
            if (end > 0 && Character.isHighSurrogate(whole.charAt(end - 1))) {
                half = whole.charAt(--end);
            }
            Pieces.of(whole.substring(0, end), PIECE).forEach(piece -> {
                byte[] bytes = piece.getBytes(StandardCharsets.UTF_8);
                write(bytes, 0, bytes.length);
            });
        }
    }

    private void line(String text) {
        text(text + System.lineSeparator());
    }

    @Override
    public void print(String value) {
        text(String.valueOf(value));
    }

    @Override
    public void print(Object value) {
        text(String.valueOf(value));
    }

    @Override
    public void print(char[] value) {
        text(String.valueOf(value));
    }

    @Override
    public void print(boolean value) {
        text(String.valueOf(value));
    }

    @Override
    public void print(char value) {
        text(String.valueOf(value));
    }

    @Override
    public void print(int value) {
        text(String.valueOf(value));
    }

    @Override
    public void print(long value) {
        text(String.valueOf(value));
    }

    @Override
    public void print(float value) {
        text(String.valueOf(value));
    }

    @Override
    public void print(double value) {
        text(String.valueOf(value));
    }

    @Override
    public void println() {
        text(System.lineSeparator());
    }

    @Override
    public void println(String value) {
        line(String.valueOf(value));
    }

    @Override
    public void println(Object value) {
        line(String.valueOf(value));
    }

    @Override
    public void println(char[] value) {
        line(String.valueOf(value));
    }

    @Override
    public void println(boolean value) {
        line(String.valueOf(value));
    }

    @Override
    public void println(char value) {
        line(String.valueOf(value));
    }

    @Override
    public void println(int value) {
        line(String.valueOf(value));
    }

    @Override
    public void println(long value) {
        line(String.valueOf(value));
    }

    @Override
    public void println(float value) {
        line(String.valueOf(value));
    }

    @Override
    public void println(double value) {
        line(String.valueOf(value));
    }
}
