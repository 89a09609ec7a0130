package dev.reprise.storage;

import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The right to write to a file, given to one at a time and back by a kill. It is a lock on a hidden file beside it: POSIX
 * takes a process's locks on a file away as soon as the process closes the file anywhere, for example after reading it.
 */
final class WriterLock implements Closeable {
    private static final Set<Path> HELD_HERE = ConcurrentHashMap.newKeySet();

    private final Path path;
    private final FileChannel channel;

    private WriterLock(Path path, FileChannel channel) {
        this.path = path;
        this.channel = channel;
    }

    /** Takes the lock of a file in an existing folder. */
    static WriterLock acquire(Path file) throws IOException {
        Path path = lockOf(file);
        if (!HELD_HERE.add(path)) {
            throw busy(file);
        }
        FileChannel channel = null;
        boolean locked = false;
        try {
            channel = FileChannel.open(path, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            locked = channel.tryLock() != null;
            if (!locked) {
                throw busy(file);
            }
            return new WriterLock(path, channel);
        } catch (OverlappingFileLockException e) {
            throw busy(file);
        } finally {
            if (!locked) {
                HELD_HERE.remove(path);
                if (channel != null) {
                    channel.close();
                }
            }
        }
    }

    private static StorageException.Busy busy(Path file) {
        return new StorageException.Busy("somebody else is writing to " + file + "; wait for it or stop it");
    }

    /** Whether somebody has the lock of a file. */
    static boolean isHeld(Path file) throws IOException {
        Path path = lockOf(file);
        if (HELD_HERE.contains(path)) {
            return true;
        }
        if (!Files.exists(path)) {
            return false;
        }
        // A shared lock is refused while somebody holds the exclusive one.
        try (var channel = FileChannel.open(path)) {
            return channel.tryLock(0, Long.MAX_VALUE, true) == null;
        } catch (OverlappingFileLockException e) {
            return true;
        }
    }

    private static Path lockOf(Path file) throws IOException {
        Path absolute = file.toAbsolutePath().normalize();
        return absolute.getParent().toRealPath().resolve("." + absolute.getFileName() + ".lock");
    }

    @Override
    public void close() throws IOException {
        try {
            channel.close();
        } finally {
            HELD_HERE.remove(path);
        }
    }
}
