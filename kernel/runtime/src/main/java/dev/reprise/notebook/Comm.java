package dev.reprise.notebook;

import dev.reprise.notebook.CommMessage.Kind;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/**
 * A channel between notebook code and a part of the front end, such as a widget: either side opens it, both send, and
 * either side closes it.
 *
 * <pre>{@code
 * Comm.register("slider", (comm, open) ->
 *         comm.onMessage(message -> comm.send(Map.of("echo", message.data()))));
 * }</pre>
 *
 * <p>Handlers run one after the other, between the cells, on the thread that runs cells; what they print belongs to the
 * message. A handler that fails shows its error there. {@link #send} may be called from any thread.
 *
 * @see <a href="https://jupyter-client.readthedocs.io/en/stable/messaging.html#custom-messages">Jupyter messaging, comms</a>
 */
public final class Comm implements AutoCloseable {
    private static final Map<String, BiConsumer<Comm, CommMessage>> TARGETS = new ConcurrentHashMap<>();
    private static final Map<String, Comm> OPEN = new ConcurrentHashMap<>();

    private final String id;
    private final String target;
    private volatile Consumer<CommMessage> onMessage = message -> {};
    private volatile Consumer<CommMessage> onClose = message -> {};

    private Comm(String id, String target) {
        this.id = Objects.requireNonNull(id);
        this.target = Objects.requireNonNull(target);
    }

    /**
     * Lets the front end open comms.
     *
     * @param target the name by which the front end asks for them
     * @param onOpen gets every such comm, and the message that opened it
     */
    public static void register(String target, BiConsumer<Comm, CommMessage> onOpen) {
        TARGETS.put(target, Objects.requireNonNull(onOpen));
    }

    /** Refuses comms of a target from now on; those that are open stay so. */
    public static void unregister(String target) {
        TARGETS.remove(target);
    }

    /**
     * Opens a comm to the front end's part of this name.
     *
     * @throws IllegalStateException outside a notebook
     */
    public static Comm open(String target, Map<String, ?> data) {
        return open(target, data, Map.of());
    }

    /** Opens a comm with metadata and buffers, as widgets need them. */
    public static Comm open(String target, Map<String, ?> data, Map<String, ?> metadata, byte[]... buffers) {
        var comm = new Comm(UUID.randomUUID().toString(), target);
        OPEN.put(comm.id, comm);
        comm.transmit(Kind.OPEN, data, metadata, buffers);
        return comm;
    }

    /** The name under which both sides know this comm. */
    public String id() {
        return id;
    }

    /** What this comm is for. */
    public String target() {
        return target;
    }

    /** Whether neither side has closed it. */
    public boolean isOpen() {
        return OPEN.get(id) == this;
    }

    /** Gives the handler of what the front end sends, in place of an earlier one. */
    public void onMessage(Consumer<CommMessage> handler) {
        onMessage = Objects.requireNonNull(handler);
    }

    /** Gives the handler of the front end's closing, in place of an earlier one. */
    public void onClose(Consumer<CommMessage> handler) {
        onClose = Objects.requireNonNull(handler);
    }

    /**
     * Tells the front end something.
     *
     * @throws IllegalStateException when this comm is closed
     */
    public void send(Map<String, ?> data, byte[]... buffers) {
        send(data, Map.of(), buffers);
    }

    /** Tells the front end something, with metadata. */
    public void send(Map<String, ?> data, Map<String, ?> metadata, byte[]... buffers) {
        if (!isOpen()) {
            throw new IllegalStateException("This comm to '" + target + "' is closed");
        }
        transmit(Kind.MESSAGE, data, metadata, buffers);
    }

    /** Closes this comm; nothing happens when it is closed already. */
    @Override
    public void close() {
        if (OPEN.remove(id, this)) {
            transmit(Kind.CLOSE, Map.of(), Map.of());
        }
    }

    private void transmit(Kind kind, Map<String, ?> data, Map<String, ?> metadata, byte[]... buffers) {
        String opened = kind == Kind.OPEN ? target : "";
        Notebook.host().comm(new CommMessage(kind, id, opened, copy(data), copy(metadata), List.of(buffers)));
    }

    private static Map<String, Object> copy(Map<String, ?> map) {
        return new LinkedHashMap<>(map);
    }

    /** Takes what the front end has sent. For the kernel. */
    public static void receive(CommMessage message) {
        switch (message.kind()) {
            case OPEN -> opened(message);
            case MESSAGE -> {
                Comm comm = OPEN.get(message.comm());
                if (comm != null) {
                    comm.onMessage.accept(message);
                }
            }
            case CLOSE -> {
                Comm comm = OPEN.remove(message.comm());
                if (comm != null) {
                    comm.onClose.accept(message);
                }
            }
        }
    }

    private static void opened(CommMessage message) {
        var comm = new Comm(message.comm(), message.target());
        OPEN.put(comm.id, comm);
        BiConsumer<Comm, CommMessage> handler = TARGETS.get(message.target());
        if (handler == null) {
            comm.close();
            return;
        }
        try {
            handler.accept(comm, message);
        } catch (RuntimeException | Error e) {
            comm.close();
            throw e;
        }
    }
}
