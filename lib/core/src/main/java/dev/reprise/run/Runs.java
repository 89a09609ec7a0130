package dev.reprise.run;

import dev.reprise.display.TextTable;
import dev.reprise.experiment.Settings;
import dev.reprise.notebook.Displayable;
import dev.reprise.notebook.MimeBundle;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.InstantColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/**
 * The runs of a folder: listed, filtered and compared.
 *
 * <pre>{@code
 * var folder = java.nio.file.Path.of("target/sweep");
 * for (double rate : new double[] {0.1, 0.2}) {
 *     for (int repeat = 0; repeat < 3; repeat++) {
 *         double loss = rate + 0.01 * repeat;
 *         Run.record("xor", folder, run -> run.setting("rate", rate).metric("loss", 9, loss));
 *     }
 * }
 * Runs runs = Runs.in(folder).named("xor").completed();
 * runs.table();                              // one row for each run
 * runs.sweep("loss").lowest().settings();    // rate=0.1
 * }</pre>
 *
 * <p>Immutable; the runs are those that were there when the folder was read.
 */
public final class Runs implements Displayable, Iterable<RunRecord> {
    private static final int SHOWN = 100;

    private final List<RunRecord> records;
    private final List<String> damaged;

    private Runs(List<RunRecord> records, List<String> damaged) {
        this.records = List.copyOf(records);
        this.damaged = List.copyOf(damaged);
    }

    /**
     * Reads all runs of a folder.
     *
     * @param folder the folder given to {@link Run#start}, or one that has such folders
     * @return the runs in the order in which they began; what cannot be read is in {@link #damaged}
     * @throws RunException if the folder cannot be read
     */
    public static Runs in(Path folder) {
        var records = new ArrayList<RunRecord>();
        var damaged = new ArrayList<String>();
        try (var files =
                Files.find(folder, 5, (file, facts) -> file.endsWith(RunFiles.EVENTS) && facts.isRegularFile())) {
            for (Path file : files.sorted().toList()) {
                try {
                    records.add(RunRecord.read(file.getParent()));
                } catch (RunException e) {
                    damaged.add(e.getMessage());
                }
            }
        } catch (IOException e) {
            throw new RunException("the runs in " + folder + " cannot be read: " + e, e);
        }
        records.sort(Comparator.comparing(RunRecord::startedAt).thenComparing(RunRecord::id));
        return new Runs(records, damaged);
    }

    /**
     * All runs.
     *
     * @return in the order in which they began
     */
    public List<RunRecord> all() {
        return records;
    }

    @Override
    public Iterator<RunRecord> iterator() {
        return records.iterator();
    }

    /**
     * Number of runs.
     *
     * @return at least 0
     */
    public int size() {
        return records.size();
    }

    /**
     * Runs that could not be read.
     *
     * @return for each of them what is wrong with it
     */
    public List<String> damaged() {
        return damaged;
    }

    /**
     * Those that fit.
     *
     * @param condition which
     * @return these runs, perhaps none
     */
    public Runs where(Predicate<RunRecord> condition) {
        return new Runs(records.stream().filter(condition).toList(), damaged);
    }

    /**
     * Those with one value of a hyperparameter.
     *
     * @param setting its name
     * @param value its value
     * @return these runs, perhaps none
     * @throws IllegalArgumentException if the value is none that a hyperparameter can have
     */
    public Runs where(String setting, Object value) {
        Object wanted = Settings.of(setting, value).asMap().get(setting);
        return where(run -> wanted.equals(run.settings().asMap().get(setting)));
    }

    /**
     * Those with one name.
     *
     * @param name as given to {@link Run#start}
     * @return these runs, perhaps none
     */
    public Runs named(String name) {
        return where(run -> run.name().equals(name));
    }

    /**
     * Those that were ended as completed.
     *
     * @return these runs, perhaps none
     */
    public Runs completed() {
        return where(run -> run.status() == RunRecord.Status.COMPLETED);
    }

    /**
     * The run that began last.
     *
     * @return one run
     * @throws IllegalStateException if there is none
     */
    public RunRecord latest() {
        if (records.isEmpty()) {
            throw new IllegalStateException("there are no runs");
        }
        return records.get(records.size() - 1);
    }

    /**
     * One run.
     *
     * @param id its id, or so much of its beginning that it is clear
     * @return the run
     * @throws IllegalArgumentException if there is none, or several
     */
    public RunRecord get(String id) {
        var found = records.stream().filter(run -> run.id().startsWith(id)).toList();
        if (found.size() != 1) {
            throw new IllegalArgumentException(
                    found.size() + " runs have an id that begins with '" + id + "'; there are "
                            + String.join(
                                    ", ",
                                    (found.isEmpty() ? records : found)
                                            .stream().map(RunRecord::id).toList()));
        }
        return found.get(0);
    }

    /**
     * Groups the runs by their hyperparameters.
     *
     * @param metric what counts, by its value at the last step
     * @return each point with its runs' mean and spread
     * @throws IllegalArgumentException if no run has this metric
     */
    public Sweep sweep(String metric) {
        return Sweep.of(metric, records);
    }

    /**
     * One row for each run.
     *
     * @return columns {@code run, name, status, started, seconds}, one for each hyperparameter, {@code seeds}, one for each
     *     metric with its value at the last step, and {@code environment}
     */
    public Table table() {
        var table = Table.create(
                "runs",
                StringColumn.create("run", texts(RunRecord::id)),
                StringColumn.create("name", texts(RunRecord::name)),
                StringColumn.create("status", texts(run -> run.status().name().toLowerCase(Locale.ROOT))),
                InstantColumn.create(
                        "started", records.stream().map(RunRecord::startedAt).toList()),
                DoubleColumn.create(
                        "seconds",
                        records.stream()
                                .mapToDouble(run -> run.took().toMillis() / 1000.0)
                                .toArray()));
        Settings.columns(records.stream().map(RunRecord::settings).toList())
                .forEach(column -> table.addColumns(column.setName(free(table, column.name()))));
        table.addColumns(StringColumn.create(free(table, "seeds"), texts(RunRecord::seeds)));
        for (String metric : metrics()) {
            var column = DoubleColumn.create(free(table, metric));
            records.forEach(run -> column.append(run.metrics().contains(metric) ? run.last(metric) : Double.NaN));
            table.addColumns(column);
        }
        return table.addColumns(StringColumn.create(
                free(table, "environment"),
                texts(run -> run.environment()
                        .map(card -> card.fingerprint().brief())
                        .orElse(""))));
    }

    /** A hyperparameter may be called like a metric, but a table has each name once. */
    private static String free(Table table, String name) {
        String free = name;
        for (int n = 2; table.containsColumn(free); n++) {
            free = name + " (" + n + ")";
        }
        return free;
    }

    private List<String> texts(java.util.function.Function<RunRecord, String> text) {
        return records.stream().map(text).toList();
    }

    private LinkedHashSet<String> metrics() {
        var names = new LinkedHashSet<String>();
        records.forEach(run -> names.addAll(run.metrics()));
        return names;
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
        var metrics = metrics();
        var columns = new ArrayList<>(List.of("run", "name", "status", "settings"));
        columns.addAll(metrics);
        String count = size() + (size() == 1 ? " run" : " runs");
        var table = TextTable.of(
                damaged.isEmpty() ? count : count + ", " + damaged.size() + " cannot be read: see damaged()",
                columns.toArray(String[]::new));
        for (var run : records.subList(Math.max(0, size() - SHOWN), size())) {
            var cells = new ArrayList<Object>(List.of(
                    run.id(),
                    run.name(),
                    run.status().name().toLowerCase(Locale.ROOT),
                    run.settings().toString()));
            metrics.forEach(metric -> cells.add(run.metrics().contains(metric) ? (Object) run.last(metric) : ""));
            table = table.row(cells.toArray());
        }
        return table;
    }
}
