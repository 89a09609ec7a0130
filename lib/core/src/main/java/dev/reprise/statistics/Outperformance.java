package dev.reprise.statistics;

import static dev.reprise.display.TextTable.number;

/**
 * The probability that A scores higher than B in a pair of runs that share everything but the method, with the decision
 * rule of Bouthillier et al.: an improvement counts if it is significant (the interval lies above ½) and meaningful (the
 * interval reaches beyond γ).
 *
 * <pre>{@code
 * Outperformance better = Outperformance.of(candidate, baseline, 42);
 * better.isSignificant();
 * better.isMeaningful();
 * }</pre>
 *
 * @param probability the share of pairs in which A is larger, ties half
 * @param interval percentile bootstrap interval over pairs
 * @param gamma the probability that would be worth having, recommended 0.75
 * @see <a href="https://arxiv.org/abs/2103.03098">Bouthillier et al. 2021</a>
 */
public record Outperformance(double probability, Interval interval, double gamma) {
    /**
     * Compares pairs at 95 % with γ = 0.75.
     *
     * @param a scores of A, larger is better (negate losses), at least 2
     * @param b scores of B in the same pairs
     * @param seed of the resampling of pairs
     * @return the estimate; {@link Power#runsForProbability(double)} says how many pairs it needs
     * @throws IllegalArgumentException if the samples are too short, differ in length or are not finite
     */
    public static Outperformance of(double[] a, double[] b, long seed) {
        return of(a, b, seed, 0.75, 0.95);
    }

    /**
     * Compares pairs.
     *
     * @param a scores of A, larger is better (negate losses), at least 2
     * @param b scores of B in the same pairs
     * @param seed of the resampling of pairs
     * @param gamma the probability that would be worth having, above 0.5 and below 1
     * @param level the confidence level
     * @return the estimate
     * @throws IllegalArgumentException if the samples are too short, differ in length or are not finite, or {@code gamma}
     *     or {@code level} is out of range
     */
    public static Outperformance of(double[] a, double[] b, long seed, double gamma, double level) {
        if (!(gamma > 0.5 && gamma < 1)) {
            throw new IllegalArgumentException("gamma lies between 0.5 and 1, not " + gamma);
        }
        double[][] pairs = Sample.pairs(a, b, 2);
        double[] wins = Sample.differences(pairs[0], pairs[1]);
        for (int i = 0; i < wins.length; i++) {
            wins[i] = (Math.signum(wins[i]) + 1) / 2;
        }
        var bootstrap = Bootstrap.of(wins, Sample::mean, seed);
        return new Outperformance(bootstrap.estimate(), bootstrap.percentile(level), gamma);
    }

    /**
     * Whether A is better at all, beyond the noise of runs.
     *
     * @return whether the interval lies above ½
     */
    public boolean isSignificant() {
        return interval.low() > 0.5;
    }

    /**
     * Whether A may be better often enough to be worth having.
     *
     * @return whether the interval reaches beyond γ
     */
    public boolean isMeaningful() {
        return interval.high() > gamma;
    }

    /** The estimate and the decision in words. */
    @Override
    public String toString() {
        String decision = !isSignificant()
                ? "not significant: the runs do not show that A is better"
                : isMeaningful() ? "significant and meaningful" : "significant, but too seldom to be meaningful";
        return "P(A > B) = " + number(probability) + ", " + interval + ": " + decision + " (gamma " + number(gamma)
                + ")";
    }
}
