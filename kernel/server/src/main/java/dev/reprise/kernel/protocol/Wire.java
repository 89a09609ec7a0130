package dev.reprise.kernel.protocol;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.Pipe;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.zeromq.SocketType;
import org.zeromq.ZContext;
import org.zeromq.ZMQ;
import org.zeromq.ZMQException;
import zmq.ZError;

/**
 * The five sockets of a kernel.
 *
 * <p>One thread owns them all, as ZeroMQ demands, and only moves frames: it never runs a handler, so the heartbeat is
 * always answered. It sleeps until a socket or the queue of outgoing messages has something; nothing is polled.
 */
public final class Wire implements AutoCloseable {
    private static final int SHUTDOWN_LINGER_MILLIS = 1000;

    /** So that a flood of output cannot keep the other sockets waiting. */
    private static final int MESSAGES_A_TURN = 100;

    private static final int MILLIS_UNTIL_NEXT_TRY = 1;

    private static final long NANOS_FOR_A_TAKEN_PORT = 3_000_000_000L;

    private static final long NANOS_BETWEEN_TRIES = 20_000_000L;

    private record Outgoing(Channel channel, List<byte[]> frames) {}

    private record Handlers(
            BiConsumer<Channel, Message> onMessage, Refusal onUnreadable, Consumer<String> onSubscription) {}

    /** Takes a message whose header can be read, but not the rest. */
    public interface Refusal {
        /** @param message without content */
        void refuse(Channel channel, Message message, String reason);
    }

    /** A server's heap is small; whoever sends more is disconnected. */
    static final int MOST_BYTES_IN_A_FRAME = 64 << 20;

    private final ConnectionFile connection;
    private final Codec codec;
    private final Map<Channel, ZMQ.Socket> sockets = new EnumMap<>(Channel.class);
    private final List<UnixRelay> relays = new ArrayList<>();
    private final Map<Integer, Reservation> reservations = new HashMap<>();
    private final Queue<Outgoing> outgoing = new ConcurrentLinkedQueue<>();
    private final Publisher publisher = new Publisher();
    private final AtomicBoolean wakeUpPending = new AtomicBoolean();
    private final CompletableFuture<Void> opened = new CompletableFuture<>();
    private final CompletableFuture<Handlers> handlers = new CompletableFuture<>();
    private final Thread thread = new Thread(this::run, "wire");
    private ZContext context;
    private ZMQ.Socket heartbeat;
    private Pipe wakeUp;
    private int dropped;
    private volatile boolean closed;

    /**
     * Begins to bind the sockets, which takes a while; messages are received after {@link #start}. Meanwhile the ports are
     * reserved: whoever starts a kernel has chosen them and let go of them, and the debug agent of our own evaluator, which
     * connects at this very time, could be given one.
     */
    public Wire(ConnectionFile connection) {
        this.codec = new Codec(connection.signer());
        this.connection = connection;
        if (!connection.isIpc()) {
            connection.ports().forEach(port -> reservations.computeIfAbsent(port, Reservation::new));
        }
        thread.start();
    }

    private void open() throws IOException {
        context = new ZContext();
        context.setLinger(SHUTDOWN_LINGER_MILLIS);
        sockets.put(Channel.SHELL, bind(SocketType.ROUTER, connection.shell()));
        sockets.put(Channel.CONTROL, bind(SocketType.ROUTER, connection.control()));
        sockets.put(Channel.STDIN, bind(SocketType.ROUTER, connection.stdin()));
        sockets.put(Channel.IOPUB, bind(SocketType.XPUB, connection.iopub()));
        // Not REP, which has to take turns, and which a peer that leaves in the middle of a message can stop for ever.
        heartbeat = bind(SocketType.ROUTER, connection.heartbeat());
        wakeUp = Pipe.open();
        wakeUp.source().configureBlocking(false);
    }

    /**
     * Begins to receive.
     *
     * @param onMessage called on the wire's thread for every valid message: must return quickly
     * @param onUnreadable called on the wire's thread for every message that is signed but cannot be read as a whole
     * @param onSubscription called on the wire's thread with the topic of every new subscriber to IOPub
     * @throws IOException when an address is taken
     */
    public void start(BiConsumer<Channel, Message> onMessage, Refusal onUnreadable, Consumer<String> onSubscription)
            throws IOException {
        try {
            opened.join();
        } catch (CompletionException e) {
            throw new IOException(e.getCause().getMessage(), e);
        }
        handlers.complete(new Handlers(onMessage, onUnreadable, onSubscription));
    }

    /**
     * Sends a message. May be called from any thread; messages of one thread arrive in order. Waits while too much waits to
     * be published.
     */
    public void send(Channel channel, Message message) {
        List<byte[]> frames = codec.encode(message);
        if (channel == Channel.IOPUB) {
            if (Thread.currentThread() != thread) {
                publisher.awaitRoom();
            }
            publisher.announce(frames);
        }
        outgoing.add(new Outgoing(channel, frames));
        // Before, the thread does not sleep yet.
        if (opened.isDone() && wakeUpPending.compareAndSet(false, true)) {
            try {
                wakeUp.sink().write(ByteBuffer.allocate(1));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    /** Sends what is still queued and closes the sockets. */
    @Override
    public void close() {
        closed = true;
        handlers.cancel(false);
        wakeUpPending.set(true);
        try {
            opened.join();
            wakeUp.sink().write(ByteBuffer.allocate(1));
            thread.join();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (CompletionException e) {
            // Some sockets may be open, but nothing was sent.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        context.close();
        relays.forEach(UnixRelay::close);
    }

    /** Where this kernel listens. */
    public ConnectionFile connection() {
        return connection;
    }

    private ZMQ.Socket bind(SocketType type, int port) throws IOException {
        ZMQ.Socket socket = context.createSocket(type);
        // Replies must not be dropped because a front end reads slowly.
        socket.setHWM(0);
        socket.setMaxMsgSize(MOST_BYTES_IN_A_FRAME);
        if (type == SocketType.XPUB) {
            publisher.use(socket);
        }
        if (connection.curveSecretKey() != null) {
            socket.setCurveServer(true);
            socket.setCurveSecretKey(connection.curveSecretKey());
        }
        if (connection.isIpc()) {
            int loopback = socket.bindToRandomPort("tcp://127.0.0.1");
            relays.add(new UnixRelay(connection.socket(port), loopback));
            return socket;
        }
        try (Reservation reservation = reservations.get(port)) {
            listen(socket, connection.address(port), reservation);
        }
        return socket;
    }

    /** For a moment somebody else may still have a port: the kernel before a restart, for one. */
    private static void listen(ZMQ.Socket socket, String address, Reservation reservation) throws IOException {
        long patience = System.nanoTime() + NANOS_FOR_A_TAKEN_PORT;
        while (true) {
            try {
                socket.bind(address);
                return;
            } catch (ZMQException e) {
                boolean taken = e.getErrorCode() == ZError.EADDRINUSE;
                if (!taken || System.nanoTime() > patience) {
                    throw new IOException(
                            "Cannot listen at " + address + ": " + (taken ? "the port is taken" : e.getMessage()), e);
                }
                reservation.close();
                LockSupport.parkNanos(NANOS_BETWEEN_TRIES);
            }
        }
    }

    private void run() {
        try {
            open();
            opened.complete(null);
            serve(handlers.join());
        } catch (IOException e) {
            opened.completeExceptionally(e);
        } catch (CancellationException e) {
            // Closed before it was started.
        }
    }

    private void serve(Handlers receivers) {
        Channel[] channels = Channel.values();
        ZMQ.Poller poller = context.createPoller(channels.length + 2);
        for (Channel channel : channels) {
            poller.register(sockets.get(channel), ZMQ.Poller.POLLIN);
        }
        int heartbeatIndex = poller.register(heartbeat, ZMQ.Poller.POLLIN);
        int wakeUpIndex = poller.register(wakeUp.source(), ZMQ.Poller.POLLIN);
        var woken = ByteBuffer.allocate(64);
        while (!closed || !outgoing.isEmpty()) {
            poller.poll(!outgoing.isEmpty() ? 0 : publisher.isBehind() ? MILLIS_UNTIL_NEXT_TRY : -1);
            if (poller.pollin(wakeUpIndex)) {
                drain(woken);
            }
            publisher.proceed();
            flush();
            if (poller.pollin(heartbeatIndex)) {
                send(heartbeat, receive(heartbeat));
            }
            for (int i = 0; i < channels.length; i++) {
                if (poller.pollin(i)) {
                    dispatch(receivers, channels[i], receive(sockets.get(channels[i])));
                }
            }
        }
    }

    private void drain(ByteBuffer buffer) {
        try {
            buffer.clear();
            wakeUp.source().read(buffer);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        wakeUpPending.set(closed);
    }

    private void flush() {
        int turn = MESSAGES_A_TURN;
        while (turn-- > 0 && !outgoing.isEmpty()) {
            Outgoing message = outgoing.remove();
            if (message.channel() == Channel.IOPUB) {
                publisher.publish(message.frames());
            } else {
                send(sockets.get(message.channel()), message.frames());
            }
        }
    }

    private static void send(ZMQ.Socket socket, List<byte[]> frames) {
        for (int i = 0; i < frames.size(); i++) {
            socket.send(frames.get(i), i < frames.size() - 1 ? ZMQ.SNDMORE : 0);
        }
    }

    private static List<byte[]> receive(ZMQ.Socket socket) {
        var frames = new ArrayList<byte[]>();
        do {
            byte[] frame = socket.recv(ZMQ.DONTWAIT);
            if (frame == null) {
                break;
            }
            frames.add(frame);
        } while (socket.hasReceiveMore());
        return frames;
    }

    private void dispatch(Handlers receivers, Channel channel, List<byte[]> frames) {
        if (frames.isEmpty()) {
            return;
        }
        if (channel == Channel.IOPUB) {
            byte[] subscription = frames.get(0);
            if (subscription.length > 0 && subscription[0] == 1) {
                receivers
                        .onSubscription()
                        .accept(new String(subscription, 1, subscription.length - 1, StandardCharsets.UTF_8));
            }
            return;
        }
        try {
            receivers.onMessage().accept(channel, codec.decode(frames));
        } catch (UnreadableMessageException e) {
            receivers.onUnreadable().refuse(channel, e.header(), e.getMessage());
        } catch (IOException | OutOfMemoryError e) {
            // Anybody can send anything to a port: drop it. Neither content nor keys belong in a log.
            dropped++;
            String reason = e.getClass() == IOException.class
                    ? e.getMessage()
                    : e instanceof Error ? "too large for this process" : "not JSON";
            // Of many, each power of two: nobody should be able to fill a log.
            if (Integer.bitCount(dropped) == 1) {
                System.err.println(
                        "Reprise: dropped a message on " + channel + ": " + reason + " (" + dropped + " so far)");
            }
        }
    }
}
