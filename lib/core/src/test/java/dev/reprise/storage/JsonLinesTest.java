package dev.reprise.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JsonLinesTest {
    private static final List<Map<String, Object>> THREE =
            List.of(Map.of("note", "Größe \"1\"\n"), Map.of("x", 0.1), Map.of("list", List.of(1, 2)));

    @TempDir
    Path folder;

    private Path file() throws IOException {
        Path file = folder.resolve("sub/lines.jsonl");
        try (var lines = JsonLines.open(file)) {
            THREE.forEach(lines::append);
            lines.sync();
        }
        return file;
    }

    @Test
    void linesComeBackAndAreReadableWithoutTheLibrary() throws IOException {
        Path file = file();
        assertThat(JsonLines.read(file)).isEqualTo(THREE);
        assertThat(Files.readString(file).lines())
                .hasSize(3)
                .allMatch(line -> line.matches("\\{.*,\"crc32c\":\"[0-9a-f]{8}\"}"));
    }

    @Test
    void everyPrefixKeepsItsWholeLines() throws IOException {
        Path file = file();
        byte[] bytes = Files.readAllBytes(file);
        for (int length = 0; length <= bytes.length; length++) {
            byte[] prefix = Arrays.copyOf(bytes, length);
            Files.write(file, prefix);
            int whole = (int) new String(prefix, StandardCharsets.UTF_8)
                    .chars()
                    .filter(c -> c == '\n')
                    .count();
            assertThat(JsonLines.read(file)).isEqualTo(THREE.subList(0, whole));
            try (var lines = JsonLines.open(file)) {
                assertThat(lines.lines()).isEqualTo(THREE.subList(0, whole));
                lines.append(Map.of("after", length));
            }
            assertThat(JsonLines.read(file)).hasSize(whole + 1).contains(Map.of("after", length));
        }
    }

    @Test
    void zerosAfterAPowerFailureAreCutOff() throws IOException {
        Path file = file();
        byte[] bytes = Files.readAllBytes(file);
        Files.write(file, Arrays.copyOf(bytes, bytes.length + 100));
        try (var lines = JsonLines.open(file)) {
            assertThat(lines.lines()).isEqualTo(THREE);
        }
        assertThat(Files.readAllBytes(file)).isEqualTo(bytes);
    }

    @Test
    void damageIsNamedAndNothingIsCutOff() throws IOException {
        Path file = file();
        String text = Files.readString(file);
        assertRefused(file, text.replace("0.1", "0.2"), "line 2 is damaged: its checksum is not");
        assertRefused(file, "a,b\n1,2\n", "line 1 is damaged: it has no checksum");
        assertRefused(file, "a precious note", "line 1 is damaged: it is no JSON object");
        assertRefused(file, text + "a precious note", "line 4 is damaged: it is no JSON object");
        assertThatThrownBy(() -> JsonLines.read(folder.resolve("none"))).hasMessageContaining("none cannot be read");
        assertThatThrownBy(() -> JsonLines.open(folder)).isInstanceOf(StorageException.class);
    }

    private static void assertRefused(Path file, String content, String message) throws IOException {
        Files.writeString(file, content);
        assertThatThrownBy(() -> JsonLines.open(file))
                .isInstanceOf(StorageException.class)
                .hasMessageContaining(file.toString())
                .hasMessageContaining(message);
        assertThat(file).hasContent(content);
    }

    @Test
    void twoDoNotWriteToOneFile() throws IOException {
        Path file = file();
        try (var lines = JsonLines.open(file)) {
            assertThatThrownBy(() -> JsonLines.open(file)).isInstanceOf(StorageException.Busy.class);
            assertThat(JsonLines.read(file)).isEqualTo(lines.lines());
        }
        JsonLines.open(file).close();
    }

    /** POSIX takes a process's locks on a file away when it closes the file after reading. */
    @Test
    @Tag("slow")
    void readingDoesNotLetAnotherProcessWrite() throws Exception {
        Path file = file();
        try (var lines = JsonLines.open(file)) {
            assertThat(JsonLines.isBusy(file)).isTrue();
            assertThat(JsonLines.read(file)).isEqualTo(lines.lines());
            assertThatThrownBy(() -> JsonLines.open(file)).isInstanceOf(StorageException.Busy.class);
            var process = writer("", file, 1);
            var output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(output).contains("somebody else is writing to " + file);
        }
        assertThat(JsonLines.isBusy(file)).isFalse();
        assertThat(JsonLines.read(file)).isEqualTo(THREE);
    }

    @Test
    void anEmptyObjectIsRefused() throws IOException {
        try (var lines = JsonLines.open(folder.resolve("x"))) {
            assertThatThrownBy(() -> lines.append(Map.of())).isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Property
    void everyBitOfANumberComesBack(@ForAll long bits) throws IOException {
        double value = Double.longBitsToDouble(bits);
        var json = Json.read(Json.write(Map.of("x", Json.encode(value))));
        assertThat(Double.doubleToRawLongBits(Json.decode(json.get("x")))).isEqualTo(bits);
    }

    /** Appends numbers until it is killed or the disk is full, and then goes on with smaller lines. */
    static final class Writer {
        public static void main(String[] arguments) {
            try (var lines = JsonLines.open(Path.of(arguments[0]))) {
                for (int i = 0; ; i++) {
                    lines.append(Map.of("i", i, "text", "x".repeat(Integer.parseInt(arguments[1]))));
                    System.out.println(i);
                }
            } catch (StorageException e) {
                System.out.println(e.getMessage());
                System.exit(3);
            }
        }
    }

    private static Process writer(String limit, Path file, int length) throws IOException {
        var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        return new ProcessBuilder(
                        "sh",
                        "-c",
                        limit + " exec \"$0\" \"$@\"",
                        java,
                        "-Xmx64m",
                        "-XX:-UsePerfData",
                        "-Xshare:auto",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Writer.class.getName(),
                        file.toString(),
                        Integer.toString(length))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }

    @Test
    @Tag("slow")
    void aKilledProcessLosesNothingThatWasAppended() throws Exception {
        Path file = folder.resolve("killed.jsonl");
        var process = writer("", file, 300);
        int said = -1;
        try (var output = process.inputReader()) {
            while (said < 500) {
                said = Integer.parseInt(output.readLine());
            }
            process.destroyForcibly().waitFor(10, TimeUnit.SECONDS);
        }
        var lines = JsonLines.read(file);
        assertThat(lines).hasSizeGreaterThan(said);
        assertThat(lines.stream().map(line -> line.get("i")))
                .containsExactlyElementsOf(
                        new ArrayList<>(IntStream.range(0, lines.size()).boxed().toList()));
        JsonLines.open(file).close();
    }

    /** The limit on file size lets a part of the last line be written, as a full disk does. */
    @Test
    @Tag("slow")
    void onAFullDiskTheFileStaysWhole() throws Exception {
        Path file = folder.resolve("full.jsonl");
        var process = writer("ulimit -f 8;", file, 300);
        var output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).isEqualTo(3);
        assertThat(output).contains("a line could not be appended to " + file);
        assertThat(Files.readString(file)).endsWith("}\n");
        assertThat(JsonLines.read(file)).hasSizeGreaterThan(5);
    }
}
