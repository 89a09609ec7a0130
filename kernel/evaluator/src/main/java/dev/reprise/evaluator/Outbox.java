package dev.reprise.evaluator;

import dev.reprise.evaluator.Frame.Output;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Queue;
import java.util.concurrent.locks.LockSupport;

/**
 * Frames on their way to the kernel, sent by a thread of their own.
 *
 * <p>User threads only add to the queue, since they may be interrupted or stopped at any moment. Text that follows text
 * of the same cell and stream is joined to it and held back for a moment, so that a loop of {@code println} costs a few
 * messages instead of thousands. The order of frames is kept. A writer that is faster than the kernel waits.
 */
final class Outbox {
    private static final int LATENCY_MILLIS = 20;
    private static final int MOST_TEXT_IN_A_FRAME = 1 << 16;
    private static final int MOST_BYTES_WAITING = 1 << 22;

    private final Link link;
    private final Thread sender;
    private final Queue<Frame> queue = new ArrayDeque<>();
    private Text open;
    private int bytesWaiting;
    private boolean sending;

    Outbox(Link link) {
        this.link = link;
        this.sender = new Thread(this::send, "reprise-outbox");
        sender.setDaemon(true);
        sender.start();
    }

    /** Adds a frame, to be sent at once. */
    synchronized void add(Frame frame) {
        closeText();
        queue.add(frame);
        notifyAll();
    }

    /** Adds text in UTF-8, to be sent soon. */
    synchronized void write(long cell, boolean error, byte[] bytes, int offset, int length) {
        awaitRoom();
        if (open == null || open.cell != cell || open.error != error) {
            closeText();
            open = new Text(cell, error);
            notifyAll();
        }
        open.append(bytes, offset, length);
        bytesWaiting += length;
        if (open.length >= MOST_TEXT_IN_A_FRAME) {
            notifyAll();
        }
    }

    /** Waits until everything added so far has been handed to the operating system, two seconds at most. */
    void drain() {
        long deadline = System.nanoTime() + 2_000_000_000L;
        synchronized (this) {
            closeText();
            notifyAll();
        }
        while (System.nanoTime() < deadline && !isDrained()) {
            LockSupport.parkNanos(1_000_000);
        }
    }

    private synchronized boolean isDrained() {
        return queue.isEmpty() && open == null && !sending;
    }

    private void awaitRoom() {
        try {
            while (bytesWaiting > MOST_BYTES_WAITING) {
                wait();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void closeText() {
        if (open != null) {
            open.finish(queue);
            open = null;
        }
    }

    private void send() {
        try {
            while (true) {
                Frame frame = next();
                if (frame == null) {
                    link.flush();
                    synchronized (this) {
                        sending = false;
                    }
                } else {
                    link.send(frame);
                }
            }
        } catch (IOException | RuntimeException | Error e) {
            Main.halt();
        }
    }

    /** The next frame to send, or null when what was sent so far must be flushed before waiting for more. */
    private synchronized Frame next() {
        Frame frame = queue.poll();
        if (frame == null && sending) {
            return null;
        }
        long patience = LATENCY_MILLIS;
        while (frame == null) {
            try {
                if (open == null) {
                    wait();
                } else if (patience > 0 && open.length < MOST_TEXT_IN_A_FRAME) {
                    long before = System.nanoTime();
                    wait(patience);
                    patience -= (System.nanoTime() - before) / 1_000_000 + 1;
                } else {
                    open.cut(queue);
                    if (open.length == 0) {
                        open = null;
                    }
                    patience = LATENCY_MILLIS;
                }
            } catch (InterruptedException e) {
                // Nobody has a reason to interrupt this thread; go on.
            }
            frame = queue.poll();
        }
        if (queue.isEmpty() && open == null) {
            bytesWaiting = 0;
            notifyAll();
        }
        sending = true;
        return frame;
    }

    /** Text of one cell and stream that is still growing. */
    private static final class Text {
        private final long cell;
        private final boolean error;
        private byte[] bytes = new byte[256];
        private int length;

        private Text(long cell, boolean error) {
            this.cell = cell;
            this.error = error;
        }

        private void append(byte[] more, int offset, int count) {
            if (length + count > bytes.length) {
                bytes = Arrays.copyOf(bytes, Math.max(2 * bytes.length, length + count));
            }
            System.arraycopy(more, offset, bytes, length, count);
            length += count;
        }

        /** Moves the whole characters to the queue and keeps the bytes of one that is not complete yet. */
        private void cut(Queue<Frame> queue) {
            int whole = length - incomplete();
            if (whole > 0) {
                add(queue, whole);
                System.arraycopy(bytes, whole, bytes, 0, length - whole);
                length -= whole;
            } else {
                finish(queue);
            }
        }

        private void finish(Queue<Frame> queue) {
            if (length > 0) {
                add(queue, length);
                length = 0;
            }
        }

        /** In pieces: what waits for a slow reader is counted in frames. */
        private void add(Queue<Frame> queue, int count) {
            String text = new String(bytes, 0, count, StandardCharsets.UTF_8);
            Pieces.of(text, MOST_TEXT_IN_A_FRAME).forEach(piece -> queue.add(new Output(cell, error, piece)));
        }

        /** How many bytes at the end begin a UTF-8 character that is not complete. */
        private int incomplete() {
            for (int back = 1; back <= Math.min(3, length); back++) {
                int b = bytes[length - back];
                if ((b & 0xC0) != 0x80) {
                    int size = (b & 0xE0) == 0xC0 ? 2 : (b & 0xF0) == 0xE0 ? 3 : (b & 0xF8) == 0xF0 ? 4 : 1;
                    return size > back ? back : 0;
                }
            }
            return 0;
        }
    }
}
