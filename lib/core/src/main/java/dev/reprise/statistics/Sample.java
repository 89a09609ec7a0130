package dev.reprise.statistics;

import java.util.Arrays;
import java.util.Locale;
import java.util.Objects;

/** What every statistic demands of its input, and the messages when it does not get it. */
final class Sample {
    private Sample() {}

    /** A copy of the values, which must be finite and at least {@code minimum} many. */
    static double[] copy(String name, double[] values, int minimum) {
        Objects.requireNonNull(values, name);
        if (values.length < minimum) {
            throw new IllegalArgumentException(String.format(
                    Locale.ROOT, "%s has %d values, but at least %d are needed", name, values.length, minimum));
        }
        for (int i = 0; i < values.length; i++) {
            if (!Double.isFinite(values[i])) {
                throw new IllegalArgumentException(String.format(
                        Locale.ROOT,
                        "%s is %s at index %d: a diverged run cannot be averaged; leave it out and report how many were",
                        name,
                        values[i],
                        i));
            }
        }
        return values.clone();
    }

    /** Copies of two samples in pairs: equally long. */
    static double[][] pairs(double[] a, double[] b, int minimum) {
        double[] first = copy("the first sample", a, minimum);
        double[] second = copy("the second sample", b, minimum);
        if (first.length != second.length) {
            throw new IllegalArgumentException(String.format(
                    Locale.ROOT,
                    "pairs need two samples of one length (value i of both from the same seed or data set), not %d and %d",
                    first.length,
                    second.length));
        }
        return new double[][] {first, second};
    }

    /** A copy of a table of finite numbers whose rows are equally long. */
    static double[][] matrix(String name, double[][] rows, int minimumRows, int minimumColumns) {
        Objects.requireNonNull(rows, name);
        if (rows.length < minimumRows) {
            throw new IllegalArgumentException(String.format(
                    Locale.ROOT, "%s has %d rows, but at least %d are needed", name, rows.length, minimumRows));
        }
        double[][] copy = new double[rows.length][];
        for (int i = 0; i < rows.length; i++) {
            copy[i] = copy(name + ", row " + i + ",", rows[i], minimumColumns);
            if (copy[i].length != copy[0].length) {
                throw new IllegalArgumentException(String.format(
                        Locale.ROOT,
                        "%s has rows of %d and of %d values: every row must be equally long",
                        name,
                        copy[0].length,
                        copy[i].length));
            }
        }
        return copy;
    }

    /** A probability that is neither 0 nor 1: a level, a power, a significance. */
    static double probability(String name, double p) {
        if (!(p > 0 && p < 1)) {
            throw new IllegalArgumentException(name + " lies between 0 and 1 (exclusive), not " + p);
        }
        return p;
    }

    static double mean(double[] values) {
        return org.apache.commons.statistics.descriptive.Mean.of(values).getAsDouble();
    }

    /** The unbiased variance, with divisor n - 1. */
    static double variance(double[] values) {
        return org.apache.commons.statistics.descriptive.Variance.of(values).getAsDouble();
    }

    static double pooledVariance(double[] a, double[] b) {
        return ((a.length - 1) * variance(a) + (b.length - 1) * variance(b)) / (a.length + b.length - 2);
    }

    static boolean isConstant(double[] values) {
        return Arrays.stream(values).allMatch(v -> v == values[0]);
    }

    /**
     * Whether all pairs differ by the same amount, but for the rounding of the subtraction: 1.1 - 1.0 and 2.1 - 2.0 are
     * two numbers, and would give a t of 10¹⁵.
     */
    static boolean differByAConstant(double[] a, double[] b) {
        double[] differences = differences(a, b);
        double largest = 0;
        for (int i = 0; i < a.length; i++) {
            largest = Math.max(largest, Math.max(Math.abs(a[i]), Math.abs(b[i])));
        }
        double spread = Arrays.stream(differences).max().orElse(0)
                - Arrays.stream(differences).min().orElse(0);
        return spread <= 2 * Math.ulp(largest);
    }

    static double[] differences(double[] a, double[] b) {
        double[] d = new double[a.length];
        for (int i = 0; i < d.length; i++) {
            d[i] = a[i] - b[i];
        }
        return d;
    }
}
