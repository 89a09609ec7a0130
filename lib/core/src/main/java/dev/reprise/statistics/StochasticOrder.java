package dev.reprise.statistics;

import static dev.reprise.display.TextTable.number;

import java.util.Arrays;
import org.apache.commons.statistics.distribution.NormalDistribution;

/**
 * Almost stochastic order: how far is A from being better at every quantile? The violation ratio is the part of the
 * squared Wasserstein distance between the two distributions that lies where A's quantiles are below B's.
 *
 * <pre>{@code
 * StochasticOrder.of(candidate, baseline, 42).firstIsBetter(0.2);
 * }</pre>
 *
 * @param violation ε, from 0 (every quantile of A is at least B's) over 0.5 (no order) to 1 (the reverse)
 * @param upperBound ε_min, the upper 95 % confidence limit of ε, cut at 0 and 1; A is called almost stochastically
 *     better if it is below 0.5, or below 0.2 to be careful
 * @see <a href="https://aclanthology.org/P19-1266/">Dror et al. 2019</a>
 * @see <a href="https://arxiv.org/abs/1705.01788">del Barrio et al. 2018</a>
 */
public record StochasticOrder(double violation, double upperBound) {
    private static final double CONFIDENCE = 0.95;

    /**
     * Compares two independent samples.
     *
     * @param a scores of A, larger is better (negate losses), at least 2
     * @param b scores of B, at least 2
     * @param seed of the bootstrap that estimates the standard error of ε
     * @return ε and ε_min
     * @throws IllegalArgumentException if a sample is too short or not finite
     */
    public static StochasticOrder of(double[] a, double[] b, long seed) {
        var bootstrap = Bootstrap.stratified(new double[][] {a, b}, s -> violation(s[0], s[1]), seed);
        double z = NormalDistribution.of(0, 1).inverseCumulativeProbability(CONFIDENCE);
        double bound = bootstrap.estimate() + z * bootstrap.standardError();
        return new StochasticOrder(bootstrap.estimate(), Math.max(0, Math.min(1, bound)));
    }

    /**
     * Whether A may be called better.
     *
     * @param threshold from 0 to 0.5
     * @return whether {@code upperBound < threshold}
     * @throws IllegalArgumentException if the threshold is not in [0, 0.5]
     */
    public boolean firstIsBetter(double threshold) {
        if (!(threshold >= 0 && threshold <= 0.5)) {
            throw new IllegalArgumentException("the threshold of the violation lies from 0 to 0.5, not " + threshold);
        }
        return upperBound < threshold;
    }

    /** Both empirical quantile functions are steps: at i/n and at j/m. Steps are counted in units of 1/(nm). */
    private static double violation(double[] a, double[] b) {
        double[] first = a.clone();
        double[] second = b.clone();
        Arrays.sort(first);
        Arrays.sort(second);
        long n = first.length;
        long m = second.length;
        double violating = 0;
        double all = 0;
        for (long at = 0; at < n * m; ) {
            int i = (int) (at / m);
            int j = (int) (at / n);
            long next = Math.min((i + 1) * m, (j + 1) * n);
            double distance = first[i] - second[j];
            double area = distance * distance * (next - at);
            violating += distance < 0 ? area : 0;
            all += area;
            at = next;
        }
        return all == 0 ? 0.5 : violating / all;
    }

    /** For example {@code violation 0.08, at most 0.21 (95%): the first is almost stochastically better}. */
    @Override
    public String toString() {
        String order = firstIsBetter(0.5) ? "the first is almost stochastically better" : "no order is shown";
        return "violation " + number(violation) + ", at most " + number(upperBound) + " (95%): " + order;
    }
}
