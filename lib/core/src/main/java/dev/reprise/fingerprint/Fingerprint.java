package dev.reprise.fingerprint;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import tech.tablesaw.api.Table;

/**
 * A SHA-256 of data: two things with equal fingerprints have the same bits.
 *
 * <pre>{@code
 * double[][] weights = {{0.1, 0.2}, {0.3, 0.4}};
 * Fingerprint before = Fingerprint.of(weights);
 * weights[1][1] = Math.nextUp(weights[1][1]);
 * boolean same = before.equals(Fingerprint.of(weights));    // false: one bit is enough
 * }</pre>
 *
 * <p>Every fingerprint can be computed without this library. Of an array it is the SHA-256 of a line such as
 * <code>array float64 [2, 2]</code> (type, shape, newline) and then of the elements' raw bits, little endian, the last index
 * running fastest. 0.0 and -0.0 differ, and so do NaNs with different bits. Of a file it is what {@code sha256sum} prints,
 * of a folder what {@code sha256sum} prints for its list of files.
 *
 * @param hex 64 lower-case hexadecimal digits
 */
public record Fingerprint(String hex) {
    private static final Pattern SHA_256 = Pattern.compile("[0-9a-f]{64}");

    /**
     * A fingerprint that was written down.
     *
     * @throws IllegalArgumentException if {@code hex} is not 64 lower-case hexadecimal digits
     */
    public Fingerprint {
        if (!SHA_256.matcher(hex).matches()) {
            throw new IllegalArgumentException("a fingerprint is 64 lower-case hexadecimal digits, not '" + hex + "'");
        }
    }

    /**
     * The fingerprint of an array, a number, a truth value or a text.
     *
     * @param array an array of {@code boolean}, {@code byte}, {@code short}, {@code int}, {@code long}, {@code float},
     *     {@code double} or {@link String} in any number of dimensions, or a single such value
     * @return the SHA-256 of type, shape and raw bits
     * @throws IllegalArgumentException if the type is another one, something is null, or rows have different lengths; the
     *     message says where
     */
    public static Fingerprint of(Object array) {
        if (array instanceof Table table) {
            return of(table);
        }
        if (array instanceof Path || array instanceof File) {
            throw new IllegalArgumentException("use Fingerprint.ofFile or Fingerprint.ofFolder for " + array);
        }
        var flat = FlatArray.of(array);
        return new Sha256().header(flat.type(), flat.shape()).elements(flat).fingerprint();
    }

    /**
     * The fingerprint of an array that lives outside Java's heap, without copying it. Equal to that of the Java array with
     * the same elements.
     *
     * @param type what the elements are; not {@link ElementType#TEXT}
     * @param shape its dimensions
     * @param elements the elements from position to limit, little endian, in c order; its position is left alone
     * @return the SHA-256 of type, shape and raw bits
     * @throws IllegalArgumentException if the buffer does not hold as many bytes as the shape says
     */
    public static Fingerprint of(ElementType type, long[] shape, ByteBuffer elements) {
        long size = Arrays.stream(shape).reduce(type.size(), Math::multiplyExact);
        if (type == ElementType.TEXT || size != elements.remaining()) {
            throw new IllegalArgumentException("an array of " + type + " with shape " + Arrays.toString(shape)
                    + " does not fit into a buffer of " + elements.remaining() + " bytes");
        }
        return new Sha256()
                .header(type, shape)
                .bytes(elements.duplicate().order(ByteOrder.LITTLE_ENDIAN))
                .fingerprint();
    }

    /**
     * The fingerprint of a table: names and types of its columns, and its rows in their order. To learn which rows differ
     * between two tables, use {@link TableFingerprint}.
     *
     * @param table any table
     * @return the same as {@code TableFingerprint.of(table).fingerprint()}
     * @throws IllegalArgumentException if a column has a type that is not known
     */
    public static Fingerprint of(Table table) {
        return TableFingerprint.of(table).fingerprint();
    }

    /**
     * One fingerprint of several named ones, such as the layers of a network. The order in which they are given does not
     * matter.
     *
     * @param parts fingerprints by name
     * @return the SHA-256 of the text that has one line for each part, its fingerprint, two spaces and its name, ordered by
     *     the bytes of the names
     */
    public static Fingerprint ofParts(Map<String, Fingerprint> parts) {
        var sorted = new TreeMap<byte[], Map.Entry<String, Fingerprint>>(Arrays::compareUnsigned);
        parts.entrySet().forEach(part -> sorted.put(part.getKey().getBytes(StandardCharsets.UTF_8), part));
        var sha = new Sha256();
        sorted.values().forEach(part -> sha.bytes(line(part.getValue(), part.getKey())));
        return sha.fingerprint();
    }

    /** A line as {@code sha256sum} writes it, which marks and escapes names that would break the line. */
    private static String line(Fingerprint fingerprint, String name) {
        String escaped = name.replace("\\", "\\\\").replace("\n", "\\n").replace("\r", "\\r");
        return (escaped.equals(name) ? "" : "\\") + fingerprint.hex + "  " + escaped + "\n";
    }

    /**
     * The fingerprint of a text as the content of a file, such as the source of a cell.
     *
     * @param text any text
     * @return the SHA-256 of its bytes in UTF-8, as {@code sha256sum} prints it
     */
    public static Fingerprint ofText(String text) {
        return new Sha256().bytes(text).fingerprint();
    }

    /**
     * The fingerprint of a file.
     *
     * @param file a file
     * @return the SHA-256 of its bytes, as {@code sha256sum} prints it
     * @throws UncheckedIOException if the file cannot be read; the message names it
     */
    public static Fingerprint ofFile(Path file) {
        if (Files.isDirectory(file)) {
            throw unreadable(file, new IOException("it is a folder; use Fingerprint.ofFolder"));
        }
        try (var stream = Files.newInputStream(file)) {
            var sha = new Sha256();
            byte[] chunk = new byte[1 << 18];
            for (int length; (length = stream.read(chunk)) >= 0; ) {
                sha.bytes(ByteBuffer.wrap(chunk, 0, length));
            }
            return sha.fingerprint();
        } catch (IOException e) {
            throw unreadable(file, e);
        }
    }

    /**
     * The fingerprint of a folder: the names and contents of all files in it and below. Times, permissions and empty folders
     * do not count; a symbolic link counts as what it points to.
     *
     * @param folder a folder
     * @return {@link #ofParts} of {@link #filesIn}, which is what
     *     <code>find -L . -type f -printf '%P\0' | LC_ALL=C sort -z | xargs -0 sha256sum | sha256sum</code> prints in it
     * @throws UncheckedIOException if something in it cannot be read; the message names it
     */
    public static Fingerprint ofFolder(Path folder) {
        return ofParts(filesIn(folder));
    }

    /**
     * The fingerprints of all files in a folder and below.
     *
     * @param folder a folder
     * @return fingerprints by path, relative to the folder and with {@code /} on every system, ordered by path
     * @throws UncheckedIOException if something in it cannot be read; the message names it
     */
    public static Map<String, Fingerprint> filesIn(Path folder) {
        List<Path> files;
        try (var walk = Files.walk(folder, FileVisitOption.FOLLOW_LINKS)) {
            if (!Files.isDirectory(folder)) {
                throw unreadable(folder, new NotDirectoryException("it is no folder; use Fingerprint.ofFile"));
            }
            files = walk.filter(Files::isRegularFile).toList();
        } catch (UncheckedIOException e) {
            throw unreadable(folder, e.getCause());
        } catch (IOException e) {
            throw unreadable(folder, e);
        }
        var fingerprints = new TreeMap<String, Fingerprint>();
        for (var file : files) {
            fingerprints.put(folder.relativize(file).toString().replace(File.separatorChar, '/'), ofFile(file));
        }
        return fingerprints;
    }

    private static UncheckedIOException unreadable(Path path, IOException cause) {
        String why = cause instanceof NoSuchFileException ? "there is no such file" : cause.getMessage();
        return new UncheckedIOException("no fingerprint of " + path + ": " + why, cause);
    }

    /**
     * The beginning, for people: enough to tell the things of one notebook apart.
     *
     * @return the first 16 digits
     */
    public String brief() {
        return hex.substring(0, 16);
    }

    /** All 64 digits. */
    @Override
    public String toString() {
        return hex;
    }
}
