package dev.reprise.storage;

import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.zip.CRC32C;

/**
 * An append-only file of JSON objects, one on each line, in UTF-8.
 *
 * <pre>{@code
 * try (var lines = JsonLines.open(java.nio.file.Path.of("target/losses.jsonl"))) {
 *     lines.append(java.util.Map.of("epoch", 1, "loss", 0.25));
 *     lines.sync();
 * }
 * }</pre>
 *
 * <p>Every object ends with the member {@code crc32c}: the CRC-32C, as eight hexadecimal digits, of the line's bytes before
 * it. A line counts from the moment at which its newline is written; what follows the last newline was torn by a crash and
 * is cut off. Anything else that does not fit is an error, never skipped. One process at a time can write; any number can
 * read at the same time.
 */
public final class JsonLines implements Closeable {
    private static final String CHECKSUM = ",\"crc32c\":\"";

    // Not a channel: an interrupt would close it in the middle of a write.
    private final RandomAccessFile file;
    private final Path path;
    private final WriterLock lock;
    private final List<Map<String, Object>> lines;
    private long end;

    private JsonLines(Path path, WriterLock lock, RandomAccessFile file, long end, List<Map<String, Object>> lines) {
        this.path = path;
        this.lock = lock;
        this.file = file;
        this.end = end;
        this.lines = lines;
    }

    /**
     * Opens a file for this process alone; makes it if it is not there, and cuts off a torn last line.
     *
     * @param path the file; its folder is made if it is not there
     * @return the open file
     * @throws StorageException.Busy if somebody else is writing to it
     * @throws StorageException if it cannot be written, or is no such file; it is then left as it is
     */
    public static JsonLines open(Path path) {
        WriterLock lock = null;
        RandomAccessFile file = null;
        JsonLines opened = null;
        try {
            Path folder = path.toAbsolutePath().getParent();
            Files.createDirectories(folder);
            lock = WriterLock.acquire(path);
            file = new RandomAccessFile(path.toFile(), "rw");
            byte[] bytes = new byte[Math.toIntExact(file.length())];
            file.readFully(bytes);
            int whole = wholeLines(bytes);
            var lines = parse(path, bytes, whole);
            file.setLength(whole);
            file.seek(whole);
            if (whole == 0) {
                AtomicFile.sync(folder);
            }
            opened = new JsonLines(path, lock, file, whole, lines);
            return opened;
        } catch (IOException e) {
            throw new StorageException(path + " cannot be written: " + e, e);
        } finally {
            if (opened == null) {
                close(path, file, lock);
            }
        }
    }

    /**
     * Reads the whole lines of a file, which may be written to at this moment.
     *
     * @param path the file
     * @return its objects in their order, each without its checksum
     * @throws StorageException if it cannot be read or is damaged; the message names the line
     */
    public static List<Map<String, Object>> read(Path path) {
        try {
            byte[] bytes = Files.readAllBytes(path);
            return parse(path, bytes, wholeLines(bytes));
        } catch (IOException e) {
            throw new StorageException(path + " cannot be read: " + e, e);
        }
    }

    /**
     * Whether somebody is writing to a file at this moment.
     *
     * @param path the file
     * @return true if it is open in this or another process
     * @throws StorageException if it cannot be read
     */
    public static boolean isBusy(Path path) {
        try {
            return WriterLock.isHeld(path);
        } catch (IOException e) {
            throw new StorageException(path + " cannot be read: " + e, e);
        }
    }

    /**
     * The objects that were in the file when it was opened.
     *
     * @return in their order, each without its checksum
     */
    public List<Map<String, Object>> lines() {
        return lines;
    }

    /**
     * Appends an object. When this returns, a kill of the process cannot take it away; a power failure can, until
     * {@link #sync}.
     *
     * @param object not empty; maps, lists, texts, numbers, truth values and nulls
     * @throws StorageException if it cannot be written, for example because the disk is full; the file is then as before, and
     *     can be appended to again
     */
    public synchronized void append(Map<String, ?> object) {
        byte[] line = line(object);
        try {
            file.write(line);
            end += line.length;
        } catch (IOException e) {
            try {
                file.setLength(end);
                file.seek(end);
            } catch (IOException second) {
                e.addSuppressed(second);
            }
            throw new StorageException("a line could not be appended to " + path + ": " + e.getMessage(), e);
        }
    }

    /**
     * Makes everything appended so far survive a power failure.
     *
     * @throws StorageException if the disk refuses
     */
    public synchronized void sync() {
        try {
            file.getFD().sync();
        } catch (IOException e) {
            throw new StorageException(path + " could not be forced to the disk: " + e.getMessage(), e);
        }
    }

    @Override
    public synchronized void close() {
        close(path, file, lock);
    }

    private static void close(Path path, Closeable... resources) {
        IOException failure = null;
        for (var resource : resources) {
            try {
                if (resource != null) {
                    resource.close();
                }
            } catch (IOException e) {
                failure = e;
            }
        }
        if (failure != null) {
            throw new StorageException(path + " could not be closed: " + failure, failure);
        }
    }

    private static byte[] line(Map<String, ?> object) {
        String text = Json.write(object);
        if (object.isEmpty()) {
            throw new IllegalArgumentException("an empty object cannot carry a checksum");
        }
        byte[] body = text.substring(0, text.length() - 1).getBytes(StandardCharsets.UTF_8);
        var line = new ByteArrayOutputStream();
        line.writeBytes(body);
        line.writeBytes((CHECKSUM + checksum(body) + "\"}\n").getBytes(StandardCharsets.UTF_8));
        return line.toByteArray();
    }

    private static String checksum(byte[] bytes) {
        var crc = new CRC32C();
        crc.update(bytes);
        return String.format(Locale.ROOT, "%08x", crc.getValue());
    }

    private static int wholeLines(byte[] bytes) {
        int end = bytes.length;
        while (end > 0 && bytes[end - 1] != '\n') {
            end--;
        }
        return end;
    }

    private static List<Map<String, Object>> parse(Path path, byte[] bytes, int whole) {
        var lines = new ArrayList<Map<String, Object>>();
        int number = 0;
        for (int start = 0, end; start < whole; start = end + 1) {
            for (end = start; bytes[end] != '\n'; end++) {}
            number++;
            try {
                lines.add(parse(Arrays.copyOfRange(bytes, start, end)));
            } catch (IOException | RuntimeException e) {
                throw damaged(path, number, e.getMessage(), e);
            }
        }
        // A crash leaves the beginning of an object, or zeros where a block was not written.
        if (whole < bytes.length && bytes[whole] != '{' && bytes[whole] != 0) {
            throw damaged(path, number + 1, "it is no JSON object", null);
        }
        return lines;
    }

    private static StorageException damaged(Path path, int line, String why, Exception cause) {
        return new StorageException(
                path + ", line " + line + " is damaged: " + why + ". Restore the file from a copy, or delete that line",
                cause);
    }

    private static Map<String, Object> parse(byte[] line) throws IOException {
        var text = new String(line, StandardCharsets.UTF_8);
        int end = text.lastIndexOf(CHECKSUM);
        if (end < 0) {
            throw new IllegalArgumentException("it has no checksum");
        }
        String expected = checksum(text.substring(0, end).getBytes(StandardCharsets.UTF_8));
        if (!text.substring(end).equals(CHECKSUM + expected + "\"}")) {
            throw new IllegalArgumentException("its checksum is not " + expected);
        }
        return Json.read(text.substring(0, end) + "}");
    }
}
