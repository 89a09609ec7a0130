package dev.reprise.agreement;

import dev.reprise.display.TextTable;
import dev.reprise.notebook.Displayable;
import dev.reprise.notebook.MimeBundle;
import dev.reprise.statistics.Interval;
import dev.reprise.statistics.Summary;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.apache.commons.statistics.distribution.TDistribution;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.Table;

/**
 * The predictions of several runs of one classifier on one test set: how right, and how much alike.
 *
 * <pre>{@code
 * var agreement = Agreement.of(labels, predictions);    // predictions[run][example]
 * agreement.effectiveTestAccuracy();
 * agreement.interval(Agreement::effectiveTestAccuracy, 0.95);
 * }</pre>
 *
 * <p>Always read accuracy and prediction difference beside Effective Test Accuracy: a classifier that predicts one class
 * for everything agrees with itself perfectly.
 *
 * <p>The runs are the sample, not their pairs: with 5 runs there are 10 pairs, but they share runs and are not
 * independent. A test that takes them as 10 observations, such as Wilcoxon's of ten positive prediction differences
 * against 0, gives p = 2/2¹⁰ whatever the data.
 */
public final class Agreement implements Displayable {
    private final int[] truth;
    private final int[][] runs;

    private Agreement(int[] truth, int[][] runs) {
        this.truth = truth;
        this.runs = runs;
    }

    /**
     * The predictions of several runs.
     *
     * @param truth the label of each example, at least 1; any integers
     * @param predictions one row for each run, at least 2, with one label for each example
     * @return their agreement
     * @throws IllegalArgumentException if there is no example or only one run, or a row has another length
     */
    public static Agreement of(int[] truth, int[][] predictions) {
        if (truth.length == 0) {
            throw new IllegalArgumentException("agreement needs at least one example");
        }
        if (predictions.length < 2) {
            throw new IllegalArgumentException(
                    "agreement needs the predictions of at least 2 runs, not of " + predictions.length);
        }
        for (int run = 0; run < predictions.length; run++) {
            if (predictions[run].length != truth.length) {
                throw new IllegalArgumentException("run " + run + " has " + predictions[run].length
                        + " predictions for " + truth.length + " examples");
            }
        }
        return new Agreement(
                truth.clone(), Arrays.stream(predictions).map(int[]::clone).toArray(int[][]::new));
    }

    /**
     * Number of runs.
     *
     * @return at least 2
     */
    public int runs() {
        return runs.length;
    }

    /**
     * Number of examples.
     *
     * @return at least 1
     */
    public int examples() {
        return truth.length;
    }

    /**
     * The accuracy of each run.
     *
     * @return shares from 0 to 1, in the order of the runs
     */
    public double[] accuracies() {
        return Arrays.stream(runs)
                .mapToDouble(run -> (double) correct(run) / truth.length)
                .toArray();
    }

    private int correct(int[] run) {
        int correct = 0;
        for (int i = 0; i < truth.length; i++) {
            correct += run[i] == truth[i] ? 1 : 0;
        }
        return correct;
    }

    /**
     * The mean accuracy of the runs.
     *
     * @return from 0 to 1
     */
    public double meanAccuracy() {
        return meanCorrect() / truth.length;
    }

    private double meanCorrect() {
        long sum = 0;
        for (int[] run : runs) {
            sum += correct(run);
        }
        return (double) sum / runs.length;
    }

    /**
     * The share of examples on which two runs predict different labels; between two runs that is what churn is.
     *
     * @param r the index of a run
     * @param s the index of another
     * @return from 0 to 1; never less than the difference of the two accuracies
     * @throws IndexOutOfBoundsException if there is no such run
     */
    public double predictionDifference(int r, int s) {
        return (double) different(runs[r], runs[s]) / truth.length;
    }

    /**
     * The prediction differences of all pairs.
     *
     * @return {@code R (R - 1) / 2} shares, in the order (0,1), (0,2), ..., (1,2), ...
     */
    public double[] predictionDifferences() {
        return pairs(this::predictionDifference);
    }

    private static int different(int[] first, int[] second) {
        int different = 0;
        for (int i = 0; i < first.length; i++) {
            different += first[i] != second[i] ? 1 : 0;
        }
        return different;
    }

    /**
     * The mean prediction difference over all pairs of runs: also called expected churn.
     *
     * @return from 0 to 1; at most {@code 2 (1 - meanAccuracy)}
     */
    public double meanPredictionDifference() {
        return meanDifferent() / truth.length;
    }

    private double meanDifferent() {
        long sum = 0;
        for (int r = 0; r < runs.length; r++) {
            for (int s = r + 1; s < runs.length; s++) {
                sum += different(runs[r], runs[s]);
            }
        }
        return sum / (runs.length * (runs.length - 1) / 2.0);
    }

    /**
     * Effective Test Accuracy, the mean accuracy less the mean prediction difference. It lies between
     * {@code 3 meanAccuracy - 2} and {@code meanAccuracy}.
     *
     * @return from -1 to 1
     * @see <a href="https://github.com/apurvakokate/Reproducibility">Kokate's study of regularisers, which defines it</a>
     */
    public double effectiveTestAccuracy() {
        return (meanCorrect() - meanDifferent()) / truth.length;
    }

    /**
     * Cohen's kappa of two runs: agreement beyond what their label frequencies alone would give,
     * {@code (p - e) / (1 - e)}.
     *
     * @param r the index of a run
     * @param s the index of another
     * @return at most 1; 0 for chance; NaN if both predict one and the same label for everything
     * @throws IndexOutOfBoundsException if there is no such run
     * @see <a href="https://doi.org/10.1177/001316446002000104">Cohen 1960</a>
     */
    public double kappa(int r, int s) {
        var first = frequencies(runs[r]);
        var second = frequencies(runs[s]);
        long products = 0;
        for (var entry : first.entrySet()) {
            products += (long) entry.getValue() * second.getOrDefault(entry.getKey(), 0);
        }
        double expected = (double) products / ((double) truth.length * truth.length);
        return (1 - predictionDifference(r, s) - expected) / (1 - expected);
    }

    private static SortedMap<Integer, Integer> frequencies(int[] labels) {
        var frequencies = new TreeMap<Integer, Integer>();
        for (int label : labels) {
            frequencies.merge(label, 1, Integer::sum);
        }
        return frequencies;
    }

    /**
     * The mean of Cohen's kappa over all pairs of runs.
     *
     * @return at most 1; NaN if it is for one pair
     */
    public double meanKappa() {
        return Arrays.stream(pairs(this::kappa)).average().orElseThrow();
    }

    private interface OfPair {
        double value(int r, int s);
    }

    private double[] pairs(OfPair statistic) {
        return IntStream.range(0, runs.length)
                .boxed()
                .flatMapToDouble(r -> IntStream.range(r + 1, runs.length).mapToDouble(s -> statistic.value(r, s)))
                .toArray();
    }

    /**
     * Wins, losses and churn if one run replaced another.
     *
     * @param before the index of a run
     * @param after the index of another
     * @return the counts
     * @throws IndexOutOfBoundsException if there is no such run
     */
    public Churn churn(int before, int after) {
        return Churn.between(truth, runs[before], runs[after]);
    }

    /**
     * The examples of each true class apart. Overall accuracy may stand still while single classes move.
     *
     * @return by label, ascending, the agreement on the examples that have it
     */
    public SortedMap<Integer, Agreement> perClass() {
        var classes = new TreeMap<Integer, Agreement>();
        for (int label : frequencies(truth).keySet()) {
            int[] members = IntStream.range(0, truth.length)
                    .filter(i -> truth[i] == label)
                    .toArray();
            classes.put(
                    label,
                    new Agreement(
                            select(truth, members),
                            Arrays.stream(runs).map(run -> select(run, members)).toArray(int[][]::new)));
        }
        return Collections.unmodifiableSortedMap(classes);
    }

    private static int[] select(int[] values, int[] indices) {
        return IntStream.of(indices).map(i -> values[i]).toArray();
    }

    /**
     * An interval for what other runs of the same configuration would give on this test set: each run is left out once
     * (the jackknife for statistics of pairs), and Student's t with R - 1 degrees of freedom is used. For the mean accuracy
     * this is the interval of {@link Summary#meanInterval()}. It involves no random numbers, and pairs are never taken
     * for independent observations.
     *
     * @param statistic a mean over runs or over pairs of runs, such as {@code Agreement::effectiveTestAccuracy}
     * @param level the confidence level, between 0 and 1
     * @return the interval, not cut at the limits of the statistic; unknown if there are fewer than 3 runs or the
     *     statistic is NaN
     * @throws IllegalArgumentException if the level is not between 0 and 1
     * @see <a href="https://doi.org/10.1214/aoms/1177697287">Arvesen 1969</a>
     */
    public Interval interval(ToDoubleFunction<Agreement> statistic, double level) {
        if (!(level > 0 && level < 1)) {
            throw new IllegalArgumentException("a confidence level lies between 0 and 1, such as 0.95, not " + level);
        }
        double estimate = statistic.applyAsDouble(this);
        int n = runs.length;
        double half = Double.NaN;
        if (n >= 3) {
            double[] leftOut = IntStream.range(0, n)
                    .mapToDouble(r -> statistic.applyAsDouble(new Agreement(truth, without(r))))
                    .toArray();
            double error = Arrays.stream(leftOut).allMatch(Double::isFinite)
                    ? (n - 1) * Summary.of(leftOut).sd() / Math.sqrt(n)
                    : Double.NaN;
            half = TDistribution.of(n - 1).inverseSurvivalProbability((1 - level) / 2) * error;
        }
        return new Interval(estimate - half, estimate + half, level);
    }

    private int[][] without(int run) {
        return IntStream.range(0, runs.length)
                .filter(r -> r != run)
                .mapToObj(r -> runs[r])
                .toArray(int[][]::new);
    }

    /**
     * One row for each true class.
     *
     * @return columns {@code class, examples, accuracy, prediction difference, effective test accuracy}
     */
    public Table perClassTable() {
        var classes = perClass();
        List<Agreement> parts = new ArrayList<>(classes.values());
        return Table.create(
                "Agreement of " + runs.length + " runs by class",
                IntColumn.create(
                        "class",
                        classes.keySet().stream().mapToInt(Integer::intValue).toArray()),
                IntColumn.create(
                        "examples", parts.stream().mapToInt(Agreement::examples).toArray()),
                column("accuracy", parts, Agreement::meanAccuracy),
                column("prediction difference", parts, Agreement::meanPredictionDifference),
                column("effective test accuracy", parts, Agreement::effectiveTestAccuracy));
    }

    private static DoubleColumn column(String name, List<Agreement> parts, ToDoubleFunction<Agreement> value) {
        return DoubleColumn.create(name, parts.stream().mapToDouble(value).toArray());
    }

    @Override
    public MimeBundle toMimeBundle() {
        return sheet().toMimeBundle();
    }

    /** Accuracy, prediction difference, Effective Test Accuracy and kappa, with 95 % intervals over runs. */
    @Override
    public String toString() {
        return sheet().toString();
    }

    private TextTable sheet() {
        var table = TextTable.of(
                "Agreement of " + runs.length + " runs on " + truth.length + " examples", "", "mean", "interval");
        table = row(table, "accuracy", Agreement::meanAccuracy);
        table = row(table, "prediction difference", Agreement::meanPredictionDifference);
        table = row(table, "effective test accuracy", Agreement::effectiveTestAccuracy);
        return row(table, "Cohen's kappa", Agreement::meanKappa);
    }

    private TextTable row(TextTable table, String name, ToDoubleFunction<Agreement> statistic) {
        return table.row(name, statistic.applyAsDouble(this), interval(statistic, 0.95));
    }
}
