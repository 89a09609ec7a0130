package dev.reprise.statistics;

import java.util.Arrays;
import java.util.function.DoubleUnaryOperator;
import org.apache.commons.statistics.inference.AlternativeHypothesis;
import org.apache.commons.statistics.inference.MannWhitneyUTest;

/**
 * How far one sample is shifted against another, without assuming a distribution: the Hodges-Lehmann estimate, and as
 * interval all shifts that the rank test does not reject. Estimate, interval and test thus never contradict each other.
 *
 * <pre>{@code
 * Shift shift = Shift.independent(candidate, baseline, 0.95);
 * shift.estimate();       // the candidate's runs are larger by so much
 * shift.interval();
 * }</pre>
 *
 * @param estimate the median of all differences (of all means of two differences, if paired)
 * @param interval the shifts that are not rejected
 * @see <a href="https://doi.org/10.1214/aoms/1177704172">Hodges and Lehmann 1963</a>
 */
public record Shift(double estimate, Interval interval) {
    /**
     * Two independent samples, with the Mann-Whitney test.
     *
     * @param a runs of one configuration, at least 1
     * @param b runs of another, at least 1
     * @param level the confidence level; with too few runs to reach it the interval is infinite
     * @return how much larger {@code a} is than {@code b}
     * @throws IllegalArgumentException if a sample is empty or not finite, or the level is not between 0 and 1
     */
    public static Shift independent(double[] a, double[] b, double level) {
        double[] first = Sample.copy("the first sample", a, 1);
        double[] second = Sample.copy("the second sample", b, 1);
        double[] differences = Arrays.stream(first)
                .flatMap(x -> Arrays.stream(second).map(y -> x - y))
                .sorted()
                .toArray();
        return of(
                differences,
                level,
                mu -> MannWhitneyUTest.withDefaults()
                        .withMu(mu)
                        .test(first, second)
                        .getPValue());
    }

    /**
     * Paired samples, with the Wilcoxon signed-rank test.
     *
     * @param a one value of each pair, at least 1
     * @param b the other value of each pair
     * @param level the confidence level; with too few pairs to reach it the interval is infinite
     * @return how much larger {@code a} is than {@code b}
     * @throws IllegalArgumentException if the samples are empty, differ in length or are not finite, or the level is not
     *     between 0 and 1
     */
    public static Shift paired(double[] a, double[] b, double level) {
        double[][] pairs = Sample.pairs(a, b, 1);
        double[] d = Sample.differences(pairs[0], pairs[1]);
        double[] means = new double[d.length * (d.length + 1) / 2];
        int k = 0;
        for (int i = 0; i < d.length; i++) {
            for (int j = 0; j <= i; j++) {
                means[k++] = d[i] / 2 + d[j] / 2;
            }
        }
        Arrays.sort(means);
        return of(
                means,
                level,
                mu -> SignificanceTest.wilcoxon(
                                Arrays.stream(d).map(x -> x - mu).toArray(), AlternativeHypothesis.TWO_SIDED)
                        .p());
    }

    /** Between two neighbouring differences the statistic stays the same; p rises up to the middle and then falls. */
    private static Shift of(double[] differences, double level, DoubleUnaryOperator p) {
        double alpha = 1 - Sample.probability("a confidence level", level);
        double[] steps = Arrays.stream(differences).distinct().toArray();
        double estimate = Summary.of(differences).median();
        if (steps.length == 1) {
            return new Shift(estimate, new Interval(steps[0], steps[0], level));
        }
        int below = first(steps.length / 2, gap -> p.applyAsDouble(inside(steps, gap)) >= alpha);
        int above = first(steps.length / 2, gap -> p.applyAsDouble(inside(steps, steps.length - gap)) >= alpha);
        double low = below == 0 ? Double.NEGATIVE_INFINITY : steps[below - 1];
        double high = above == 0 ? Double.POSITIVE_INFINITY : steps[steps.length - above];
        return new Shift(estimate, new Interval(low, high, level));
    }

    /** A number in gap 0 (below the first step), 1 (between the first two), ... or n (above the last). */
    private static double inside(double[] steps, int gap) {
        int n = steps.length;
        double width = steps[n - 1] - steps[0];
        return gap == 0 ? steps[0] - width : gap == n ? steps[n - 1] + width : steps[gap - 1] / 2 + steps[gap] / 2;
    }

    private static int first(int end, java.util.function.IntPredicate accepted) {
        int low = 0;
        int high = end;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (accepted.test(middle)) {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        return low;
    }
}
