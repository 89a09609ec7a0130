package dev.reprise.kernel.protocol;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.zeromq.ZMQ;

/**
 * Where a kernel listens, how it signs and whether it encrypts, as its client wrote it down.
 *
 * @param ip for {@code tcp} an address; for {@code ipc} the beginning of the sockets' paths
 * @param curveSecretKey the server's secret key of CurveZMQ; null without encryption
 * @see <a href="https://jupyter-client.readthedocs.io/en/stable/kernels.html#connection-files">Connection files</a>
 */
public record ConnectionFile(
        String transport,
        String ip,
        int shell,
        int control,
        int stdin,
        int iopub,
        int heartbeat,
        Signer signer,
        byte[] curveSecretKey) {

    private static final int Z85_KEY = 40;
    private static final String STRING = "\"([^\"\\\\\\p{Cntrl}]*+)\"";
    private static final Pattern ENTRY = Pattern.compile(STRING + "\\s*:\\s*(?:" + STRING + "|(-?\\d{1,9}))\\s*");
    private static final Pattern FLAT = Pattern.compile("\\s*\\{\\s*" + ENTRY + "(?:,\\s*" + ENTRY + ")*+\\}\\s*");

    /**
     * Reads a connection file.
     *
     * @throws IOException when it cannot be read, is not JSON, or asks for what this kernel does not have
     */
    public static ConnectionFile read(Path path) throws IOException {
        Map<String, Object> file = parse(Files.readString(path));
        String transport = Json.string(file, "transport");
        if (!transport.equals("tcp") && !transport.equals("ipc")) {
            throw new IOException(path + ": transport '" + transport + "' is not supported, only 'tcp' and 'ipc' are");
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
                        Json.string(file, "key").getBytes(StandardCharsets.UTF_8)),
                curveSecretKey(path, file));
    }

    /**
     * As Jupyter writes it, a flat object without escapes is read here: to load the classes that read any JSON would keep the
     * ports closed for another quarter of the time that the kernel needs to open them.
     */
    private static Map<String, Object> parse(String text) throws IOException {
        if (!FLAT.matcher(text).matches()) {
            return Json.read(text.getBytes(StandardCharsets.UTF_8));
        }
        var file = new HashMap<String, Object>();
        Matcher entry = ENTRY.matcher(text);
        while (entry.find()) {
            file.put(
                    entry.group(1), entry.group(2) == null ? (Object) Integer.valueOf(entry.group(3)) : entry.group(2));
        }
        return file;
    }

    List<Integer> ports() {
        return List.of(shell, control, stdin, iopub, heartbeat);
    }

    /** The address of a port of the transport {@code tcp} in ZeroMQ's notation. */
    String address(int port) {
        return "tcp://" + ip + ":" + port;
    }

    boolean isIpc() {
        return transport.equals("ipc");
    }

    /** The Unix-domain socket that stands for a port under the transport {@code ipc}. */
    Path socket(int port) {
        return Path.of(ip + "-" + port);
    }

    private static int port(Path path, Map<String, Object> file, String name) throws IOException {
        int port = Json.integer(file, name, -1);
        if (port < 1 || port > 65_535) {
            throw new IOException(path + ": " + name + " is missing or not a port number");
        }
        return port;
    }

    private static byte[] curveSecretKey(Path path, Map<String, Object> file) throws IOException {
        String key = Json.string(file, "curve_secretkey");
        if (key.isEmpty() && Json.string(file, "curve_publickey").isEmpty()) {
            return null;
        }
        if (key.length() != Z85_KEY) {
            throw new IOException(path + ": curve_secretkey is missing or not a key of " + Z85_KEY + " characters");
        }
        return ZMQ.Curve.z85Decode(key);
    }
}
