package dev.reprise.kernel.protocol;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;

/**
 * Keeps a port from being given to an outgoing connection, whichever program opens it, until it is listened at.
 *
 * <p>The socket is bound and does not listen. Linux lets another one that is as willing to share begin to listen beside it;
 * where a system does not, the reservation has to be closed first.
 */
final class Reservation implements AutoCloseable {
    private final Socket socket = new Socket();

    /** Reserves a port, if it is free. */
    Reservation(int port) {
        try {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(port));
        } catch (IOException e) {
            // Taken already: whoever wants to listen will see for how long.
            close();
        }
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
