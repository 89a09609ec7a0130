package dev.reprise.kernel.protocol;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/**
 * Where a kernel listens and how it signs, as its client wrote it down.
 *
 * @see <a href="https://jupyter-client.readthedocs.io/en/stable/kernels.html#connection-files">Connection files</a>
 */
public record ConnectionFile(
        String transport, String ip, int shell, int control, int stdin, int iopub, int heartbeat, Signer signer) {

    /**
     * Reads a connection file.
     *
     * @throws IOException when it cannot be read, is not JSON, or asks for what this kernel does not have
     */
    public static ConnectionFile read(Path path) throws IOException {
        Map<String, Object> file = Json.read(Files.readAllBytes(path));
        String transport = Json.string(file, "transport");
        if (!transport.equals("tcp")) {
            throw new IOException(path + ": transport '" + transport + "' is not supported, only 'tcp' is");
        }
        return new ConnectionFile(
                transport,
                Json.string(file, "ip"),
                port(path, file, "shell_port"),
                port(path, file, "control_port"),
                port(path, file, "stdin_port"),
                port(path, file, "iopub_port"),
                port(path, file, "hb_port"),
                Signer.of(
                        Json.string(file, "signature_scheme"),
                        Json.string(file, "key").getBytes(StandardCharsets.UTF_8)));
    }

    /** The address of a port in ZeroMQ's notation. */
    String address(int port) {
        return transport + "://" + ip + ":" + port;
    }

    private static int port(Path path, Map<String, Object> file, String name) throws IOException {
        int port = Json.integer(file, name, -1);
        if (port < 1 || port > 65_535) {
            throw new IOException(path + ": " + name + " is missing or not a port number");
        }
        return port;
    }
}
