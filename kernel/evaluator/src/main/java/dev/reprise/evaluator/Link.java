package dev.reprise.evaluator;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.Closeable;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;

/**
 * The connection between the kernel and its evaluator: frames over a Unix-domain socket.
 *
 * <p>A socket of its own rather than standard input and output, because JVM warnings and native code write to those.
 * {@link #receive} and {@link #send} may be called by one thread each; neither may be a thread that user code can
 * interrupt, since an interrupt closes the channel.
 */
public final class Link implements Closeable {
    private static final int BUFFER = 1 << 16;

    private final SocketChannel channel;
    private final DataInputStream in;
    private final DataOutputStream out;

    /** Takes over a connected channel. */
    public Link(SocketChannel channel) {
        this.channel = channel;
        // Not Channels.newInputStream/newOutputStream: before JDK 19 a blocked read there blocks every write.
        this.in = new DataInputStream(new BufferedInputStream(
                new InputStream() {
                    @Override
                    public int read() {
                        throw new UnsupportedOperationException("always buffered");
                    }

                    @Override
                    public int read(byte[] bytes, int offset, int length) throws IOException {
                        return channel.read(ByteBuffer.wrap(bytes, offset, length));
                    }
                },
                BUFFER));
        this.out = new DataOutputStream(new BufferedOutputStream(
                new OutputStream() {
                    @Override
                    public void write(int b) throws IOException {
                        write(new byte[] {(byte) b}, 0, 1);
                    }

                    @Override
                    public void write(byte[] bytes, int offset, int length) throws IOException {
                        var buffer = ByteBuffer.wrap(bytes, offset, length);
                        while (buffer.hasRemaining()) {
                            channel.write(buffer);
                        }
                    }
                },
                BUFFER));
    }

    /** Connects to a kernel that listens at {@code socket}. */
    static Link connect(Path socket) throws IOException {
        var channel = SocketChannel.open(StandardProtocolFamily.UNIX);
        channel.connect(UnixDomainSocketAddress.of(socket));
        return new Link(channel);
    }

    /**
     * The next frame; waits for it.
     *
     * @throws java.io.EOFException when the other side is gone
     */
    public Frame receive() throws IOException {
        return Frame.read(in);
    }

    /** Puts a frame into the buffer; {@link #flush} sends it. */
    public void send(Frame frame) throws IOException {
        Frame.write(frame, out);
    }

    /** Sends what is in the buffer. */
    public void flush() throws IOException {
        out.flush();
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
