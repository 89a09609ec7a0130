package dev.reprise.storage;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Files that are replaced as a whole: whatever happens, a reader finds the old content or the new one, never a part.
 *
 * <pre>{@code
 * AtomicFile.write(java.nio.file.Path.of("target/best.json"), "{\"loss\": 0.25}");
 * }</pre>
 */
public final class AtomicFile {
    private static final AtomicLong COUNT = new AtomicLong();

    private AtomicFile() {}

    /**
     * Writes a text in UTF-8; when this returns it is on the disk.
     *
     * @param file where to; its folder is made if it is not there
     * @param text the new content
     * @throws StorageException if it cannot be written; the old content is then still there
     */
    public static void write(Path file, String text) {
        write(file, text.getBytes(StandardCharsets.UTF_8));
    }

    /**
     * Writes bytes; when this returns they are on the disk.
     *
     * @param file where to; its folder is made if it is not there
     * @param bytes the new content
     * @throws StorageException if they cannot be written; the old content is then still there
     */
    public static void write(Path file, byte[] bytes) {
        Path folder = file.toAbsolutePath().getParent();
        Path unfinished = null;
        try {
            Files.createDirectories(folder);
            unfinished = folder.resolve("." + file.getFileName() + "-"
                    + ProcessHandle.current().pid() + "-" + COUNT.incrementAndGet() + ".tmp");
            try (var channel = FileChannel.open(unfinished, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
                for (var rest = ByteBuffer.wrap(bytes); rest.hasRemaining(); ) {
                    channel.write(rest);
                }
                channel.force(true);
            }
            Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            sync(folder);
        } catch (IOException e) {
            delete(unfinished);
            throw new StorageException(file + " cannot be written: " + e, e);
        }
    }

    private static void delete(Path unfinished) {
        try {
            if (unfinished != null) {
                Files.deleteIfExists(unfinished);
            }
        } catch (IOException e) {
            // It is left behind under a name that nobody reads.
        }
    }

    /** Makes the name of a new file as durable as its content; not every file system has such a thing. */
    static void sync(Path folder) {
        try (var channel = FileChannel.open(folder)) {
            channel.force(true);
        } catch (IOException e) {
            // Windows does not open folders.
        }
    }
}
