package dev.reprise.statistics;

import static dev.reprise.display.TextTable.number;

import java.util.function.Function;
import java.util.stream.IntStream;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.sampling.distribution.DirichletSampler;
import org.apache.commons.statistics.distribution.TDistribution;

/**
 * Posterior probabilities that the first method is better, that both are practically equivalent, and that the second is
 * better: what a p-value is often mistaken for. Differences up to {@code rope} (region of practical equivalence) count as
 * none. Larger scores are better.
 *
 * <pre>{@code
 * // Five folds, each tested on a fifth of the data; differences up to 0.01 do not matter.
 * double[] a = {.85, .82, .91, .77, .64};
 * double[] b = {.83, .80, .90, .78, .60};
 * BayesianComparison.correlatedT(a, b, 1 / 4.0, 0.01);      // first better 0.676, equivalent 0.274, second better 0.050
 * }</pre>
 *
 * @param first probability that the first is better by more than the rope
 * @param equivalent probability that the difference lies within the rope
 * @param second probability that the second is better by more than the rope
 * @see <a href="https://jmlr.org/papers/v18/16-305.html">Benavoli et al. 2017</a>
 */
public record BayesianComparison(double first, double equivalent, double second) {
    private static final int DRAWS = 20_000;
    /** Weight of the one prior pseudo-observation, a difference of zero, in the tests of signs and of ranks. */
    private static final double SIGN_PRIOR = 1;

    private static final double RANK_PRIOR = 0.5;

    /**
     * The correlated t-test of cross-validation scores on one data set: the posterior of the mean difference is Student's
     * t with the variance of Nadeau and Bengio.
     *
     * @param a scores of the first method, one for each split, at least 2
     * @param b scores of the second on the same splits
     * @param testToTrain size of the test set divided by that of the training set: {@code 1 / (k - 1)} for k folds
     * @param rope the largest difference that does not matter, at least 0
     * @return the three probabilities
     * @throws IllegalArgumentException if the samples are too short, differ in length, are not finite or differ by a
     *     constant, or the ratio or the rope is out of range
     */
    public static BayesianComparison correlatedT(double[] a, double[] b, double testToTrain, double rope) {
        double[][] pairs = Sample.pairs(a, b, 2);
        double[] differences = Sample.differences(pairs[0], pairs[1]);
        double scale = Math.sqrt(SignificanceTest.resampledVariance(differences, testToTrain));
        if (Sample.differByAConstant(pairs[0], pairs[1])) {
            throw new IllegalArgumentException(
                    "every pair differs by " + number(Sample.mean(differences)) + ", so t has no scale");
        }
        checkRope(rope);
        double mean = Sample.mean(differences);
        var t = TDistribution.of(differences.length - 1);
        double first = t.survivalProbability((rope - mean) / scale);
        double second = t.cumulativeProbability((-rope - mean) / scale);
        return new BayesianComparison(first, Math.max(0, 1 - first - second), second);
    }

    /**
     * The sign test on many data sets: which of the three outcomes is most probable on the next one?
     *
     * @param a scores of the first method, one for each data set, at least 1
     * @param b scores of the second on the same data sets
     * @param rope the largest difference that does not matter, at least 0
     * @param seed of the draws from the posterior
     * @return the share of 20 000 draws from the posterior Dirichlet distribution in which each outcome is the most
     *     probable; the prior weighs as one data set without a difference
     * @throws IllegalArgumentException if the samples are empty, differ in length or are not finite, or the rope is
     *     negative
     */
    public static BayesianComparison signTest(double[] a, double[] b, double rope, long seed) {
        int[] counts = counts(a, b, rope);
        double[] weights = {counts[0], counts[1] + SIGN_PRIOR, counts[2]};
        int[] possible = IntStream.range(0, 3).filter(i -> weights[i] > 0).toArray();
        if (possible.length == 1) {
            return new BayesianComparison(0, 1, 0);
        }
        double[] alpha = IntStream.of(possible).mapToDouble(i -> weights[i]).toArray();
        return mostProbable(alpha, seed, draw -> {
            double[] outcome = new double[3];
            for (int i = 0; i < possible.length; i++) {
                outcome[possible[i]] = draw[i];
            }
            return outcome;
        });
    }

    /** On how many data sets the first is better, neither, or the second. */
    static int[] counts(double[] a, double[] b, double rope) {
        double[][] pairs = Sample.pairs(a, b, 1);
        checkRope(rope);
        int[] counts = new int[3];
        for (double d : Sample.differences(pairs[0], pairs[1])) {
            counts[d > rope ? 0 : d < -rope ? 2 : 1]++;
        }
        return counts;
    }

    /**
     * The signed-rank test on many data sets, which also uses how large the differences are.
     *
     * @param a scores of the first method, one for each data set, at least 1
     * @param b scores of the second on the same data sets
     * @param rope the largest difference that does not matter, at least 0
     * @param seed of the draws from the posterior
     * @return the share of 20 000 draws from the posterior Dirichlet process in which each outcome holds the most weight
     *     among the means of two differences; the prior weighs as half a data set without a difference
     * @throws IllegalArgumentException if the samples are empty, differ in length or are not finite, or the rope is
     *     negative
     */
    public static BayesianComparison signedRank(double[] a, double[] b, double rope, long seed) {
        double[][] pairs = Sample.pairs(a, b, 1);
        checkRope(rope);
        double[] differences = Sample.differences(pairs[0], pairs[1]);
        int n = differences.length;
        double[] alpha = new double[n + 1];
        java.util.Arrays.fill(alpha, 1);
        alpha[n] = RANK_PRIOR;
        double[] z = java.util.Arrays.copyOf(differences, n + 1);
        return mostProbable(alpha, seed, w -> {
            double[] outcome = new double[3];
            for (int i = 0; i <= n; i++) {
                for (int j = 0; j <= i; j++) {
                    double mean = (z[i] + z[j]) / 2;
                    outcome[mean > rope ? 0 : mean < -rope ? 2 : 1] += (i == j ? 1 : 2) * w[i] * w[j];
                }
            }
            return outcome;
        });
    }

    private static BayesianComparison mostProbable(double[] alpha, long seed, Function<double[], double[]> outcome) {
        UniformRandomProvider random = Streams.stream(seed, 0);
        var posterior = DirichletSampler.of(random, alpha);
        int[] wins = new int[3];
        for (int draw = 0; draw < DRAWS; draw++) {
            double[] p = outcome.apply(posterior.sample());
            wins[p[0] > p[1] && p[0] > p[2] ? 0 : p[2] > p[1] ? 2 : 1]++;
        }
        return new BayesianComparison(wins[0] / (double) DRAWS, wins[1] / (double) DRAWS, wins[2] / (double) DRAWS);
    }

    private static void checkRope(double rope) {
        if (!(rope >= 0 && Double.isFinite(rope))) {
            throw new IllegalArgumentException("the region of practical equivalence is at least 0, not " + rope);
        }
    }

    /** For example {@code first better 0.12, equivalent 0.03, second better 0.85}. */
    @Override
    public String toString() {
        return "first better " + number(first) + ", equivalent " + number(equivalent) + ", second better "
                + number(second);
    }
}
