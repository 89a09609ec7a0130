package dev.reprise.run;

import dev.reprise.seeds.Unrepeatable;
import dev.reprise.storage.JsonLines;
import java.io.Closeable;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** A run as plain files: {@code run.jsonl}, one event on each line, and a folder of artifacts. */
@Unrepeatable("the clock decides only when the file is forced to the disk")
final class RunFiles implements RunSink, Closeable {
    static final String EVENTS = "run.jsonl";
    static final String ARTIFACTS = "artifacts";
    private static final long NANOS_BETWEEN_SYNCS = 1_000_000_000L;

    private final JsonLines lines;
    private long synced = System.nanoTime();

    RunFiles(Path folder) {
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

    @Override
    public void close() {
        lines.close();
    }
}
