package dev.reprise.experiment;

import dev.reprise.storage.JsonLines;
import dev.reprise.storage.StorageException;
import java.io.Closeable;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** An append-only file of trials: {@link JsonLines}, the first of which describes the experiment. */
final class TrialFile implements Closeable {
    private final JsonLines lines;
    private final List<TrialRecord> trials;

    private TrialFile(JsonLines lines, List<TrialRecord> trials) {
        this.lines = lines;
        this.trials = trials;
    }

    /** Opens a file for this process alone; makes it if it is not there, and cuts off a torn last line. */
    static TrialFile open(Path path, Map<String, Object> header) {
        JsonLines lines = null;
        try {
            lines = JsonLines.open(path);
            if (lines.lines().isEmpty()) {
                lines.append(header);
                lines.sync();
            }
            var content = content(path, lines.lines().isEmpty() ? List.of(header) : lines.lines());
            if (!content.header.get("digest").equals(header.get("digest"))) {
                throw new ExperimentException(path + " holds the trials of another experiment: " + content.header);
            }
            var opened = new TrialFile(lines, content.trials);
            lines = null;
            return opened;
        } catch (StorageException.Busy e) {
            throw new ExperimentException(
                    "the experiment is running elsewhere: another run is writing to " + path
                            + "; wait for it or stop it",
                    e);
        } catch (StorageException e) {
            throw unusable(e);
        } finally {
            if (lines != null) {
                lines.close();
            }
        }
    }

    /** The trials of a file that may be written to at this moment. */
    static Content read(Path path) {
        try {
            return content(path, JsonLines.read(path));
        } catch (StorageException e) {
            throw unusable(e);
        }
    }

    private static ExperimentException unusable(StorageException e) {
        return new ExperimentException("the file of trials " + e.getMessage(), e);
    }

    /** What stands in a file: the experiment, and its trials in the order in which they ended. */
    record Content(Map<String, Object> header, List<TrialRecord> trials) {}

    private static Content content(Path path, List<Map<String, Object>> lines) {
        if (lines.isEmpty()) {
            throw new ExperimentException(path + " holds no experiment");
        }
        if (!Experiment.FORMAT.equals(lines.get(0).get("format"))) {
            throw new ExperimentException(path + " is not a file of trials of format " + Experiment.FORMAT);
        }
        try {
            var trials = lines.stream().skip(1).map(TrialJson::trial).toList();
            return new Content(lines.get(0), trials);
        } catch (RuntimeException e) {
            throw new ExperimentException("the file of trials " + path + " holds something else: " + e.getMessage(), e);
        }
    }

    /** The trials that were in the file when it was opened. */
    List<TrialRecord> trials() {
        return trials;
    }

    /** Appends a trial; when this returns it is on the disk. */
    void append(TrialRecord trial) {
        try {
            lines.append(TrialJson.encode(trial));
            lines.sync();
        } catch (StorageException e) {
            throw new ExperimentException("a trial could not be written down: " + e.getMessage(), e);
        }
    }

    @Override
    public void close() {
        lines.close();
    }
}
