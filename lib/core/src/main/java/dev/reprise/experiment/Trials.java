package dev.reprise.experiment;

import dev.reprise.display.TextTable;
import dev.reprise.notebook.Displayable;
import dev.reprise.notebook.MimeBundle;
import dev.reprise.statistics.Summary;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.LongColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;
import tech.tablesaw.columns.Column;

/**
 * The results of an {@link Experiment}.
 *
 * <pre>{@code
 * double[] errors = trials.values("mse");
 * trials.summary();                                         // mean, sd, median, quartiles, with intervals
 * trials.where("lr", 0.01).table();                         // one row for each trial
 * }</pre>
 *
 * <p>Immutable. Two are equal if they have the same trials with the same bits in the same order; when and where these ran is
 * not compared.
 */
public final class Trials implements Displayable, Iterable<TrialRecord> {
    private static final int SHOWN = 100;

    private final String name;
    private final List<TrialRecord> records;

    Trials(String name, List<TrialRecord> records) {
        this.name = name;
        this.records = List.copyOf(records);
    }

    /**
     * Reads a file that {@link Experiment#keepIn} has written; it may be written to at this moment.
     *
     * @param file the file
     * @return its trials, ordered by settings, levels and repetition; of a trial that was retried the last attempt
     * @throws ExperimentException if the file cannot be read or is damaged; the message names the line
     */
    public static Trials read(Path file) {
        var content = TrialFile.read(file);
        var last = new LinkedHashMap<TrialRecord.Task, TrialRecord>();
        content.trials().forEach(trial -> last.put(trial.task(), trial));
        var order = Comparator.comparing((TrialRecord trial) -> trial.settings().toString())
                .thenComparing(trial -> trial.levels().toString())
                .thenComparing(TrialRecord::repeat);
        return new Trials(
                (String) content.header().get("experiment"),
                last.values().stream().sorted(order).toList());
    }

    /**
     * All trials.
     *
     * @return completed and failed ones, in the order of the experiment's design
     */
    public List<TrialRecord> all() {
        return records;
    }

    @Override
    public Iterator<TrialRecord> iterator() {
        return records.iterator();
    }

    /**
     * The trials that gave a result.
     *
     * @return the completed ones
     */
    public Trials completed() {
        return new Trials(
                name, records.stream().filter(TrialRecord::isCompleted).toList());
    }

    /**
     * The trials without a result.
     *
     * @return those that failed or ran out of time
     */
    public Trials failed() {
        return new Trials(
                name, records.stream().filter(trial -> !trial.isCompleted()).toList());
    }

    /**
     * Number of trials.
     *
     * @return completed and failed ones
     */
    public int size() {
        return records.size();
    }

    /**
     * One number of every completed trial. Failed trials are left out: look at {@link #failed} before you conclude
     * anything, because what fails is seldom a fair sample.
     *
     * @param value the name that the trial gave it
     * @return one number for each completed trial, in their order
     * @throws IllegalArgumentException if a completed trial has no such number
     */
    public double[] values(String value) {
        return results().stream().mapToDouble(result -> result.value(value)).toArray();
    }

    /**
     * One array of every completed trial, such as predictions.
     *
     * @param array the name that the trial gave it
     * @return one row for each completed trial, in their order
     * @throws IllegalArgumentException if a completed trial has no such array
     */
    public double[][] arrays(String array) {
        return results().stream().map(result -> result.array(array)).toArray(double[][]::new);
    }

    /**
     * One array of whole numbers of every completed trial, such as predicted classes.
     *
     * @param array the name that the trial gave it
     * @return one row for each completed trial, in their order
     * @throws IllegalArgumentException if a completed trial has no such array, or it holds another number
     */
    public int[][] ints(String array) {
        return results().stream().map(result -> result.ints(array)).toArray(int[][]::new);
    }

    private List<Result> results() {
        return completed().records.stream().map(TrialRecord::result).toList();
    }

    /**
     * The trials with one value of a setting.
     *
     * @param setting its name
     * @param value its value
     * @return those trials, perhaps none
     * @throws IllegalArgumentException if the value is none that a setting can have
     */
    public Trials where(String setting, Object value) {
        Object wanted = Settings.of(setting, value).asMap().get(setting);
        return new Trials(
                name,
                records.stream()
                        .filter(trial -> wanted.equals(trial.settings().asMap().get(setting)))
                        .toList());
    }

    /**
     * The trials of each point of a sweep.
     *
     * @return trials by settings, in the order of the sweep
     */
    public Map<Settings, Trials> bySettings() {
        var groups = new LinkedHashMap<Settings, List<TrialRecord>>();
        for (var trial : records) {
            groups.computeIfAbsent(trial.settings(), settings -> new ArrayList<>())
                    .add(trial);
        }
        var trials = new LinkedHashMap<Settings, Trials>();
        groups.forEach((settings, group) -> trials.put(settings, new Trials(name, group)));
        return trials;
    }

    /**
     * Summarises every number, for each point of a sweep.
     *
     * @return a table as from {@link Summary#table}; its rows are called like the number, or {@code lr=0.1: mse}
     * @throws IllegalArgumentException if no trial was completed, or a number is NaN or infinite; the message names it
     */
    public Table summary() {
        var samples = new LinkedHashMap<String, double[]>();
        bySettings().forEach((settings, trials) -> {
            var completed = trials.completed();
            for (String value : completed.names(Result::valueNames)) {
                String point = settings.toString();
                samples.put(point.isEmpty() ? value : point + ": " + value, completed.values(value));
            }
        });
        if (samples.isEmpty()) {
            throw new IllegalArgumentException("no trial of '" + name + "' was completed: " + this);
        }
        return Summary.table(samples).setName(name);
    }

    private Set<String> names(Function<Result, List<String>> kind) {
        var names = new LinkedHashSet<String>();
        results().forEach(result -> names.addAll(kind.apply(result)));
        return names;
    }

    /**
     * One row for each trial.
     *
     * @return columns for the settings, the levels of crossed sources ({@code init level}), {@code repeat}, {@code seed},
     *     the numbers and the texts of the result, and {@code outcome}; arrays, times and places are left out. What a failed
     *     trial does not have is a missing value
     */
    public Table table() {
        var columns = new LinkedHashMap<String, Column<?>>();
        Settings.columns(records.stream().map(TrialRecord::settings).toList()).forEach(column -> put(columns, column));
        for (String source : keys(trial -> trial.levels().keySet())) {
            var column = IntColumn.create(source + " level");
            records.forEach(trial -> column.append(trial.levels().get(source)));
            put(columns, column);
        }
        put(
                columns,
                IntColumn.create(
                        "repeat", records.stream().mapToInt(TrialRecord::repeat).toArray()));
        put(
                columns,
                LongColumn.create(
                        "seed", records.stream().mapToLong(TrialRecord::seed).toArray()));
        for (String value : names(Result::valueNames)) {
            var column = DoubleColumn.create(value);
            records.forEach(trial -> column.append((Double) part(trial, value)));
            put(columns, column);
        }
        for (String text : names(Result::textNames)) {
            var column = StringColumn.create(text);
            records.forEach(trial -> column.append((String) part(trial, text)));
            put(columns, column);
        }
        put(
                columns,
                StringColumn.create(
                        "outcome",
                        records.stream().map(t -> t.outcome().toString()).toList()));
        return Table.create(name, columns.values());
    }

    /** A result may use the name of a setting, but a table has each name once. */
    private static void put(Map<String, Column<?>> columns, Column<?> column) {
        while (columns.containsKey(column.name())) {
            column.setName(column.name() + " (result)");
        }
        columns.put(column.name(), column);
    }

    private static Object part(TrialRecord trial, String part) {
        return trial.isCompleted() ? trial.result().parts().get(part) : null;
    }

    private Set<String> keys(Function<TrialRecord, Set<String>> kind) {
        var keys = new LinkedHashSet<String>();
        records.forEach(trial -> keys.addAll(kind.apply(trial)));
        return keys;
    }

    @Override
    public MimeBundle toMimeBundle() {
        return sheet().toMimeBundle();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Trials trials && records.equals(trials.records);
    }

    @Override
    public int hashCode() {
        return records.hashCode();
    }

    /** The same table as the notebook shows, in plain text. */
    @Override
    public String toString() {
        return sheet().toString();
    }

    private TextTable sheet() {
        int failures = failed().size();
        String count = String.format(Locale.ROOT, "%s: %d %s", name, size(), size() == 1 ? "trial" : "trials");
        var values = names(Result::valueNames);
        var columns = new ArrayList<>(List.of("trial"));
        columns.addAll(values);
        columns.add("outcome");
        var table = TextTable.of(
                failures == 0 ? count : count + ", " + failures + " without a result", columns.toArray(String[]::new));
        for (var trial : records.subList(0, Math.min(SHOWN, size()))) {
            var cells = new ArrayList<Object>(List.of(trial.task().toString()));
            for (String value : values) {
                Object part = part(trial, value);
                cells.add(part == null ? "" : part);
            }
            cells.add(trial.outcome().toString());
            table = table.row(cells.toArray());
        }
        if (size() > SHOWN) {
            var rest = new ArrayList<Object>(columns);
            rest.replaceAll(column -> "");
            rest.set(0, size() - SHOWN + " more");
            table = table.row(rest.toArray());
        }
        return table;
    }
}
