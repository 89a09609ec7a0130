package dev.reprise.statistics;

import java.util.Arrays;
import java.util.Comparator;
import java.util.Objects;
import java.util.stream.IntStream;

/**
 * p-values adjusted for having made many comparisons: compare them with the significance level as if there were one.
 * Twenty comparisons of nothing with nothing give on average one {@code p < 0.05}.
 *
 * <pre>{@code
 * MultipleComparisons.holm(.01, .04, .03, .005);                  // .03, .06, .06, .02
 * MultipleComparisons.benjaminiHochberg(.01, .04, .03, .005);     // .02, .04, .04, .02
 * }</pre>
 */
public final class MultipleComparisons {
    private MultipleComparisons() {}

    /**
     * Holm's step-down adjustment: bounds the probability of even one false rejection, and rejects never less than
     * Bonferroni's. For the i-th smallest of m, {@code max over j ≤ i of min(1, (m - j + 1) p(j))}.
     *
     * @param p p-values from 0 to 1, in any order
     * @return the adjusted p-values, in the order of the input
     * @throws IllegalArgumentException if a value is not in [0, 1]
     * @see <a href="https://www.jstor.org/stable/4615733">Holm 1979</a>
     */
    public static double[] holm(double... p) {
        int[] ascending = ascending(p);
        double[] adjusted = new double[p.length];
        double largest = 0;
        for (int i = 0; i < p.length; i++) {
            largest = Math.max(largest, Math.min(1, (p.length - i) * p[ascending[i]]));
            adjusted[ascending[i]] = largest;
        }
        return adjusted;
    }

    /**
     * Benjamini and Hochberg's step-up adjustment: bounds the expected share of false rejections among the rejections.
     * For the i-th smallest of m, {@code min over j ≥ i of min(1, m p(j) / j)}.
     *
     * @param p p-values from 0 to 1, in any order
     * @return the adjusted p-values, in the order of the input
     * @throws IllegalArgumentException if a value is not in [0, 1]
     * @see <a href="https://doi.org/10.1111/j.2517-6161.1995.tb02031.x">Benjamini and Hochberg 1995</a>
     */
    public static double[] benjaminiHochberg(double... p) {
        int[] ascending = ascending(p);
        double[] adjusted = new double[p.length];
        double smallest = 1;
        for (int i = p.length - 1; i >= 0; i--) {
            smallest = Math.min(smallest, p.length * p[ascending[i]] / (i + 1));
            adjusted[ascending[i]] = smallest;
        }
        return adjusted;
    }

    private static int[] ascending(double[] p) {
        Objects.requireNonNull(p);
        Arrays.stream(p).filter(v -> !(v >= 0 && v <= 1)).findFirst().ifPresent(v -> {
            throw new IllegalArgumentException("a p-value lies between 0 and 1, not " + v);
        });
        return IntStream.range(0, p.length)
                .boxed()
                .sorted(Comparator.comparingDouble(i -> p[i]))
                .mapToInt(Integer::intValue)
                .toArray();
    }
}
