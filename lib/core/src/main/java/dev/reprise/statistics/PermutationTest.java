package dev.reprise.statistics;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.IntStream;
import org.apache.commons.numbers.combinatorics.BinomialCoefficientDouble;
import org.apache.commons.numbers.combinatorics.Combinations;

/**
 * Tests that assume no distribution: if the labels of the runs meant nothing, how often would shuffled labels give a
 * difference of means at least as large as the one observed? Two-sided.
 *
 * <p>All rearrangements are tried where there are at most a million. Else that many random ones are drawn, each from a
 * stream of its own, so that p is the same whatever the number of threads, and p counts the observed arrangement too,
 * {@code (1 + hits) / (1 + draws)}: it is never 0.
 *
 * <pre>{@code
 * PermutationTest.independent(candidate, baseline, 42).p();
 * }</pre>
 *
 * @see <a href="https://doi.org/10.2202/1544-6115.1585">Phipson and Smyth 2010</a>
 */
public final class PermutationTest {
    private static final int MOST_PERMUTATIONS = 1_000_000;
    private static final int DRAWS = 100_000;

    private PermutationTest() {}

    /**
     * Two independent samples: every split of the pooled runs into groups of these sizes is equally likely.
     *
     * @param a runs of one configuration, at least 1
     * @param b runs of another, at least 1
     * @param seed of the random rearrangements; not used where all can be tried
     * @return the difference of means (a - b), and p
     * @throws IllegalArgumentException if a sample is empty or not finite
     */
    public static TestResult independent(double[] a, double[] b, long seed) {
        double[] first = Sample.copy("the first sample", a, 1);
        double[] second = Sample.copy("the second sample", b, 1);
        int n = first.length + second.length;
        // Deviations from the common mean: sums then lose nothing to a large offset, and the group sum decides alone.
        double[] pooled = new double[n];
        System.arraycopy(first, 0, pooled, 0, first.length);
        System.arraycopy(second, 0, pooled, first.length, second.length);
        double center = Sample.mean(pooled);
        IntStream.range(0, n).forEach(i -> pooled[i] -= center);
        double extreme = threshold(sum(pooled, first.length), pooled, first, second);
        double difference = Sample.mean(first) - Sample.mean(second);

        if (BinomialCoefficientDouble.value(n, first.length) <= MOST_PERMUTATIONS) {
            long hits = 0;
            long all = 0;
            for (int[] group : (Iterable<int[]>) Combinations.of(n, first.length)::iterator) {
                double sum = 0;
                for (int i : group) {
                    sum += pooled[i];
                }
                hits += Math.abs(sum) >= extreme ? 1 : 0;
                all++;
            }
            return exact(difference, hits, all);
        }
        long hits = IntStream.range(0, DRAWS)
                .parallel()
                .filter(draw -> {
                    double[] shuffled = pooled.clone();
                    var random = Streams.stream(seed, draw);
                    for (int i = 0; i < first.length; i++) {
                        int j = i + random.nextInt(n - i);
                        double swapped = shuffled[i];
                        shuffled[i] = shuffled[j];
                        shuffled[j] = swapped;
                    }
                    return Math.abs(sum(shuffled, first.length)) >= extreme;
                })
                .count();
        return drawn(difference, hits);
    }

    /**
     * Paired samples: within each pair both orders are equally likely, so the sign of every difference may be flipped.
     *
     * @param a one value of each pair, at least 1
     * @param b the other value of each pair
     * @param seed of the random rearrangements; not used where all can be tried (up to 19 pairs)
     * @return the mean difference (a - b), and p
     * @throws IllegalArgumentException if the samples are empty, differ in length or are not finite
     */
    public static TestResult paired(double[] a, double[] b, long seed) {
        double[][] pairs = Sample.pairs(a, b, 1);
        double[] differences = Sample.differences(pairs[0], pairs[1]);
        int n = differences.length;
        double extreme = threshold(sum(differences, n), differences, pairs);
        double difference = Sample.mean(differences);

        if (n < Integer.SIZE - 1 && 1 << n <= MOST_PERMUTATIONS) {
            long hits = IntStream.range(0, 1 << n)
                    .filter(signs -> Math.abs(signed(differences, signs)) >= extreme)
                    .count();
            return exact(difference, hits, 1L << n);
        }
        long hits = IntStream.range(0, DRAWS)
                .parallel()
                .filter(draw -> {
                    var random = Streams.stream(seed, draw);
                    double sum = 0;
                    for (double d : differences) {
                        sum += random.nextBoolean() ? d : -d;
                    }
                    return Math.abs(sum) >= extreme;
                })
                .count();
        return drawn(difference, hits);
    }

    private static TestResult exact(double difference, long hits, long all) {
        String name = String.format(Locale.ROOT, "exact permutation test (%,d rearrangements)", all);
        return new TestResult(name, difference, Double.NaN, (double) hits / all);
    }

    private static TestResult drawn(double difference, long hits) {
        String name = String.format(Locale.ROOT, "permutation test (%,d random rearrangements)", DRAWS);
        return new TestResult(name, difference, Double.NaN, (1.0 + hits) / (1.0 + DRAWS));
    }

    /**
     * Equal sums added in another order, or made of numbers that were rounded when they were read or centred, differ in
     * their last bits: they still count as equally extreme.
     */
    private static double threshold(double observed, double[] values, double[]... samples) {
        double size = 0;
        for (double value : values) {
            size += Math.abs(value);
        }
        double largest = Arrays.stream(samples)
                .flatMapToDouble(Arrays::stream)
                .map(Math::abs)
                .max()
                .orElseThrow();
        return Math.abs(observed) - values.length * (1e-14 * size + Math.ulp(largest));
    }

    private static double sum(double[] values, int count) {
        double sum = 0;
        for (int i = 0; i < count; i++) {
            sum += values[i];
        }
        return sum;
    }

    private static double signed(double[] values, int signs) {
        double sum = 0;
        for (int i = 0; i < values.length; i++) {
            sum += (signs >> i & 1) == 0 ? values[i] : -values[i];
        }
        return sum;
    }
}
