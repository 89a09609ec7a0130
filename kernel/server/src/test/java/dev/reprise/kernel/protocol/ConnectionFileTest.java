package dev.reprise.kernel.protocol;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ConnectionFileTest {
    private static final String PORTS =
            "\"shell_port\": 1, \"control_port\":2,\n\"stdin_port\" : 3, \"iopub_port\": 4, \"hb_port\": 65535";

    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"transport\": \"tcp\", \"ip\": \"127.0.0.1\", \"key\": \"a-b\", " + PORTS + "}",
                "\n{ " + PORTS
                        + ", \"key\":\"a-b\",\"kernel_name\": \"\", \"ip\": \"127.0.0.1\", \"transport\": \"tcp\" }\n",
                "{\"transport\": \"t\\u0063p\", \"ip\": \"127.0.0.1\", \"key\": \"a\\u002db\", " + PORTS + "}",
                "{\"kernel_name\": null, \"more\": {\"ip\": [1.5, true]}, \"transport\": \"tcp\", \"ip\": \"127.0.0.1\", "
                        + PORTS + "}",
            })
    void isReadHoweverItIsWritten(String json) throws IOException {
        ConnectionFile file = read(json);

        assertEquals("tcp", file.transport());
        assertEquals("tcp://127.0.0.1:1", file.address(file.shell()));
        assertEquals(2, file.control());
        assertEquals(3, file.stdin());
        assertEquals(4, file.iopub());
        assertEquals(65_535, file.heartbeat());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "null",
                "[]",
                "{",
                "{\"transport\" \"tcp\"}",
                "{\"transport\": \"tcp\", }",
                "{\"a\": \"b\" \"c\": 1}"
            })
    void whatIsNoObjectIsRefused(String json) {
        assertThrows(IOException.class, () -> read(json));
    }

    @Test
    void aPortThatIsNoneIsNamed() {
        var refusal = assertThrows(
                IOException.class,
                () -> read("{\"transport\": \"tcp\", \"ip\": \"127.0.0.1\", " + PORTS.replace("65535", "65536") + "}"));

        assertTrue(refusal.getMessage().endsWith("hb_port is missing or not a port number"));
    }

    private ConnectionFile read(String json) throws IOException {
        return ConnectionFile.read(Files.writeString(folder.resolve("connection.json"), json));
    }
}
