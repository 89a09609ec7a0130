package dev.reprise.run;

import dev.reprise.display.TextTable;
import dev.reprise.environment.EnvironmentCard;
import dev.reprise.experiment.Settings;
import dev.reprise.fingerprint.Fingerprint;
import dev.reprise.notebook.Displayable;
import dev.reprise.notebook.MimeBundle;
import dev.reprise.storage.JsonLines;
import dev.reprise.storage.StorageException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.LongColumn;
import tech.tablesaw.api.Table;

/**
 * What was recorded of one run.
 *
 * <pre>{@code
 * RunRecord record = Run.record("xor", java.nio.file.Path.of("target/runs"), run -> {
 *     run.setting("learning rate", 0.1);
 *     run.metric("loss", 0, 0.25).metric("loss", 1, 0.125);
 * });
 * record.last("loss");         // 0.125
 * record.history();            // a table: step, loss
 * }</pre>
 */
public final class RunRecord implements Displayable {
    /** How far a run got. */
    public enum Status {
        /** Its process is writing to it at this moment. */
        RUNNING,
        /** It was ended as completed. */
        COMPLETED,
        /** It was ended as failed. */
        FAILED,
        /** Its process ended without ending it, by a kill for example. */
        INTERRUPTED
    }

    private final Path folder;
    private final boolean busy;
    private RunEvent.Started started;
    private RunEvent.Ended ended;
    private Instant lastSeen;
    private Settings settings = Settings.NONE;
    private String seeds = "";
    private EnvironmentCard environment;
    private final Map<String, DataCard> data = new LinkedHashMap<>();
    private final Map<String, TreeMap<Long, MetricPoint>> metrics = new LinkedHashMap<>();
    private final Map<String, RunEvent.Kept> artifacts = new LinkedHashMap<>();
    private final Map<String, Fingerprint> code = new LinkedHashMap<>();
    private final Map<String, String> notes = new LinkedHashMap<>();

    private RunRecord(Path folder, boolean busy) {
        this.folder = folder;
        this.busy = busy;
    }

    /**
     * Reads a run, which may be running.
     *
     * @param folder its folder
     * @return what is recorded until now
     * @throws RunException if there is no run in it, or its file is damaged; the message names the line
     */
    public static RunRecord read(Path folder) {
        Path file = folder.resolve(RunFiles.EVENTS);
        if (!Files.exists(file)) {
            throw new RunException("there is no run in " + folder + ": it has no file " + RunFiles.EVENTS, null);
        }
        int number = 0;
        try {
            var record = new RunRecord(folder, JsonLines.isBusy(file));
            for (var line : JsonLines.read(file)) {
                number++;
                record.add(RunJson.event(line, folder));
            }
            if (record.started == null) {
                throw new RunException("the run in " + folder + " was killed before anything was written", null);
            }
            return record;
        } catch (StorageException e) {
            throw new RunException("the run cannot be read: " + e.getMessage(), e);
        } catch (IllegalArgumentException | ClassCastException | java.time.DateTimeException e) {
            throw new RunException(file + ", line " + number + " is no event of a run: " + e.getMessage(), e);
        }
    }

    private void add(RunEvent event) {
        if (event instanceof RunEvent.Started start) {
            started = started == null ? start : started;
            ended = null;
            lastSeen = start.time();
        } else if (event instanceof RunEvent.Configured configured) {
            settings = settings.and(configured.settings());
        } else if (event instanceof RunEvent.Seeded seeded) {
            seeds = seeded.seeds();
        } else if (event instanceof RunEvent.DataUsed used) {
            data.put(used.card().name(), used.card());
        } else if (event instanceof RunEvent.Environment seen) {
            environment = seen.card();
        } else if (event instanceof RunEvent.Code ran) {
            code.put(ran.cell(), ran.fingerprint());
        } else if (event instanceof RunEvent.Measured measured) {
            metrics.computeIfAbsent(measured.metric(), metric -> new TreeMap<>())
                    .put(measured.step(), new MetricPoint(measured.step(), measured.value(), measured.time()));
            lastSeen = measured.time();
        } else if (event instanceof RunEvent.Kept kept) {
            artifacts.put(kept.name(), kept);
        } else if (event instanceof RunEvent.Noted noted) {
            notes.put(noted.name(), noted.text());
        } else if (event instanceof RunEvent.Ended end) {
            ended = end;
            lastSeen = end.time();
        }
    }

    /**
     * Where the run lies.
     *
     * @return its folder
     */
    public Path folder() {
        return folder;
    }

    /**
     * What tells this run from all others.
     *
     * @return its id, which is the name of its folder when it was made
     */
    public String id() {
        return started.id();
    }

    /**
     * What was run.
     *
     * @return the name given to {@link Run#start}
     */
    public String name() {
        return started.name();
    }

    /**
     * When it began.
     *
     * @return the time of its first start
     */
    public Instant startedAt() {
        return started.time();
    }

    /**
     * How long it took, from its first start to its end, or as far as is known.
     *
     * @return the time from the first event to the last
     */
    public Duration took() {
        return Duration.between(started.time(), lastSeen);
    }

    /**
     * How far it got.
     *
     * @return its state when it was read
     */
    public Status status() {
        if (ended != null) {
            return ended.error().isEmpty() ? Status.COMPLETED : Status.FAILED;
        }
        return busy ? Status.RUNNING : Status.INTERRUPTED;
    }

    /**
     * Why it failed.
     *
     * @return the error, empty if it did not fail
     */
    public String error() {
        return ended == null ? "" : ended.error();
    }

    /**
     * Hyperparameters.
     *
     * @return values by name
     */
    public Settings settings() {
        return settings;
    }

    /**
     * Where randomness came from.
     *
     * @return in words, such as {@code Seeds 42}; empty if not said
     */
    public String seeds() {
        return seeds;
    }

    /**
     * Data that were used.
     *
     * @return cards, in the order in which they were named
     */
    public List<DataCard> data() {
        return List.copyOf(data.values());
    }

    /**
     * The environment, as last written down.
     *
     * @return empty if the run was killed before it was
     */
    public Optional<EnvironmentCard> environment() {
        return Optional.ofNullable(environment);
    }

    /**
     * Names of what was measured.
     *
     * @return in the order in which they first appeared
     */
    public List<String> metrics() {
        return List.copyOf(metrics.keySet());
    }

    /**
     * One metric over time.
     *
     * @param name which
     * @return one measurement for each step, ascending
     * @throws IllegalArgumentException if the run has no such metric
     */
    public List<MetricPoint> metric(String name) {
        if (!metrics.containsKey(name)) {
            throw new IllegalArgumentException("run " + id() + " has no metric '" + name + "'; it has "
                    + (metrics.isEmpty() ? "none" : String.join(", ", metrics.keySet())));
        }
        return List.copyOf(metrics.get(name).values());
    }

    /**
     * The value of a metric at its last step.
     *
     * @param name which
     * @return the number
     * @throws IllegalArgumentException if the run has no such metric
     */
    public double last(String name) {
        var points = metric(name);
        return points.get(points.size() - 1).value();
    }

    /**
     * All metrics over time.
     *
     * @return a table with the column {@code step} and one for each metric, missing where it was not measured
     */
    public Table history() {
        var steps = new TreeSet<Long>();
        metrics.values().forEach(points -> steps.addAll(points.keySet()));
        var table = Table.create(
                name(),
                LongColumn.create("step", steps.stream().mapToLong(s -> s).toArray()));
        metrics.forEach((name, points) -> {
            var column = DoubleColumn.create(name.equals("step") ? "step (metric)" : name);
            steps.forEach(step ->
                    column.append(points.containsKey(step) ? points.get(step).value() : Double.NaN));
            table.addColumns(column);
        });
        return table;
    }

    /**
     * Files that were kept, with their digests.
     *
     * @return by name; those with the same name were replaced
     */
    public Map<String, RunEvent.Kept> artifacts() {
        return Collections.unmodifiableMap(new LinkedHashMap<>(artifacts));
    }

    /**
     * A file that was kept, checked to be the same as when it was kept.
     *
     * @param name its name
     * @return where it lies
     * @throws IllegalArgumentException if the run has no such artifact
     * @throws RunException if the file is gone or was changed since
     */
    public Path artifact(String name) {
        var kept = artifacts.get(name);
        if (kept == null) {
            throw new IllegalArgumentException("run " + id() + " has no artifact '" + name + "'; it has "
                    + (artifacts.isEmpty() ? "none" : String.join(", ", artifacts.keySet())));
        }
        if (!Files.exists(kept.file())) {
            throw new RunException("the artifact " + kept.file() + " is gone", null);
        }
        if (!Fingerprint.ofFile(kept.file()).equals(kept.fingerprint())) {
            throw new RunException("the artifact " + kept.file() + " was changed since it was kept", null);
        }
        return kept.file();
    }

    /**
     * Digests of the code that ran.
     *
     * @return by the name of the cell
     */
    public Map<String, Fingerprint> code() {
        return Collections.unmodifiableMap(new LinkedHashMap<>(code));
    }

    /**
     * Words about the run.
     *
     * @return by what they are about
     */
    public Map<String, String> notes() {
        return Collections.unmodifiableMap(new LinkedHashMap<>(notes));
    }

    /**
     * What is different in another run.
     *
     * @param other the other one
     * @return differences of settings, seeds, data, code, environment, metrics and artifacts
     */
    public RunDifference to(RunRecord other) {
        return RunDifference.between(this, other);
    }

    @Override
    public MimeBundle toMimeBundle() {
        return sheet().toMimeBundle();
    }

    /** The same table as the notebook shows, in plain text. */
    @Override
    public String toString() {
        return sheet().toString();
    }

    private TextTable sheet() {
        var table = TextTable.of("Run " + name() + " " + id(), "", "value")
                .row("status", status().name().toLowerCase(Locale.ROOT) + (error().isEmpty() ? "" : ": " + error()))
                .row("started", startedAt().toString().replaceFirst("\\.\\d+Z", "Z"))
                .row("took", seconds(took()))
                .row("settings", settings.toString())
                .row("seeds", seeds.isEmpty() ? "not said" : seeds);
        for (var card : data.values()) {
            table = table.row("data " + card.name(), card.fingerprint().brief());
        }
        for (String metric : metrics.keySet()) {
            int points = metrics.get(metric).size();
            table = table.row(
                    metric, TextTable.number(last(metric)) + (points == 1 ? "" : " (the last of " + points + ")"));
        }
        for (var kept : new ArrayList<>(artifacts.values())) {
            table = table.row("artifact " + kept.name(), kept.fingerprint().brief());
        }
        for (var note : notes.entrySet()) {
            table = table.row(note.getKey(), note.getValue());
        }
        return table.row(
                "environment",
                environment == null ? "not known" : environment.fingerprint().brief());
    }

    static String seconds(Duration duration) {
        return TextTable.number(duration.toMillis() / 1000.0) + " s";
    }
}
