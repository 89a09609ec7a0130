package dev.reprise.statistics;

import java.util.function.DoubleUnaryOperator;
import org.apache.commons.numbers.rootfinder.BrentSolver;
import org.apache.commons.statistics.distribution.NormalDistribution;
import org.apache.commons.statistics.distribution.TDistribution;

/**
 * How many runs a question needs, and what a number of runs can answer. Effects are Cohen's d: differences of means in
 * units of the standard deviation between runs.
 *
 * <pre>{@code
 * Power.independent().runs(0.5);        // 63.8: 64 runs of each configuration
 * Power.independent().detectable(5);    // 2.02: five runs see only differences of two standard deviations
 * Power.runsForProbability(0.75);       // 29 paired runs for P(A > B)
 * }</pre>
 *
 * @param paired whether runs are compared in pairs
 * @param alpha the significance level of the two-sided test, such as 0.05
 * @param power the probability of finding the effect if it is there, above {@code alpha}, such as 0.8
 */
public record Power(boolean paired, double alpha, double power) {
    private static final NormalDistribution NORMAL = NormalDistribution.of(0, 1);
    private static final double MOST_RUNS = 1e7;

    /**
     * Checks the two probabilities.
     *
     * @throws IllegalArgumentException if one is not between 0 and 1, or {@code power <= alpha}
     */
    public Power {
        Sample.probability("a significance level", alpha);
        Sample.probability("a power", power);
        if (power <= alpha) {
            throw new IllegalArgumentException(
                    "a power of " + power + " is reached without looking at any run at level " + alpha);
        }
    }

    /**
     * The two-sample t-test with as many runs of either configuration, at level 0.05 and power 0.8.
     *
     * @return the plan
     */
    public static Power independent() {
        return new Power(false, 0.05, 0.8);
    }

    /**
     * The paired t-test, at level 0.05 and power 0.8.
     *
     * @return the plan
     */
    public static Power pairs() {
        return new Power(true, 0.05, 0.8);
    }

    /**
     * The probability that the t-test finds an effect.
     *
     * @param d the true effect, of either sign
     * @param runs the number of runs of each configuration (of pairs, if paired), at least 2; may be fractional
     * @return from {@code alpha} (d = 0) to 1, by the noncentral t distribution
     * @throws IllegalArgumentException if {@code runs < 2} or {@code d} is not finite
     */
    public double achieved(double d, double runs) {
        if (!Double.isFinite(d) || !(runs >= 2)) {
            throw new IllegalArgumentException(
                    "power needs a finite effect and at least 2 runs, not " + d + ", " + runs);
        }
        return unchecked(Math.abs(d), runs);
    }

    private double unchecked(double d, double runs) {
        double degrees = paired ? runs - 1 : 2 * runs - 2;
        double critical = TDistribution.of(degrees).inverseSurvivalProbability(alpha / 2);
        var t = new NoncentralT(degrees, d * Math.sqrt(paired ? runs : runs / 2));
        var mirrored = new NoncentralT(degrees, -t.noncentrality());
        return t.survival(critical) + mirrored.survival(critical);
    }

    /**
     * The number of runs of each configuration (of pairs, if paired) that the t-test needs.
     *
     * @param d the effect to be found, of either sign, not 0
     * @return a fractional number, at least 2, to be rounded up; infinite if it is above ten million
     * @throws IllegalArgumentException if {@code d} is 0 or NaN
     * @see <a href="https://doi.org/10.1037/0033-2909.112.1.155">Cohen 1992</a>
     */
    public double runs(double d) {
        double size = Math.abs(d);
        if (!(size > 0)) {
            throw new IllegalArgumentException("no number of runs finds an effect of " + d);
        }
        if (size == Double.POSITIVE_INFINITY || unchecked(size, 2) >= power) {
            return 2;
        }
        if (unchecked(size, MOST_RUNS) < power) {
            return Double.POSITIVE_INFINITY;
        }
        return root(n -> unchecked(size, n) - power, 2, MOST_RUNS);
    }

    /**
     * The smallest effect that a number of runs finds.
     *
     * @param runs of each configuration (of pairs, if paired), at least 2
     * @return Cohen's d
     * @throws IllegalArgumentException if {@code runs < 2}
     */
    public double detectable(int runs) {
        achieved(0, runs);
        double high = 1;
        while (unchecked(high, runs) < power) {
            high *= 2;
        }
        return root(d -> unchecked(d, runs) - power, 0, high);
    }

    private static double root(DoubleUnaryOperator f, double low, double high) {
        return new BrentSolver(1e-12, 1e-9, 1e-13).findRoot(f, low, high);
    }

    /**
     * The number of paired runs that show {@code P(A > B) = gamma} at one-sided level 0.05 with power 0.95, as
     * Bouthillier et al. recommend: 29 for 0.75.
     *
     * @param gamma the probability to be told from 0.5, between 0 and 1, not 0.5
     * @return the number, rounded up
     * @throws IllegalArgumentException if {@code gamma} is not between 0 and 1, or is 0.5
     */
    public static int runsForProbability(double gamma) {
        return (int) Math.ceil(runsForProbability(gamma, 0.05, 0.95));
    }

    /**
     * Noether's number of runs for a probability, {@code ((z(1-α) + z(power)) / (√6 (½ - γ)))²}.
     *
     * @param gamma the probability {@code P(A > B)} to be told from 0.5, between 0 and 1, not 0.5
     * @param alpha the one-sided significance level
     * @param power the probability of finding it
     * @return a fractional number, to be rounded up
     * @throws IllegalArgumentException if a probability is not between 0 and 1, or {@code gamma} is 0.5
     * @see <a href="https://doi.org/10.1080/01621459.1987.10478478">Noether 1987</a>
     * @see <a href="https://arxiv.org/abs/2103.03098">Bouthillier et al. 2021</a>
     */
    public static double runsForProbability(double gamma, double alpha, double power) {
        if (Sample.probability("P(A > B)", gamma) == 0.5) {
            throw new IllegalArgumentException("no number of runs tells P(A > B) = 0.5 from 0.5");
        }
        double z = NORMAL.inverseSurvivalProbability(Sample.probability("a significance level", alpha))
                + NORMAL.inverseCumulativeProbability(Sample.probability("a power", power));
        double root = z / (Math.sqrt(6) * (0.5 - gamma));
        return root * root;
    }

    /** Noether's number of runs of each for the two-sided Mann-Whitney test. */
    static double runsForRanks(double probability, double alpha, double power) {
        return forRanks(6, probability, alpha, power);
    }

    /** Noether's number of pairs for the two-sided Wilcoxon test: the probability is that of a positive Walsh average. */
    static double pairsForRanks(double[] differences, double alpha, double power) {
        double positive = 0;
        int averages = 0;
        for (int i = 0; i < differences.length; i++) {
            for (int j = 0; j < i; j++) {
                positive += (Math.signum(differences[i] + differences[j]) + 1) / 2;
                averages++;
            }
        }
        return forRanks(3, positive / averages, alpha, power);
    }

    private static double forRanks(int factor, double probability, double alpha, double power) {
        double z = NORMAL.inverseSurvivalProbability(alpha / 2) + NORMAL.inverseCumulativeProbability(power);
        double distance = probability - 0.5;
        return distance == 0 ? Double.POSITIVE_INFINITY : z * z / (factor * distance * distance);
    }
}
