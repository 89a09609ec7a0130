package dev.reprise.run;

import dev.reprise.seeds.Unrepeatable;
import dev.reprise.storage.AtomicFile;
import dev.reprise.storage.JsonLines;
import dev.reprise.storage.StorageException;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;

/** A run as plain files: {@code run.jsonl}, one event on each line, and a folder of artifacts. */
@Unrepeatable("the clock decides only when the file is forced to the disk")
final class RunFiles implements RunSink, Closeable {
    static final String EVENTS = "run.jsonl";
    static final String ARTIFACTS = "artifacts";
    private static final long NANOS_BETWEEN_SYNCS = 1_000_000_000L;

    private final Path artifacts;
    private final JsonLines lines;
    private long synced = System.nanoTime();

    RunFiles(Path folder) {
        artifacts = folder.resolve(ARTIFACTS);
        lines = JsonLines.open(folder.resolve(EVENTS));
    }

    /** What was written before. */
    List<Map<String, Object>> lines() {
        return lines.lines();
    }

    /** A kill never loses an event; a power failure loses the measurements of the last second at most. */
    @Override
    public void accept(RunEvent event) {
        lines.append(RunJson.encode(event));
        long now = System.nanoTime();
        if (!(event instanceof RunEvent.Measured) || now - synced > NANOS_BETWEEN_SYNCS) {
            lines.sync();
            synced = now;
        }
    }

    /** Copies a file to the artifacts; they never hold half of it. */
    Path keep(Path file) {
        Path target = artifact(file.getFileName().toString());
        Path unfinished = target.resolveSibling("." + target.getFileName() + ".tmp");
        try {
            Files.createDirectories(target.getParent());
            Files.copy(file, unfinished, StandardCopyOption.REPLACE_EXISTING);
            return Files.move(unfinished, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            unfinished.toFile().delete();
            throw new RunException("the artifact " + file + " could not be kept: " + e, e);
        }
    }

    /** Writes bytes to the artifacts. */
    Path keep(String name, byte[] content) {
        Path target = artifact(name);
        try {
            AtomicFile.write(target, content);
            return target;
        } catch (StorageException e) {
            throw new RunException("the artifact could not be kept: " + e.getMessage(), e);
        }
    }

    private Path artifact(String name) {
        Path target = artifacts.resolve(name).normalize();
        if (name.isBlank() || !target.startsWith(artifacts) || target.equals(artifacts)) {
            throw new IllegalArgumentException("an artifact is kept below " + artifacts + ", not at '" + name + "'");
        }
        return target;
    }

    @Override
    public void close() {
        lines.close();
    }
}
