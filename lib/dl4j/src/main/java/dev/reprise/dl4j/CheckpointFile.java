package dev.reprise.dl4j;

import com.fasterxml.jackson.jr.ob.JSON;
import dev.reprise.fingerprint.Fingerprint;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.LocalDateTime;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;

/**
 * The file of a checkpoint: a zip of named parts, one of which, {@code reprise.json}, has the SHA-256 of all others and of
 * itself. It appears under its name when all of it is on the disk, or not at all.
 */
final class CheckpointFile {
    static final String FORMAT = "reprise.checkpoint.1";
    private static final String MANIFEST = "reprise.json";
    private static final String SELF = "sha256";
    private static final String PARTS = "parts";
    /** So that the same checkpoint is the same bytes. */
    private static final LocalDateTime NO_TIME = LocalDateTime.of(1980, 1, 1, 0, 0);

    private CheckpointFile() {}

    /** What a file holds. */
    record Content(Map<String, Object> manifest, Map<String, byte[]> parts) {}

    static void write(Path file, Map<String, Object> manifest, Map<String, byte[]> parts) throws IOException {
        byte[] bytes = zip(manifest, parts);
        Path unfinished = file.resolveSibling(file.getFileName() + ".unfinished");
        // Not a channel: an interrupt would close it in the middle of a write.
        try (var stream = new FileOutputStream(unfinished.toFile())) {
            stream.write(bytes);
            stream.getFD().sync();
        }
        Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        sync(file.toAbsolutePath().getParent());
    }

    /** Makes the names in a folder durable, where the system can. */
    private static void sync(Path folder) {
        try (var channel = FileChannel.open(folder, StandardOpenOption.READ)) {
            channel.force(true);
        } catch (IOException e) {
            // Windows cannot open a folder; there the move is as durable as the system makes it.
        }
    }

    private static byte[] zip(Map<String, Object> manifest, Map<String, byte[]> parts) throws IOException {
        var sums = new LinkedHashMap<String, Object>();
        parts.forEach((name, bytes) -> sums.put(name, sha256(bytes)));
        var complete = new LinkedHashMap<String, Object>();
        complete.put("format", FORMAT);
        complete.putAll(manifest);
        complete.put(PARTS, sums);
        complete.put(SELF, sha256(json(complete)));
        var bytes = new ByteArrayOutputStream();
        try (var zip = new ZipOutputStream(bytes)) {
            // Weights hardly become smaller, but the training would wait.
            zip.setLevel(Deflater.NO_COMPRESSION);
            add(zip, MANIFEST, json(complete));
            for (var part : parts.entrySet()) {
                add(zip, part.getKey(), part.getValue());
            }
        }
        return bytes.toByteArray();
    }

    private static void add(ZipOutputStream zip, String name, byte[] bytes) throws IOException {
        var entry = new ZipEntry(name);
        entry.setTimeLocal(NO_TIME);
        zip.putNextEntry(entry);
        zip.write(bytes);
        zip.closeEntry();
    }

    /** Reads and checks everything; an exception says what is wrong with the file. */
    static Content read(Path file) throws IOException {
        var parts = entries(Files.readAllBytes(file));
        byte[] text = parts.remove(MANIFEST);
        if (text == null) {
            throw new IOException("it has no " + MANIFEST);
        }
        var manifest = new LinkedHashMap<>(JSON.std.mapFrom(new String(text, StandardCharsets.UTF_8)));
        if (!FORMAT.equals(manifest.get("format"))) {
            throw new IOException("its format is " + manifest.get("format") + ", not " + FORMAT);
        }
        Object sum = manifest.remove(SELF);
        if (!sha256(json(manifest)).equals(sum)) {
            throw new IOException(MANIFEST + " is damaged");
        }
        for (var expected : ((Map<?, ?>) manifest.get(PARTS)).entrySet()) {
            byte[] part = parts.get((String) expected.getKey());
            if (part == null || !sha256(part).equals(expected.getValue())) {
                throw new IOException(expected.getKey() + (part == null ? " is missing" : " is damaged"));
            }
        }
        return new Content(manifest, parts);
    }

    private static Map<String, byte[]> entries(byte[] zipped) throws IOException {
        var entries = new LinkedHashMap<String, byte[]>();
        try (var zip = new ZipInputStream(new ByteArrayInputStream(zipped))) {
            for (ZipEntry entry; (entry = zip.getNextEntry()) != null; ) {
                entries.put(entry.getName(), zip.readAllBytes());
            }
        } catch (IllegalArgumentException e) {
            throw new IOException("it is no zip file: " + e.getMessage(), e);
        }
        return entries;
    }

    private static String sha256(byte[] bytes) {
        return Fingerprint.of(bytes).hex();
    }

    private static byte[] json(Map<String, Object> object) throws IOException {
        return JSON.std.asString(object).getBytes(StandardCharsets.UTF_8);
    }
}
