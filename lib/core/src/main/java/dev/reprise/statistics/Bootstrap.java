package dev.reprise.statistics;

import java.util.Arrays;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.statistics.descriptive.Quantile;
import org.apache.commons.statistics.distribution.NormalDistribution;

/**
 * Intervals for any statistic, by drawing the runs again with replacement.
 *
 * <pre>{@code
 * Interval i = Bootstrap.of(losses, v -> Summary.of(v).median(), 42).percentile(0.95);
 * }</pre>
 *
 * <p>Each replicate draws from a generator stream of its own, a function of seed and replicate number. The replicates
 * are computed in parallel, yet the interval has the same bits whatever the number of threads. The statistic is called
 * from several threads: it must not keep state.
 *
 * <p>With few runs every bootstrap interval is too narrow; below about ten prefer Student's, {@link
 * Summary#meanInterval()}.
 *
 * @see <a href="https://doi.org/10.1201/9780429246593">Efron and Tibshirani 1993, chapters 12 to 14</a>
 */
public final class Bootstrap {
    private static final int REPLICATES = 10_000;
    private static final NormalDistribution NORMAL = NormalDistribution.of(0, 1);
    private static final Quantile QUANTILE = Quantile.withDefaults().with(Quantile.EstimationMethod.HF7);

    private final double estimate;
    private final double[] sorted;
    private final Jackknife jackknife;

    private Bootstrap(double estimate, double[] replicates, Jackknife jackknife) {
        this.estimate = estimate;
        this.jackknife = jackknife;
        sorted = replicates;
        Arrays.sort(sorted);
        checkFinite(estimate, "the sample itself");
        // NaN and infinity sort to the ends.
        checkFinite(sorted[0], "a resample: it must be defined for every one");
        checkFinite(sorted[sorted.length - 1], "a resample: it must be defined for every one");
    }

    private static void checkFinite(double value, String of) {
        if (!Double.isFinite(value)) {
            throw new IllegalArgumentException("the statistic is " + value + " for " + of);
        }
    }

    /**
     * One sample, 10 000 replicates.
     *
     * @param sample the runs, at least 2
     * @param statistic a function of a sample of the same size; it may change its argument
     * @param seed of the resampling
     * @return the replicates, ready for intervals
     * @throws IllegalArgumentException if the sample is too short or not finite, or the statistic is not finite
     */
    public static Bootstrap of(double[] sample, ToDoubleFunction<double[]> statistic, long seed) {
        return of(sample, statistic, seed, REPLICATES);
    }

    /**
     * One sample.
     *
     * @param sample the runs, at least 2
     * @param statistic a function of a sample of the same size; it may change its argument
     * @param seed of the resampling
     * @param replicates how many resamples, at least 100
     * @return the replicates, ready for intervals
     * @throws IllegalArgumentException if the sample is too short or not finite, there are too few replicates, or the
     *     statistic is not finite
     */
    public static Bootstrap of(double[] sample, ToDoubleFunction<double[]> statistic, long seed, int replicates) {
        double[] values = Sample.copy("the sample", sample, 2);
        double[] drawn = replicates(replicates, seed, random -> statistic.applyAsDouble(resample(values, random)));
        return new Bootstrap(statistic.applyAsDouble(values.clone()), drawn, () ->
                new double[][] {leaveOneOut(values.length, i -> statistic.applyAsDouble(without(values, i)))});
    }

    /**
     * Rows that belong together, such as pairs: whole rows are drawn.
     *
     * @param rows the rows, at least 2, equally long
     * @param statistic a function of as many rows; it must not change them
     * @param seed of the resampling
     * @return 10 000 replicates, ready for intervals
     * @throws IllegalArgumentException if there are too few rows, they differ in length or are not finite, or the
     *     statistic is not finite (as a correlation is when a resample is one row repeated)
     */
    public static Bootstrap ofRows(double[][] rows, ToDoubleFunction<double[][]> statistic, long seed) {
        double[][] values = Sample.matrix("the sample", rows, 2, 1);
        int n = values.length;
        double[] drawn = replicates(REPLICATES, seed, random -> {
            double[][] resample = new double[n][];
            for (int i = 0; i < n; i++) {
                resample[i] = values[random.nextInt(n)];
            }
            return statistic.applyAsDouble(resample);
        });
        return new Bootstrap(statistic.applyAsDouble(values), drawn, () -> new double[][] {
            leaveOneOut(
                    n,
                    i -> statistic.applyAsDouble(IntStream.range(0, n)
                            .filter(j -> j != i)
                            .mapToObj(j -> values[j])
                            .toArray(double[][]::new)))
        });
    }

    /**
     * Several samples, each resampled within itself: two configurations to be compared, or the runs of each task of a
     * benchmark.
     *
     * @param strata the samples, at least 1, each of at least 2 runs; they may differ in length
     * @param statistic a function of as many samples of the same sizes; it may change them
     * @param seed of the resampling
     * @return 10 000 replicates, ready for intervals
     * @throws IllegalArgumentException if there is no sample, one is too short or not finite, or the statistic is not finite
     */
    public static Bootstrap stratified(double[][] strata, ToDoubleFunction<double[][]> statistic, long seed) {
        if (strata.length == 0) {
            throw new IllegalArgumentException("there is no sample to resample");
        }
        double[][] values = new double[strata.length][];
        Arrays.setAll(values, s -> Sample.copy("sample " + s, strata[s], 2));
        double[] drawn = replicates(REPLICATES, seed, random -> {
            double[][] resample = new double[values.length][];
            for (int s = 0; s < values.length; s++) {
                resample[s] = resample(values[s], random);
            }
            return statistic.applyAsDouble(resample);
        });
        return new Bootstrap(statistic.applyAsDouble(clone(values)), drawn, () -> {
            double[][] left = new double[values.length][];
            Arrays.setAll(
                    left,
                    s -> leaveOneOut(values[s].length, i -> {
                        double[][] copy = clone(values);
                        copy[s] = without(values[s], i);
                        return statistic.applyAsDouble(copy);
                    }));
            return left;
        });
    }

    private static double[] replicates(int count, long seed, ToDoubleFunction<UniformRandomProvider> replicate) {
        if (count < 100) {
            throw new IllegalArgumentException("quantiles of " + count + " replicates mean nothing: take 100 or more");
        }
        return IntStream.range(0, count)
                .parallel()
                .mapToDouble(r -> replicate.applyAsDouble(Streams.stream(seed, r)))
                .toArray();
    }

    private static double[] resample(double[] values, UniformRandomProvider random) {
        double[] resample = new double[values.length];
        for (int i = 0; i < resample.length; i++) {
            resample[i] = values[random.nextInt(values.length)];
        }
        return resample;
    }

    private static double[] without(double[] values, int index) {
        double[] rest = new double[values.length - 1];
        System.arraycopy(values, 0, rest, 0, index);
        System.arraycopy(values, index + 1, rest, index, rest.length - index);
        return rest;
    }

    private static double[][] clone(double[][] values) {
        return Arrays.stream(values).map(double[]::clone).toArray(double[][]::new);
    }

    private static double[] leaveOneOut(int n, java.util.function.IntToDoubleFunction statistic) {
        return IntStream.range(0, n).mapToDouble(statistic).toArray();
    }

    /** The statistic with each value left out once, by stratum; computed only when BCa asks for it. */
    private interface Jackknife {
        double[][] values();
    }

    /**
     * The statistic of the sample itself.
     *
     * @return the estimate
     */
    public double estimate() {
        return estimate;
    }

    /**
     * The standard deviation of the replicates.
     *
     * @return the standard error of the estimate
     */
    public double standardError() {
        return Math.sqrt(Sample.variance(sorted));
    }

    /**
     * The interval between two quantiles of the replicates.
     *
     * @param level the confidence level, such as 0.95
     * @return the percentile interval
     * @throws IllegalArgumentException if the level is not between 0 and 1
     */
    public Interval percentile(double level) {
        double tail = (1 - Sample.probability("a confidence level", level)) / 2;
        return new Interval(quantile(tail), quantile(1 - tail), level);
    }

    /**
     * The percentile interval mirrored at the estimate, {@code [2t - q(1-α/2), 2t - q(α/2)]}.
     *
     * @param level the confidence level, such as 0.95
     * @return the basic interval
     * @throws IllegalArgumentException if the level is not between 0 and 1
     */
    public Interval basic(double level) {
        var percentile = percentile(level);
        return new Interval(2 * estimate - percentile.high(), 2 * estimate - percentile.low(), level);
    }

    /**
     * The bias-corrected and accelerated interval: the quantiles are moved for the bias of the replicates (share below
     * the estimate, ties half) and for a standard error that changes with the estimate (from the skewness of the
     * statistic with each run left out). The usual choice for a smooth statistic of 20 runs or more.
     *
     * @param level the confidence level, such as 0.95
     * @return the BCa interval; the percentile interval if all replicates are equal
     * @throws IllegalArgumentException if the level is not between 0 and 1
     * @throws IllegalStateException if all replicates lie on one side of the estimate, so that the bias is not finite, or
     *     the statistic is not finite when a run is left out
     * @see <a href="https://doi.org/10.1080/01621459.1987.10478410">Efron 1987</a>
     */
    public Interval bca(double level) {
        double tail = (1 - Sample.probability("a confidence level", level)) / 2;
        if (sorted[0] == sorted[sorted.length - 1]) {
            return percentile(level);
        }
        double below = Arrays.stream(sorted)
                        .map(t -> t < estimate ? 1 : t == estimate ? 0.5 : 0)
                        .sum()
                / sorted.length;
        if (below == 0 || below == 1) {
            throw new IllegalStateException("all replicates lie on one side of the estimate " + estimate
                    + ": BCa is not defined for this statistic, take the percentile interval");
        }
        double bias = NORMAL.inverseCumulativeProbability(below);
        double acceleration = acceleration();
        return new Interval(
                quantile(corrected(bias, acceleration, NORMAL.inverseCumulativeProbability(tail))),
                quantile(corrected(bias, acceleration, NORMAL.inverseSurvivalProbability(tail))),
                level);
    }

    private static double corrected(double bias, double acceleration, double z) {
        double moved = bias + z;
        double scale = 1 - acceleration * moved;
        // Where the scale runs out, the quantile has run to that end of the replicates.
        return scale <= 0 ? (moved > 0 ? 1 : 0) : NORMAL.cumulativeProbability(bias + moved / scale);
    }

    /**
     * The acceleration constant of BCa, {@code Σu³ / (6 (Σu²)^1.5)} with {@code u} the distance of each leave-one-out
     * value below their mean; over several strata, {@code u} weighted by {@code (n - 1) / n} of the stratum.
     *
     * @return 0 for a symmetric sample and a linear statistic
     * @throws IllegalStateException if the statistic is not finite when a run is left out
     */
    public double acceleration() {
        double squares = 0;
        double cubes = 0;
        for (double[] values : jackknife.values()) {
            for (double value : values) {
                if (!Double.isFinite(value)) {
                    throw new IllegalStateException("the statistic is " + value
                            + " when a run is left out: BCa is not defined for it, take the percentile interval");
                }
            }
            double mean = Sample.mean(values);
            double weight = (values.length - 1.0) / values.length;
            for (double value : values) {
                double u = weight * (mean - value);
                squares += u * u;
                cubes += u * u * u;
            }
        }
        return squares == 0 ? 0 : cubes / (6 * squares * Math.sqrt(squares));
    }

    private double quantile(double p) {
        return QUANTILE.evaluate(sorted.length, i -> sorted[i], p);
    }
}
