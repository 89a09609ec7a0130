package dev.reprise.kernel.engine;

import com.sun.jdi.ArrayReference;
import com.sun.jdi.Bootstrap;
import com.sun.jdi.ClassNotLoadedException;
import com.sun.jdi.ClassType;
import com.sun.jdi.IncompatibleThreadStateException;
import com.sun.jdi.InvalidTypeException;
import com.sun.jdi.ObjectReference;
import com.sun.jdi.ReferenceType;
import com.sun.jdi.StackFrame;
import com.sun.jdi.ThreadReference;
import com.sun.jdi.VMDisconnectedException;
import com.sun.jdi.VirtualMachine;
import com.sun.jdi.connect.spi.Connection;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Throws an exception into the thread that runs cells, through the Java Debug Interface: since JDK 20 the only supported
 * way to stop a thread that does not look at its interrupt flag.
 *
 * <p>The evaluator's debug agent dials this process at its start, so no debug port is left open for others. Nothing but
 * the handshake is exchanged until the first stop.
 */
final class ThreadStopper implements AutoCloseable {
    private static final byte[] HANDSHAKE = "JDWP-Handshake".getBytes(StandardCharsets.US_ASCII);
    private static final int FRAMES_OF_A_SOCKET = 20;

    /** The agent dials before any cell runs. */
    private static final int PATIENCE_SECONDS = 3;

    private static final String CELL_THREAD = "dev.reprise.evaluator.CellThread";

    private final ServerSocket listener;
    private final CompletableFuture<Socket> agent;
    private volatile boolean expected;
    private VirtualMachine machine;

    ThreadStopper() throws IOException {
        listener = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        agent = new CompletableFuture<>();
        var accept = new Thread(this::accept, "debug-agent");
        accept.setDaemon(true);
        accept.start();
    }

    /** The JVM option that makes an evaluator dial this process. Without it, nobody can be stopped. */
    String option() {
        expected = true;
        return "-agentlib:jdwp=transport=dt_socket,server=n,suspend=n,address=" + "127.0.0.1:"
                + listener.getLocalPort();
    }

    private void accept() {
        try (listener) {
            Socket socket = listener.accept();
            socket.setTcpNoDelay(true);
            socket.getOutputStream().write(HANDSHAKE);
            byte[] answer = socket.getInputStream().readNBytes(HANDSHAKE.length);
            if (!Arrays.equals(answer, HANDSHAKE)) {
                socket.close();
                throw new IOException("not a debug agent");
            }
            agent.complete(socket);
        } catch (IOException e) {
            agent.completeExceptionally(e);
        }
    }

    /**
     * Throws {@code CellThread.INTERRUPT} into {@code CellThread.THREADS[lane]}.
     *
     * @throws IOException when the evaluator has no debug agent, or is gone
     */
    synchronized void stop(int lane) throws IOException {
        if (!expected) {
            throw new IOException("The cell's process was started without the kernel's debug agent");
        }
        try {
            if (machine == null) {
                Socket socket = agent.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
                machine = Bootstrap.virtualMachineManager().createVirtualMachine(new AgentConnection(socket));
            }
            ReferenceType type = machine.classesByName(CELL_THREAD).get(0);
            var threads = (ArrayReference) type.getValue(type.fieldByName("THREADS"));
            var thread = (ThreadReference) threads.getValue(lane);
            thread.stop((ObjectReference) type.getValue(type.fieldByName("INTERRUPT")));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException | InvalidTypeException | VMDisconnectedException e) {
            throw new IOException("The cell's thread cannot be stopped", e);
        }
    }

    /**
     * Finds the socket in whose native code a lane's thread waits, where no exception reaches it, and stores it in {@code
     * CellThread.BLOCKERS[lane]}. False when the thread waits in no socket.
     */
    synchronized boolean nameBlocker(int lane) throws IOException {
        try {
            ReferenceType type = machine.classesByName(CELL_THREAD).get(0);
            var blockers = (ArrayReference) type.getValue(type.fieldByName("BLOCKERS"));
            var threads = (ArrayReference) type.getValue(type.fieldByName("THREADS"));
            var thread = (ThreadReference) threads.getValue(lane);
            thread.suspend();
            try {
                for (StackFrame frame : thread.frames(0, Math.min(FRAMES_OF_A_SOCKET, thread.frameCount()))) {
                    ObjectReference self = frame.thisObject();
                    if (self != null && isSocket(self)) {
                        blockers.setValue(lane, self);
                        return true;
                    }
                }
                return false;
            } finally {
                thread.resume();
            }
        } catch (IncompatibleThreadStateException
                | InvalidTypeException
                | ClassNotLoadedException
                | VMDisconnectedException e) {
            throw new IOException("The cell's thread cannot be looked at", e);
        }
    }

    private static boolean isSocket(ObjectReference object) {
        String name = object.referenceType().name();
        return (name.startsWith("java.net.") || name.startsWith("sun.nio.ch."))
                && object.referenceType() instanceof ClassType type
                && type.allInterfaces().stream().anyMatch(i -> i.name().equals("java.io.Closeable"));
    }

    @Override
    public void close() {
        try {
            listener.close();
            if (agent.isDone() && !agent.isCompletedExceptionally()) {
                agent.join().close();
            }
        } catch (IOException e) {
            // Nothing depends on it any more.
        }
    }

    /** Packets of the Java Debug Wire Protocol over the socket that the agent opened. */
    private static final class AgentConnection extends Connection {
        private static final int LENGTH_BYTES = 4;

        private final Socket socket;
        private final DataInputStream in;
        private final OutputStream out;

        private AgentConnection(Socket socket) throws IOException {
            this.socket = socket;
            this.in = new DataInputStream(socket.getInputStream());
            this.out = socket.getOutputStream();
        }

        @Override
        public byte[] readPacket() throws IOException {
            synchronized (in) {
                int length = in.readInt();
                var packet = new byte[length];
                for (int i = 0; i < LENGTH_BYTES; i++) {
                    packet[i] = (byte) (length >>> (Byte.SIZE * (LENGTH_BYTES - 1 - i)));
                }
                in.readFully(packet, LENGTH_BYTES, length - LENGTH_BYTES);
                return packet;
            }
        }

        @Override
        public void writePacket(byte[] packet) throws IOException {
            synchronized (out) {
                out.write(packet);
            }
        }

        @Override
        public void close() throws IOException {
            socket.close();
        }

        @Override
        public boolean isOpen() {
            return !socket.isClosed();
        }
    }
}
