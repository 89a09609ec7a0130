package dev.reprise.statistics;

import java.util.Arrays;

/**
 * How large a difference is, as opposed to how surely there is one. Positive where the first sample is larger; 0.5 of
 * {@link #a12} means no difference.
 *
 * <pre>{@code
 * double g = EffectSize.hedgesG(candidate, baseline);
 * EffectSize.Magnitude.ofD(g);                              // LARGE
 * EffectSize.cliffDelta(candidate, baseline);               // 1: every run of the candidate is above every other
 * }</pre>
 */
public final class EffectSize {
    /** The usual words for sizes. They are conventions of other fields: what matters in yours, you must say. */
    public enum Magnitude {
        /** Smaller than what is called small. */
        NEGLIGIBLE,
        /** From Cohen's d 0.2, Cliff's delta 0.147, A12 0.56. */
        SMALL,
        /** From Cohen's d 0.5, Cliff's delta 0.33, A12 0.64. */
        MEDIUM,
        /** From Cohen's d 0.8, Cliff's delta 0.474, A12 0.71. */
        LARGE;

        private static Magnitude of(double size, double small, double medium, double large) {
            return size < small ? NEGLIGIBLE : size < medium ? SMALL : size < large ? MEDIUM : LARGE;
        }

        /**
         * The word for a standardised mean difference.
         *
         * @param d Cohen's d or Hedges' g, of either sign
         * @return the magnitude
         * @throws IllegalArgumentException if {@code d} is NaN
         * @see <a href="https://doi.org/10.4324/9780203771587">Cohen 1988</a>
         */
        public static Magnitude ofD(double d) {
            if (Double.isNaN(d)) {
                throw new IllegalArgumentException("an effect that is NaN has no magnitude: nothing varies");
            }
            return of(Math.abs(d), 0.2, 0.5, 0.8);
        }

        /**
         * The word for Cliff's delta.
         *
         * @param delta from -1 to 1
         * @return the magnitude, by the limits of Romano et al. 2006
         * @throws IllegalArgumentException if {@code delta} is not in [-1, 1]
         */
        public static Magnitude ofDelta(double delta) {
            if (!(delta >= -1 && delta <= 1)) {
                throw new IllegalArgumentException("Cliff's delta reaches from -1 to 1, not " + delta);
            }
            return of(Math.abs(delta), 0.147, 0.33, 0.474);
        }

        /**
         * The word for a probability of being larger.
         *
         * @param a12 from 0 to 1
         * @return the magnitude
         * @throws IllegalArgumentException if {@code a12} is not in [0, 1]
         * @see <a href="https://doi.org/10.3102/10769986025002101">Vargha and Delaney 2000</a>
         */
        public static Magnitude ofA12(double a12) {
            if (!(a12 >= 0 && a12 <= 1)) {
                throw new IllegalArgumentException("a probability reaches from 0 to 1, not " + a12);
            }
            return of(Math.max(a12, 1 - a12), 0.56, 0.64, 0.71);
        }
    }

    private EffectSize() {}

    /**
     * Cohen's d: the difference of means in units of the pooled standard deviation.
     *
     * @param a runs of one configuration, at least 2
     * @param b runs of another, at least 2
     * @return {@code (mean a - mean b) / s}; infinite or NaN if both samples are constant
     * @throws IllegalArgumentException if a sample is too short or not finite
     * @see <a href="https://doi.org/10.4324/9780203771587">Cohen 1988</a>
     */
    public static double cohenD(double[] a, double[] b) {
        double[] first = Sample.copy("the first sample", a, 2);
        double[] second = Sample.copy("the second sample", b, 2);
        return (Sample.mean(first) - Sample.mean(second)) / Math.sqrt(Sample.pooledVariance(first, second));
    }

    /**
     * Hedges' g: Cohen's d without its bias in small samples, {@code d (1 - 3 / (4 (n1 + n2) - 9))}.
     *
     * @param a runs of one configuration, at least 2
     * @param b runs of another, at least 2
     * @return g
     * @throws IllegalArgumentException if a sample is too short or not finite
     * @see <a href="https://doi.org/10.3102/10769986006002107">Hedges 1981</a>
     */
    public static double hedgesG(double[] a, double[] b) {
        return cohenD(a, b) * (1 - 3.0 / (4.0 * (a.length + b.length) - 9));
    }

    /**
     * Cohen's d of paired samples: the mean difference in units of the standard deviation of the differences, which is
     * what the power of the paired t-test depends on.
     *
     * @param a one value of each pair, at least 2
     * @param b the other value of each pair
     * @return d; infinite or NaN if all differences are equal
     * @throws IllegalArgumentException if the samples are too short, differ in length or are not finite
     */
    public static double cohenDPaired(double[] a, double[] b) {
        double[][] pairs = Sample.pairs(a, b, 2);
        double[] differences = Sample.differences(pairs[0], pairs[1]);
        return Sample.mean(differences) / Math.sqrt(Sample.variance(differences));
    }

    /**
     * Vargha and Delaney's A12: the probability that a run of the first configuration is larger than one of the second,
     * ties counting half; {@code U / (n1 n2)}.
     *
     * @param a runs of one configuration, at least 1
     * @param b runs of another, at least 1
     * @return from 0 to 1
     * @throws IllegalArgumentException if a sample is empty or not finite
     * @see <a href="https://doi.org/10.3102/10769986025002101">Vargha and Delaney 2000</a>
     */
    public static double a12(double[] a, double[] b) {
        double[] first = Sample.copy("the first sample", a, 1);
        double[] sorted = Sample.copy("the second sample", b, 1);
        Arrays.sort(sorted);
        // Twice U, a whole number: no rounding, and the same in every order of the runs.
        long doubled = 0;
        for (double value : first) {
            doubled += below(sorted, value, false) + below(sorted, value, true);
        }
        return doubled / (2.0 * first.length * sorted.length);
    }

    /** The number of values below the limit, or up to it. */
    private static int below(double[] sorted, double limit, boolean inclusive) {
        int low = 0;
        int high = sorted.length;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (sorted[middle] < limit || inclusive && sorted[middle] == limit) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    /**
     * Cliff's delta, {@code P(a > b) - P(a < b)} = {@code 2 A12 - 1}; the same number is called the rank-biserial
     * correlation of two independent samples.
     *
     * @param a runs of one configuration, at least 1
     * @param b runs of another, at least 1
     * @return from -1 to 1
     * @throws IllegalArgumentException if a sample is empty or not finite
     * @see <a href="https://doi.org/10.1037/0033-2909.114.3.494">Cliff 1993</a>
     */
    public static double cliffDelta(double[] a, double[] b) {
        return 2 * a12(a, b) - 1;
    }

    /**
     * The matched-pairs rank-biserial correlation: the share of the rank sum with positive differences minus that with
     * negative ones, zeros dropped.
     *
     * @param a one value of each pair, at least 1
     * @param b the other value of each pair
     * @return from -1 to 1; 0 if all differences are zero
     * @throws IllegalArgumentException if the samples are empty, differ in length or are not finite
     * @see <a href="https://doi.org/10.2466/11.IT.3.1">Kerby 2014</a>
     */
    public static double rankBiserial(double[] a, double[] b) {
        double[][] pairs = Sample.pairs(a, b, 1);
        long n = Arrays.stream(Sample.differences(pairs[0], pairs[1]))
                .filter(d -> d != 0)
                .count();
        double positive = SignificanceTest.wilcoxon(a, b).statistic();
        return n == 0 ? 0 : 4 * positive / (n * (n + 1.0)) - 1;
    }
}
