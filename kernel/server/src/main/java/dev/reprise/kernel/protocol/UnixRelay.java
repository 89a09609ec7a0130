package dev.reprise.kernel.protocol;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Hands the connections of a Unix-domain socket on to a port of this machine.
 *
 * <p>JeroMQ's own {@code ipc} listens at a port that it derives from the path, which only JeroMQ would find. Since ZeroMQ
 * speaks the same bytes over both kinds of socket, it is enough to copy them.
 */
final class UnixRelay implements AutoCloseable {
    private static final int BUFFER = 1 << 16;

    private final Path path;
    private final InetSocketAddress target;
    private final ServerSocketChannel listener;
    private final Set<SocketChannel> open = ConcurrentHashMap.newKeySet();

    /** Listens at {@code path}, where nothing else may listen. */
    UnixRelay(Path path, int port) throws IOException {
        this.path = path;
        this.target = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
        this.listener = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        try {
            Files.deleteIfExists(path);
            listener.bind(UnixDomainSocketAddress.of(path));
        } catch (IOException e) {
            listener.close();
            throw new IOException("Cannot listen at " + path + ": " + e.getMessage(), e);
        }
        daemon(this::accept);
    }

    private void accept() {
        while (listener.isOpen()) {
            try {
                relay(listener.accept());
            } catch (IOException e) {
                // The listener is closed, or one connection less.
            }
        }
    }

    private void relay(SocketChannel client) throws IOException {
        SocketChannel server;
        try {
            server = SocketChannel.open(target);
        } catch (IOException e) {
            client.close();
            throw e;
        }
        open.add(client);
        open.add(server);
        daemon(() -> copy(client, server));
        daemon(() -> copy(server, client));
    }

    /** Copies until one side ends, and then ends the other. */
    private void copy(SocketChannel from, SocketChannel to) {
        var buffer = ByteBuffer.allocateDirect(BUFFER);
        try (from;
                to) {
            while (from.read(buffer) >= 0) {
                buffer.flip();
                while (buffer.hasRemaining()) {
                    to.write(buffer);
                }
                buffer.clear();
            }
        } catch (IOException e) {
            // The other thread has closed both, or a peer is gone.
        }
        open.remove(from);
        open.remove(to);
    }

    @Override
    public void close() {
        try {
            listener.close();
            for (SocketChannel channel : open) {
                channel.close();
            }
            Files.deleteIfExists(path);
        } catch (IOException e) {
            System.err.println("Reprise: could not close " + path + ": " + e.getMessage());
        }
    }

    private static void daemon(Runnable task) {
        var thread = new Thread(task, "ipc-relay");
        thread.setDaemon(true);
        thread.start();
    }
}
