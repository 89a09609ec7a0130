package dev.reprise.run;

import dev.reprise.display.TextTable;
import dev.reprise.experiment.Settings;
import dev.reprise.notebook.Displayable;
import dev.reprise.notebook.MimeBundle;
import dev.reprise.statistics.Summary;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;

/**
 * Runs grouped by their hyperparameters: for each point the mean of a metric and its spread. Made by {@link Runs#sweep}.
 *
 * <pre>{@code
 * var folder = java.nio.file.Path.of("target/points");
 * Run.record("xor", folder, run -> run.setting("rate", 0.1).metric("loss", 9, 0.25));
 * Run.record("xor", folder, run -> run.setting("rate", 0.1).metric("loss", 9, 0.27));
 * Run.record("xor", folder, run -> run.setting("rate", 0.2).metric("loss", 9, 0.5));
 * System.out.println(Runs.in(folder).sweep("loss").lowest().inWords());   // rate=0.1: mean 0.26, ...
 * }</pre>
 *
 * @param metric what was measured
 * @param points one for each setting of the hyperparameters, in the order in which they were first run
 */
public record Sweep(String metric, List<Point> points) implements Displayable {
    /**
     * The runs with one setting of the hyperparameters.
     *
     * @param settings the hyperparameters
     * @param values the metric's last value of each run that gave a finite one
     * @param lost how many runs gave none: NaN, infinite, or not measured
     */
    public record Point(Settings settings, List<Double> values, int lost) {
        /** The list is copied. */
        public Point {
            values = List.copyOf(values);
        }

        /**
         * Mean, spread and quantiles.
         *
         * @return the summary
         * @throws IllegalArgumentException if no run gave a finite value
         */
        public Summary summary() {
            return Summary.of(values.stream().mapToDouble(v -> v).toArray());
        }

        /**
         * This point in one sentence.
         *
         * @return for example {@code rate=0.1: mean 0.26, standard deviation 0.01414 over 2 runs}
         */
        public String inWords() {
            String lost = this.lost == 0 ? "" : "; " + this.lost + " more gave no finite value";
            if (values.isEmpty()) {
                return settings + ": no run gave a finite value";
            }
            var summary = summary();
            return settings + ": mean " + TextTable.number(summary.mean())
                    + (values.size() == 1
                            ? " of a single run, whose spread is unknown"
                            : ", standard deviation " + TextTable.number(summary.sd()) + " over " + values.size()
                                    + " runs")
                    + lost;
        }
    }

    /** The list is copied. */
    public Sweep {
        points = List.copyOf(points);
    }

    static Sweep of(String metric, List<RunRecord> runs) {
        if (runs.stream().noneMatch(run -> run.metrics().contains(metric))) {
            throw new IllegalArgumentException("no run has a metric '" + metric + "'");
        }
        var groups = new LinkedHashMap<Settings, List<RunRecord>>();
        runs.forEach(run -> groups.computeIfAbsent(run.settings(), settings -> new ArrayList<>())
                .add(run));
        var points = new ArrayList<Point>();
        groups.forEach((settings, group) -> {
            var values = group.stream()
                    .filter(run -> run.metrics().contains(metric))
                    .map(run -> run.last(metric))
                    .filter(Double::isFinite)
                    .toList();
            points.add(new Point(settings, values, group.size() - values.size()));
        });
        return new Sweep(metric, points);
    }

    /**
     * The point with the lowest mean.
     *
     * @return one point; whether it is better than the next, {@link dev.reprise.statistics.Compare} says
     * @throws IllegalStateException if no run gave a finite value
     */
    public Point lowest() {
        return extreme(Comparator.comparingDouble(point -> point.summary().mean()));
    }

    /**
     * The point with the highest mean.
     *
     * @return one point; whether it is better than the next, {@link dev.reprise.statistics.Compare} says
     * @throws IllegalStateException if no run gave a finite value
     */
    public Point highest() {
        return extreme(Comparator.comparingDouble(point -> -point.summary().mean()));
    }

    private Point extreme(Comparator<Point> order) {
        return points.stream()
                .filter(point -> !point.values().isEmpty())
                .min(order)
                .orElseThrow(() -> new IllegalStateException("no run gave a finite value of '" + metric + "'"));
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
        var table = TextTable.of(metric + " by setting", "setting", "runs", "lost", "mean", "sd", "min", "max");
        for (var point : points) {
            String name = point.settings().toString().isEmpty()
                    ? "(none)"
                    : point.settings().toString();
            if (point.values().isEmpty()) {
                table = table.row(name, 0, point.lost(), "", "", "", "");
                continue;
            }
            var summary = point.summary();
            table = table.row(
                    name,
                    summary.n(),
                    point.lost(),
                    summary.mean(),
                    summary.n() == 1 ? "" : TextTable.number(summary.sd()),
                    summary.min(),
                    summary.max());
        }
        return table;
    }
}
