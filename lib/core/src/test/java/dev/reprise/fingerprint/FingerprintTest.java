package dev.reprise.fingerprint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FingerprintTest {
    @TempDir
    Path folder;

    /** Computed with Python's hashlib and struct from the description in the Javadoc. */
    @Test
    void arraysHaveTheFingerprintThatTheirDescriptionSays() {
        assertFingerprint(
                new double[][] {{0.1, 0.2}, {0.3, 0.4}},
                "22d858e26445f873df69f7cdf645cc0fd0e911953787a9a6ef1a788fdde15e39");
        assertFingerprint(
                new float[] {0.1f, 0.2f, 0.3f}, "5b2a9c957ad2e381dece5924fcea94cd0ff6118cd8d6fd2025a4a4ac41f299b1");
        assertFingerprint(
                new long[] {-1, 1L << 40}, "5bdc6acc74b933222e8918c59dc3902f029a338f1f7f16d735fec56af6efc70f");
        assertFingerprint(new int[][] {{1}, {-2}}, "94e1bd51039fa35985e50d08d23085031aa466a7a9bd8e843e7e1031c5b497f6");
        assertFingerprint(
                new boolean[] {true, false, true}, "658201e97a895b53f55cf99d3f43c86664bf0bee8ae14f36b249f5b01041f19b");
        assertFingerprint(
                new String[] {"Größe", ""}, "a37c8bd1b7ad3020763c88e1a1e32db487868bc3e8ac1453ecb50ae7d3762e51");
        assertFingerprint(3.5, "19bd80eb26d7133aaf135e0894a17352957c21b45a02ebcc5cc5a1fcb339b415");
        assertFingerprint(new double[0][0], "c7634d804fc593ed865c5f55ed60eccc2ad9c7fb68ab7a10e4d655572f349876");
    }

    private static void assertFingerprint(Object array, String hex) {
        assertThat(Fingerprint.of(array).hex()).isEqualTo(hex);
    }

    @Test
    void typeAndShapeCount() {
        assertThat(Fingerprint.of(new double[] {0, 0}))
                .isNotEqualTo(Fingerprint.of(new float[] {0, 0, 0, 0}))
                .isNotEqualTo(Fingerprint.of(new long[] {0, 0}))
                .isNotEqualTo(Fingerprint.of(new double[][] {{0, 0}}))
                .isNotEqualTo(Fingerprint.of(new double[][] {{0}, {0}}));
        assertThat(Fingerprint.of(new String[] {"ab", "c"})).isNotEqualTo(Fingerprint.of(new String[] {"a", "bc"}));
    }

    @Test
    void everyBitCounts() {
        assertThat(Fingerprint.of(0.0)).isNotEqualTo(Fingerprint.of(-0.0));
        assertThat(Fingerprint.of(Double.NaN))
                .isNotEqualTo(Fingerprint.of(Double.longBitsToDouble(0x7ff8000000000001L)))
                .isEqualTo(Fingerprint.of(0.0 / 0.0));
    }

    @Property(tries = 50)
    void oneFlippedBitIsSeen(@ForAll @Size(min = 1, max = 50) double[] values, @ForAll int at, @ForAll int bit) {
        var before = Fingerprint.of(values);
        int index = Math.floorMod(at, values.length);
        long bits = Double.doubleToRawLongBits(values[index]) ^ 1L << Math.floorMod(bit, Long.SIZE);
        values[index] = Double.longBitsToDouble(bits);
        assertThat(Fingerprint.of(values)).isNotEqualTo(before);
    }

    /** Also across the chunks in which long arrays are read. */
    @Property(tries = 30)
    void aBufferOfTheSameElementsHasTheSameFingerprint(@ForAll @IntRange(max = 40_000) int length) {
        var doubles = new double[length];
        var ints = new int[length];
        var bytes = new byte[length];
        Arrays.setAll(doubles, i -> Math.sin(i));
        Arrays.setAll(ints, i -> i * 31);
        new java.util.Random(length).nextBytes(bytes);
        var buffer = ByteBuffer.allocateDirect(length * Double.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        buffer.asDoubleBuffer().put(doubles);
        assertThat(Fingerprint.of(ElementType.FLOAT64, new long[] {length}, buffer))
                .isEqualTo(Fingerprint.of(doubles));
        buffer.asIntBuffer().put(ints);
        assertThat(Fingerprint.of(ElementType.INT32, new long[] {length}, buffer.slice(0, length * Integer.BYTES)))
                .isEqualTo(Fingerprint.of(ints));
        assertThat(Fingerprint.of(ElementType.INT8, new long[] {length}, ByteBuffer.wrap(bytes)))
                .isEqualTo(Fingerprint.of(bytes));
        assertThat(buffer.position()).isZero();
    }

    @Test
    void everyPrimitiveTypeIsReadBitByBit() {
        assertThat(Fingerprint.of(new short[] {1, -2}))
                .isEqualTo(
                        Fingerprint.of(ElementType.INT16, new long[] {2}, ByteBuffer.wrap(new byte[] {1, 0, -2, -1})));
        assertThat(Fingerprint.of(new float[][][] {{{1}, {2}}}))
                .isEqualTo(Fingerprint.of(ElementType.FLOAT32, new long[] {1, 2, 1}, ByteBuffer.wrap(new byte[] {
                    0, 0, (byte) 0x80, 0x3f, 0, 0, 0, 0x40
                })));
        for (Object one : new Object[] {(byte) 1, (short) 1, 1, 1L, 1f, 1.0, true, "1"}) {
            assertThat(Fingerprint.of(one).hex()).hasSize(64);
        }
    }

    @Test
    void whatHasNoFingerprintIsSaid() {
        assertRefused(null, "null has no fingerprint");
        assertRefused(new Object(), "a java.lang.Object has no fingerprint");
        assertRefused(new char[1], "an array of char has no fingerprint; use boolean, byte");
        assertRefused(new double[][] {{1, 2}, {3}}, "different lengths: 1 at [1] where 2 were expected");
        assertRefused(new double[][][] {{{1}}, {{2}, {3}}}, "2 at [1] where 1 were expected");
        assertRefused(new double[][] {{1}, null}, "null at [1]");
        assertRefused(new String[] {null}, "null in it");
        assertRefused(folder, "use Fingerprint.ofFile or Fingerprint.ofFolder");
        assertThatThrownBy(() -> Fingerprint.of(ElementType.FLOAT64, new long[] {2}, ByteBuffer.allocate(15)))
                .hasMessage("an array of float64 with shape [2] does not fit into a buffer of 15 bytes");
        assertThatThrownBy(() -> new Fingerprint("abc")).hasMessageContaining("64 lower-case hexadecimal digits");
    }

    private static void assertRefused(Object value, String message) {
        assertThatThrownBy(() -> Fingerprint.of(value))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(message);
    }

    @Test
    void partsCountByNameAndNotByOrder() {
        var one = Fingerprint.of(1);
        var two = Fingerprint.of(2);
        var model = new java.util.LinkedHashMap<String, Fingerprint>();
        model.put("b", two);
        model.put("a", one);
        assertThat(Fingerprint.ofParts(model))
                .isEqualTo(Fingerprint.ofParts(Map.of("a", one, "b", two)))
                .isNotEqualTo(Fingerprint.ofParts(Map.of("a", two, "b", one)))
                .isNotEqualTo(Fingerprint.ofParts(Map.of("a", one)));
    }

    @Test
    void aFileHasItsSha256() throws IOException {
        var file = Files.writeString(folder.resolve("abc"), "abc");
        // FIPS 180-2, appendix B.1
        assertThat(Fingerprint.ofFile(file).hex())
                .isEqualTo("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
        assertThat(Fingerprint.ofFile(file).brief()).isEqualTo("ba7816bf8f01cfea");
        byte[] million = new byte[1_000_000];
        Arrays.fill(million, (byte) 'a');
        // FIPS 180-2, appendix B.3
        assertThat(Fingerprint.ofFile(Files.write(file, million)).hex())
                .isEqualTo("cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0");
    }

    @Test
    @Tag("slow")
    void aFolderHasWhatSha256sumPrints() throws Exception {
        fill();
        var process = new ProcessBuilder(
                        "sh",
                        "-c",
                        "find -L . -type f -printf '%P\\0' | LC_ALL=C sort -z | xargs -0 sha256sum | sha256sum")
                .directory(folder.toFile())
                .start();
        var printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(printed).isEqualTo(Fingerprint.ofFolder(folder) + "  -\n");
    }

    private void fill() throws IOException {
        Files.createDirectories(folder.resolve("train/empty"));
        for (String name : new String[] {"b.csv", "B.csv", "train/ä.csv", "train.csv", "a b\\c\nd"}) {
            Files.writeString(folder.resolve(name), name);
        }
        Files.createSymbolicLink(folder.resolve("link"), folder.resolve("train"));
    }

    @Test
    void aFolderIsItsFilesByName() throws IOException {
        fill();
        var before = Fingerprint.ofFolder(folder);
        assertThat(Fingerprint.filesIn(folder).keySet()).contains("train/ä.csv", "link/ä.csv", "b.csv");
        Files.setLastModifiedTime(folder.resolve("b.csv"), java.nio.file.attribute.FileTime.fromMillis(0));
        assertThat(Fingerprint.ofFolder(folder)).isEqualTo(before);
        Files.move(folder.resolve("b.csv"), folder.resolve("c.csv"));
        assertThat(Fingerprint.ofFolder(folder)).isNotEqualTo(before);
    }

    @Test
    void whatCannotBeReadIsNamed() throws IOException {
        assertUnreadable(() -> Fingerprint.ofFile(folder.resolve("none")), "none: there is no such file");
        assertUnreadable(() -> Fingerprint.ofFolder(folder.resolve("none")), "none: there is no such file");
        assertUnreadable(() -> Fingerprint.ofFile(folder), "it is a folder; use Fingerprint.ofFolder");
        var file = Files.createFile(folder.resolve("file"));
        assertUnreadable(() -> Fingerprint.ofFolder(file), "it is no folder; use Fingerprint.ofFile");
        Files.createSymbolicLink(folder.resolve("loop"), folder);
        assertUnreadable(() -> Fingerprint.ofFolder(folder), "loop");
    }

    private void assertUnreadable(org.assertj.core.api.ThrowableAssert.ThrowingCallable call, String message) {
        assertThatThrownBy(call)
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining("no fingerprint of " + folder)
                .hasMessageContaining(message);
    }
}
