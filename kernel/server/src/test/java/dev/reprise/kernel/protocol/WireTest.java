package dev.reprise.kernel.protocol;

import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class WireTest {
    private static final int KERNELS = 20;

    @TempDir
    private Path folder;

    /** As an outgoing connection would, which shares its port with nobody. */
    @Test
    @EnabledOnOs(OS.LINUX)
    void nobodyIsGivenOneOfItsPortsWhileItOpensThem() throws IOException {
        for (int kernel = 0; kernel < KERNELS; kernel++) {
            List<Integer> ports = freePorts();
            try (var wire = new Wire(connectionFile(ports))) {
                var opening = new Thread(() -> start(wire));
                opening.start();
                do {
                    for (int port : ports) {
                        assertThrows(BindException.class, () -> take(port), "port " + port);
                    }
                } while (opening.isAlive());
            }
        }
    }

    private static void start(Wire wire) {
        try {
            wire.start((channel, message) -> {}, (channel, message, reason) -> {}, subscription -> {});
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void take(int port) throws IOException {
        try (var socket = new Socket()) {
            socket.bind(new InetSocketAddress("127.0.0.1", port));
        }
    }

    private ConnectionFile connectionFile(List<Integer> ports) throws IOException {
        Path file = folder.resolve("connection.json");
        Files.writeString(file, """
                {"transport": "tcp", "ip": "127.0.0.1", "key": "k", "signature_scheme": "hmac-sha256",
                 "shell_port": %d, "control_port": %d, "stdin_port": %d, "iopub_port": %d, "hb_port": %d}
                """.formatted(ports.toArray()));
        return ConnectionFile.read(file);
    }

    private static List<Integer> freePorts() throws IOException {
        var sockets = new ArrayList<ServerSocket>();
        for (int i = 0; i < 5; i++) {
            sockets.add(new ServerSocket(0));
        }
        List<Integer> ports = sockets.stream().map(ServerSocket::getLocalPort).toList();
        for (ServerSocket socket : sockets) {
            socket.close();
        }
        return ports;
    }
}
