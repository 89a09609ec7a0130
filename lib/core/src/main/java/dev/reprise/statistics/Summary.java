package dev.reprise.statistics;

import static dev.reprise.display.TextTable.number;

import dev.reprise.display.TextTable;
import dev.reprise.notebook.Displayable;
import dev.reprise.notebook.MimeBundle;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import org.apache.commons.statistics.descriptive.Quantile;
import org.apache.commons.statistics.distribution.ChiSquaredDistribution;
import org.apache.commons.statistics.distribution.TDistribution;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;
import tech.tablesaw.columns.numbers.NumberColumnFormatter;

/**
 * The runs of one configuration in a few numbers, with the uncertainty of the numbers themselves.
 *
 * <pre>{@code
 * Summary.of(0.0283, 0.0457, 0.1457, 0.0873);          // shown as a table
 * Summary.table(Map.of("adam", losses)).write().csv("summary.csv");
 * }</pre>
 *
 * <p>The intervals of mean and standard deviation assume a normal distribution. Where runs spread over orders of
 * magnitude, as losses of small networks do, read median and quartiles, or take a {@link Bootstrap} interval.
 */
public final class Summary implements Displayable {
    private static final Quantile QUANTILE =
            Quantile.withDefaults().with(Quantile.EstimationMethod.HF7).withCopy(true);

    /** For what is printed; the columns hold all digits. */
    private static final NumberColumnFormatter FOUR_DIGITS = new NumberColumnFormatter() {
        @Override
        public String format(double value) {
            return Double.isNaN(value) ? "" : number(value);
        }
    };

    private final double[] sorted;
    private final double level;
    private final double mean;
    private final double sd;

    private Summary(double[] values, double level) {
        sorted = Sample.copy("the sample", values, 1);
        // Before anything is added up, so that the bits do not depend on the order in which runs ended.
        Arrays.sort(sorted);
        this.level = Sample.probability("a confidence level", level);
        mean = Sample.mean(sorted);
        sd = sorted.length == 1 ? Double.NaN : Math.sqrt(Sample.variance(sorted));
    }

    /**
     * Summarises runs, with intervals at 95 %.
     *
     * @param values one finite number for each run, at least one, in any order
     * @return the summary
     * @throws IllegalArgumentException if there is no value, or one is NaN or infinite
     */
    public static Summary of(double... values) {
        return new Summary(values, 0.95);
    }

    /**
     * This summary with intervals at another level.
     *
     * @param confidence between 0 and 1, such as 0.9
     * @return a new summary of the same runs
     * @throws IllegalArgumentException if the level is not between 0 and 1
     */
    public Summary atLevel(double confidence) {
        return new Summary(sorted, confidence);
    }

    /**
     * Number of runs.
     *
     * @return at least 1
     */
    public int n() {
        return sorted.length;
    }

    /**
     * Arithmetic mean.
     *
     * @return the mean
     */
    public double mean() {
        return mean;
    }

    /**
     * Student's interval of the mean, {@code mean ± t(n-1) sd / √n}.
     *
     * @return unknown for a single run
     */
    public Interval meanInterval() {
        if (n() < 2) {
            return Interval.unknown(level);
        }
        double t = TDistribution.of(n() - 1).inverseSurvivalProbability((1 - level) / 2);
        double half = t * sd / Math.sqrt(n());
        return new Interval(mean - half, mean + half, level);
    }

    /**
     * Sample standard deviation, with divisor n - 1.
     *
     * @return NaN for a single run
     */
    public double sd() {
        return sd;
    }

    /**
     * The interval of the standard deviation of a normal population,
     * {@code sd √((n-1) / χ²)} at both quantiles of χ² with n - 1 degrees of freedom. With five runs it reaches from
     * 0.6 to 2.9 times the estimate.
     *
     * @return unknown for a single run
     */
    public Interval sdInterval() {
        if (n() < 2) {
            return Interval.unknown(level);
        }
        var chi = ChiSquaredDistribution.of(n() - 1);
        double tail = (1 - level) / 2;
        return new Interval(
                sd * Math.sqrt((n() - 1) / chi.inverseSurvivalProbability(tail)),
                sd * Math.sqrt((n() - 1) / chi.inverseCumulativeProbability(tail)),
                level);
    }

    /**
     * Median.
     *
     * @return the middle value, or the mean of the two middle values
     */
    public double median() {
        return quantile(0.5);
    }

    /**
     * Sample quantile, by linear interpolation between order statistics as R and NumPy do by default.
     *
     * @param p probability, from 0 (minimum) to 1 (maximum)
     * @return the quantile
     * @throws IllegalArgumentException if {@code p} is not in [0, 1]
     * @see <a href="https://doi.org/10.2307/2684934">Hyndman and Fan 1996, definition 7</a>
     */
    public double quantile(double p) {
        return QUANTILE.evaluate(sorted, p);
    }

    /**
     * Interquartile mean: the mean of what remains when the lowest and the highest quarter (rounded down) are dropped.
     * Less moved by single failed runs than the mean, less wasteful than the median.
     *
     * @return the 25 % trimmed mean
     * @see <a href="https://arxiv.org/abs/2108.13264">Agarwal et al. 2021</a>
     */
    public double iqm() {
        int cut = n() / 4;
        return Sample.mean(Arrays.copyOfRange(sorted, cut, n() - cut));
    }

    /**
     * Smallest value.
     *
     * @return the minimum
     */
    public double min() {
        return sorted[0];
    }

    /**
     * Largest value.
     *
     * @return the maximum
     */
    public double max() {
        return sorted[n() - 1];
    }

    /**
     * Several samples side by side, one row each, in the order of the map: pass a {@link java.util.LinkedHashMap} to
     * choose it.
     *
     * @param samples the runs of each named configuration, each at least one finite value
     * @return columns {@code sample, n, mean, mean low, mean high, sd, sd low, sd high, median, iqm, min, q1, q3, max};
     *     an unknown number is a missing value; printed with four digits, held with all
     * @throws IllegalArgumentException if the map is empty or a sample is empty or not finite; the message names it
     */
    public static Table table(Map<String, double[]> samples) {
        if (samples.isEmpty()) {
            throw new IllegalArgumentException("there is no sample to summarise");
        }
        var names = new ArrayList<String>();
        var summaries = new ArrayList<Summary>();
        samples.forEach((name, values) -> {
            names.add(name);
            summaries.add(new Summary(Sample.copy("sample '" + name + "'", values, 1), 0.95));
        });
        return Table.create(
                "Summary of runs",
                StringColumn.create("sample", names),
                IntColumn.create("n", summaries.stream().mapToInt(Summary::n).toArray()),
                column("mean", summaries, Summary::mean),
                column("mean low", summaries, s -> s.meanInterval().low()),
                column("mean high", summaries, s -> s.meanInterval().high()),
                column("sd", summaries, Summary::sd),
                column("sd low", summaries, s -> s.sdInterval().low()),
                column("sd high", summaries, s -> s.sdInterval().high()),
                column("median", summaries, Summary::median),
                column("iqm", summaries, Summary::iqm),
                column("min", summaries, Summary::min),
                column("q1", summaries, s -> s.quantile(0.25)),
                column("q3", summaries, s -> s.quantile(0.75)),
                column("max", summaries, Summary::max));
    }

    private static DoubleColumn column(String name, List<Summary> summaries, ToDoubleFunction<Summary> value) {
        DoubleColumn column =
                DoubleColumn.create(name, summaries.stream().mapToDouble(value).toArray());
        column.setPrintFormatter(FOUR_DIGITS);
        return column;
    }

    /**
     * This summary as a table of one row.
     *
     * @param name what was summarised
     * @return a table as from {@link #table(Map)}
     */
    public Table toTable(String name) {
        return table(Map.of(name, sorted));
    }

    @Override
    public MimeBundle toMimeBundle() {
        return sheet().toMimeBundle();
    }

    /** The same numbers as the notebook shows, in plain text. */
    @Override
    public String toString() {
        return sheet().toString();
    }

    private TextTable sheet() {
        return TextTable.of(
                        String.format(Locale.ROOT, "Summary of %d %s", n(), n() == 1 ? "run" : "runs"),
                        "",
                        "estimate",
                        "interval")
                .row("mean", mean, meanInterval())
                .row("standard deviation", n() == 1 ? "needs 2 runs" : number(sd), sdInterval())
                .row("median", median(), "")
                .row("interquartile mean", iqm(), "")
                .row("quartiles", number(quantile(0.25)) + " to " + number(quantile(0.75)), "")
                .row("range", number(min()) + " to " + number(max()), "");
    }
}
