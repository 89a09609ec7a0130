package dev.reprise.kernel.protocol;

import java.io.IOException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import org.zeromq.ZMQ;

/**
 * The IOPub socket. Nothing is dropped for a subscriber that reads slowly; instead, who publishes has to wait. One that does
 * not read at all is disconnected, so that the others do not wait for ever.
 *
 * <p>ZeroMQ counts what waits for a subscriber in messages, each of which may be large. So it is given few at a time, and the
 * rest waits here, counted in bytes.
 *
 * <p>All but {@link #awaitRoom} and {@link #announce} is for the wire's thread; connections are noted by ZeroMQ's.
 */
final class Publisher {
    private static final int MESSAGES_BEHIND = 8;
    private static final long MOST_BYTES_WAITING = 16 << 20;
    private static final long PATIENCE_NANOS = 10_000_000_000L;

    /** A subscriber that reads fewer bytes than this in a second counts as one that does not read. */
    private static final long SLOWEST_READER = 4 << 20;

    private final Queue<List<byte[]>> waiting = new ArrayDeque<>();
    private final Queue<Long> latestSizes = new ArrayDeque<>();
    private final List<SocketChannel> subscribers = new ArrayList<>();
    private long bytesWaiting;
    private long latestProgress;
    private ZMQ.Socket socket;

    /** Takes the socket that it will publish on, before that is bound. */
    void use(ZMQ.Socket iopub) {
        socket = iopub;
        socket.setSndHWM(MESSAGES_BEHIND);
        socket.setXpubNoDrop(true);
        // Tell of every subscriber, so that each gets its welcome.
        socket.setXpubVerbose(true);
        socket.setEventHook(event -> accepted(event.getValue()), ZMQ.EVENT_ACCEPTED);
    }

    private synchronized void accepted(SocketChannel connection) {
        subscribers.removeIf(earlier -> !earlier.isOpen());
        subscribers.add(connection);
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
            List<byte[]> sent = waiting.remove();
            latestSizes.add(size(sent));
            if (latestSizes.size() > MESSAGES_BEHIND) {
                latestSizes.remove();
            }
            done(sent);
        }
        if (!waiting.isEmpty() && System.nanoTime() - latestProgress > patience()) {
            disconnectStalled();
        }
    }

    /** How long it may take to read what ZeroMQ has been given at most. */
    private long patience() {
        long bytes = latestSizes.stream().mapToLong(Long::longValue).sum();
        return PATIENCE_NANOS + bytes * 1_000_000_000L / SLOWEST_READER;
    }

    /** All frames or, when there is no room, none. */
    private boolean send(List<byte[]> frames) {
        for (int i = 0; i < frames.size(); i++) {
            int more = i < frames.size() - 1 ? ZMQ.SNDMORE : 0;
            if (!socket.send(frames.get(i), more | ZMQ.DONTWAIT)) {
                return false;
            }
        }
        return true;
    }

    /** Ends the connections that take no more bytes, although nothing was sent for long. */
    private synchronized void disconnectStalled() {
        try (Selector selector = Selector.open()) {
            for (SocketChannel channel : subscribers) {
                if (channel.isOpen()) {
                    channel.register(selector, SelectionKey.OP_WRITE);
                }
            }
            selector.selectNow();
            for (SelectionKey key : selector.keys()) {
                if (!selector.selectedKeys().contains(key)) {
                    System.err.println(
                            "Reprise: a front end does not read what the kernel publishes; it is disconnected");
                    // ZeroMQ notices, and lets go of what it keeps for it.
                    ((SocketChannel) key.channel()).shutdownInput();
                }
            }
        } catch (IOException e) {
            System.err.println("Reprise: a front end that does not read could not be disconnected: " + e);
        }
        latestProgress = System.nanoTime();
    }

    private static long size(List<byte[]> frames) {
        return frames.stream().mapToLong(frame -> frame.length).sum();
    }
}
