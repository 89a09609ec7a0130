package dev.reprise.evaluator;

import dev.reprise.evaluator.Frame.InputRequest;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/** {@code System.in}, {@code out} and {@code err} of user code, connected to the notebook. */
final class StandardStreams {
    private static final int LONGEST_PROMPT = 1000;

    private final Outbox outbox;
    private final StringBuilder unfinishedLine = new StringBuilder();
    private long cellOfLine;
    private final Object inputLock = new Object();
    private String line;
    private boolean answered;

    StandardStreams(Outbox outbox) {
        this.outbox = outbox;
    }

    void install() {
        System.setOut(new CellPrinter(new CellOutput(false)));
        System.setErr(new CellPrinter(new CellOutput(true)));
        System.setIn(new CellInput());
    }

    /**
     * Asks the reader for a line and waits for it.
     *
     * @throws EOFException when the front end cannot ask
     * @throws InterruptedIOException when the cell is interrupted
     */
    String input(String prompt, boolean password) throws IOException {
        synchronized (inputLock) {
            answered = false;
            outbox.add(new InputRequest(CellContext.current(), prompt, password));
            while (!answered) {
                try {
                    inputLock.wait();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                    throw new InterruptedIOException("Interrupted while waiting for input");
                }
            }
            if (line == null) {
                throw new EOFException("This front end cannot ask for input");
            }
            return line;
        }
    }

    /** Hands over the line that was asked for; null when there will be none. */
    void answer(String answer) {
        synchronized (inputLock) {
            line = answer;
            answered = true;
            inputLock.notifyAll();
        }
    }

    /** What was printed since the last line end: the prompt, if a read comes next. */
    private String takePrompt() {
        synchronized (unfinishedLine) {
            String prompt = cellOfLine == CellContext.current() ? unfinishedLine.toString() : "";
            unfinishedLine.setLength(0);
            return prompt;
        }
    }

    private void remember(byte[] bytes, int offset, int length) {
        long cell = CellContext.current();
        synchronized (unfinishedLine) {
            if (cell != cellOfLine) {
                cellOfLine = cell;
                unfinishedLine.setLength(0);
            }
            int start = offset;
            for (int i = offset + length - 1; i >= offset; i--) {
                if (bytes[i] == '\n') {
                    unfinishedLine.setLength(0);
                    start = i + 1;
                    break;
                }
            }
            int count = Math.min(offset + length - start, LONGEST_PROMPT - unfinishedLine.length());
            if (count > 0) {
                unfinishedLine.append(new String(bytes, start, count, StandardCharsets.UTF_8));
            }
        }
    }

    private final class CellOutput extends OutputStream {
        private final boolean error;

        private CellOutput(boolean error) {
            this.error = error;
        }

        @Override
        public void write(int b) {
            write(new byte[] {(byte) b}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) {
            if (length == 0) {
                return;
            }
            if (!error) {
                remember(bytes, offset, length);
            }
            outbox.write(CellContext.current(), error, bytes, offset, length);
        }
    }

    private final class CellInput extends InputStream {
        private byte[] bytes = {};
        private int position;

        @Override
        public synchronized int read() throws IOException {
            var one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
        }

        @Override
        public synchronized int read(byte[] target, int offset, int length) throws IOException {
            if (length == 0) {
                return 0;
            }
            if (position == bytes.length) {
                bytes = (input(takePrompt(), false) + "\n").getBytes(StandardCharsets.UTF_8);
                position = 0;
            }
            int count = Math.min(length, bytes.length - position);
            System.arraycopy(bytes, position, target, offset, count);
            position += count;
            return count;
        }

        @Override
        public synchronized int available() {
            return bytes.length - position;
        }
    }
}
