package dev.reprise.statistics;

import static dev.reprise.display.TextTable.number;

import org.apache.commons.statistics.distribution.TDistribution;
import org.apache.commons.statistics.inference.AlternativeHypothesis;
import org.apache.commons.statistics.inference.DataDispersion;
import org.apache.commons.statistics.inference.TTest;

/**
 * Was a result reproduced? Two one-sided tests of equivalence: that no difference was found shows nothing; here the
 * burden of proof is turned round, and the means are called equivalent only if a difference of {@code margin} or more is
 * rejected on both sides.
 *
 * <pre>{@code
 * double[] rerun = {0.911, 0.909, 0.914, 0.912, 0.908, 0.913, 0.911, 0.913};
 * Equivalence.of(baseline, rerun, 0.005).holds(0.05);       // true: reproduced, to half a percentage point
 * }</pre>
 *
 * @param difference mean of the first sample minus mean of the second
 * @param margin the largest difference that does not matter, chosen before looking at the data; positive
 * @param p the larger of the two one-sided p-values
 * @param interval the 90 % interval of the difference, which lies within ± margin exactly if {@code p < 0.05}
 * @see <a href="https://doi.org/10.1007/BF01068419">Schuirmann 1987</a>
 */
public record Equivalence(double difference, double margin, double p, Interval interval) {
    /**
     * Two independent samples, by Welch's t.
     *
     * @param a runs of one configuration, at least 2
     * @param b runs of another, at least 2
     * @param margin the largest difference of means that does not matter, positive
     * @return the test
     * @throws IllegalArgumentException if a sample is too short or not finite, both are constant, or the margin is not
     *     positive
     */
    public static Equivalence of(double[] a, double[] b, double margin) {
        return of(a, b, margin, 0.05);
    }

    static Equivalence of(double[] a, double[] b, double margin, double alpha) {
        var welch = SignificanceTest.welch(a, b);
        double error = Math.sqrt(Sample.variance(a) / a.length + Sample.variance(b) / b.length);
        return of(
                Sample.mean(a) - Sample.mean(b),
                error,
                welch.degreesOfFreedom(),
                margin,
                alpha,
                mu -> TTest.withDefaults()
                        .with(DataDispersion.HETEROSCEDASTIC)
                        .with(mu < 0 ? AlternativeHypothesis.GREATER_THAN : AlternativeHypothesis.LESS_THAN)
                        .withMu(mu)
                        .test(a, b)
                        .getPValue());
    }

    /**
     * Paired samples, by Student's t of the differences.
     *
     * @param a one value of each pair, at least 2
     * @param b the other value of each pair
     * @param margin the largest mean difference that does not matter, positive
     * @return the test
     * @throws IllegalArgumentException if the samples are too short, differ in length or are not finite, all differences
     *     are equal, or the margin is not positive
     */
    public static Equivalence paired(double[] a, double[] b, double margin) {
        return paired(a, b, margin, 0.05);
    }

    static Equivalence paired(double[] a, double[] b, double margin, double alpha) {
        var t = SignificanceTest.pairedT(a, b);
        double[] differences = Sample.differences(a, b);
        double error = Math.sqrt(Sample.variance(differences) / differences.length);
        return of(
                Sample.mean(differences),
                error,
                t.degreesOfFreedom(),
                margin,
                alpha,
                mu -> TTest.withDefaults()
                        .with(mu < 0 ? AlternativeHypothesis.GREATER_THAN : AlternativeHypothesis.LESS_THAN)
                        .withMu(mu)
                        .test(differences)
                        .getPValue());
    }

    private static Equivalence of(
            double difference,
            double error,
            double degreesOfFreedom,
            double margin,
            double alpha,
            java.util.function.DoubleUnaryOperator oneSidedP) {
        if (!(margin > 0 && Double.isFinite(margin))) {
            throw new IllegalArgumentException("the margin of equivalence is a positive number, not " + margin);
        }
        double p = Math.max(oneSidedP.applyAsDouble(-margin), oneSidedP.applyAsDouble(margin));
        double half = TDistribution.of(degreesOfFreedom).inverseSurvivalProbability(alpha) * error;
        return new Equivalence(
                difference, margin, p, new Interval(difference - half, difference + half, 1 - 2 * alpha));
    }

    /**
     * Whether a difference of the margin or more is rejected.
     *
     * @param alpha the significance level, such as 0.05
     * @return whether {@code p < alpha}
     * @throws IllegalArgumentException if {@code alpha} is not between 0 and 1
     */
    public boolean holds(double alpha) {
        return p < Sample.probability("a significance level", alpha);
    }

    /** For example {@code equivalent within 0.01: difference 0.001, 90% [-0.004, 0.006], p = 0.003}. */
    @Override
    public String toString() {
        return (holds(0.05) ? "equivalent within " : "not shown to be equivalent within ") + number(margin)
                + ": difference " + number(difference) + ", " + interval + ", p = " + number(p);
    }
}
