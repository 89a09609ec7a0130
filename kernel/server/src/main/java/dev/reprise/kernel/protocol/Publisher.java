package dev.reprise.kernel.protocol;

import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import org.zeromq.ZMQ;

/**
 * The IOPub socket. Nothing is dropped for a subscriber that reads slowly; instead, who publishes has to wait. For one that
 * does not read at all, the others do not wait for ever: from then on, messages that it has no room for are dropped.
 *
 * <p>All but {@link #awaitRoom} and {@link #announce} is for the wire's thread.
 */
final class Publisher {
    private static final int MESSAGES_BEHIND = 500;
    private static final long MOST_BYTES_WAITING = 32 << 20;
    private static final long PATIENCE_NANOS = 10_000_000_000L;

    private final Queue<List<byte[]>> waiting = new ArrayDeque<>();
    private long bytesWaiting;
    private long latestProgress;
    private boolean dropping;
    private ZMQ.Socket socket;

    /** Takes the socket that it will publish on, before that is bound. */
    void use(ZMQ.Socket socket) {
        this.socket = socket;
        socket.setSndHWM(MESSAGES_BEHIND);
        socket.setXpubNoDrop(true);
        // Tell of every subscriber, so that each gets its welcome.
        socket.setXpubVerbose(true);
    }

    /** Waits until not too much waits to be published. */
    synchronized void awaitRoom() {
        try {
            while (bytesWaiting > MOST_BYTES_WAITING) {
                wait();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** A message is on its way to {@link #publish}. */
    synchronized void announce(List<byte[]> frames) {
        bytesWaiting += size(frames);
    }

    private synchronized void done(List<byte[]> frames) {
        bytesWaiting -= size(frames);
        notifyAll();
    }

    /** Publishes behind what waits. */
    void publish(List<byte[]> frames) {
        if (waiting.isEmpty()) {
            latestProgress = System.nanoTime();
        }
        waiting.add(frames);
        proceed();
    }

    /** Whether {@link #proceed} has to be called again soon. */
    boolean isBehind() {
        return !waiting.isEmpty();
    }

    /** Publishes as much as there is room for. */
    void proceed() {
        while (!waiting.isEmpty() && send(waiting.peek())) {
            latestProgress = System.nanoTime();
            done(waiting.remove());
        }
        if (!waiting.isEmpty() && System.nanoTime() - latestProgress > PATIENCE_NANOS) {
            System.err.println("Reprise: a front end does not read what the kernel publishes; it will miss messages");
            dropping = true;
            socket.setXpubNoDrop(false);
            proceed();
        }
    }

    /** All frames or, when there is no room, none. */
    private boolean send(List<byte[]> frames) {
        for (int i = 0; i < frames.size(); i++) {
            int more = i < frames.size() - 1 ? ZMQ.SNDMORE : 0;
            if (!socket.send(frames.get(i), more | ZMQ.DONTWAIT) && !dropping) {
                return false;
            }
        }
        return true;
    }

    private static long size(List<byte[]> frames) {
        return frames.stream().mapToLong(frame -> frame.length).sum();
    }
}
