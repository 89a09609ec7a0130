package dev.reprise.dl4j;

import java.io.Closeable;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** The files of one training, the newest of which counts if it is whole. */
record CheckpointFolder(Path path) {
    private static final Pattern NAME = Pattern.compile("iteration-\\d{10}\\.zip");
    private static final String LOCK = ".lock";

    /** The newest whole checkpoint, and what is wrong with newer ones. */
    record Newest(Optional<Checkpoint> checkpoint, List<String> damaged) {}

    Path file(int iteration) {
        return path.resolve(String.format(Locale.ROOT, "iteration-%010d.zip", iteration));
    }

    /** Oldest first; the names sort like the numbers in them. */
    List<Path> files() throws IOException {
        if (!Files.isDirectory(path)) {
            return List.of();
        }
        try (var files = Files.list(path)) {
            return files.filter(
                            file -> NAME.matcher(file.getFileName().toString()).matches())
                    .sorted()
                    .toList();
        }
    }

    Newest newest() throws IOException {
        var files = new ArrayList<>(files());
        Collections.reverse(files);
        var damaged = new ArrayList<String>();
        for (Path file : files) {
            try {
                return new Newest(Optional.of(Checkpoint.read(file)), damaged);
            } catch (CheckpointException e) {
                damaged.add(e.getMessage());
            }
        }
        return new Newest(Optional.empty(), damaged);
    }

    void keepNewest(int count) throws IOException {
        var files = files();
        for (Path file : files.subList(0, Math.max(0, files.size() - count))) {
            Files.delete(file);
        }
    }

    /** Makes sure that no other training writes here, until it is closed or this process ends in any way. */
    Closeable lock() throws IOException {
        Files.createDirectories(path);
        var file = new RandomAccessFile(path.resolve(LOCK).toFile(), "rw");
        try {
            if (file.getChannel().tryLock() != null) {
                return file;
            }
        } catch (OverlappingFileLockException e) {
            // The other training runs in this JVM.
        }
        file.close();
        throw new CheckpointException(
                "another training is writing its checkpoints to " + path + ": wait for it, or use another folder");
    }
}
