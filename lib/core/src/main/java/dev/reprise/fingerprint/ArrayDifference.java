package dev.reprise.fingerprint;

import dev.reprise.display.TextTable;
import dev.reprise.notebook.Displayable;
import dev.reprise.notebook.MimeBundle;
import java.util.Arrays;
import java.util.Locale;

/**
 * How far apart two arrays of floating-point numbers are, in ulps and in absolute terms.
 *
 * <pre>{@code
 * float[] here = {0.1f, 0.2f, 0.3f};
 * float[] there = {0.1f, 0.2f, Math.nextUp(0.3f)};
 * ArrayDifference difference = ArrayDifference.between(here, there);
 * difference.maxUlps();                       // 1
 * System.out.println(difference.inWords());   // 1 of 3 elements differs, by at most 1 ulp, first at [2]
 * }</pre>
 *
 * @param elements number of elements of each array
 * @param differing how many of them have a distance above 0
 * @param firstIndex where the first of them stands, such as {@code [2, 7]}; empty if there is none
 * @param worstIndex where the largest distance is found first; empty if there is none
 * @param maxUlps the largest distance in ulps, {@link Ulps#UNBOUNDED} if NaN or an infinity stands against a number
 * @param p99Ulps the distance that 99 % of all elements do not exceed (the smallest such distance)
 * @param maxAbsolute the largest absolute difference; NaN if NaN stands against a number
 */
public record ArrayDifference(
        long elements,
        long differing,
        String firstIndex,
        String worstIndex,
        long maxUlps,
        long p99Ulps,
        double maxAbsolute)
        implements Displayable {
    /**
     * Compares two arrays by {@link Ulps#NUMERIC}.
     *
     * @param a an array of {@code float} or {@code double} in any number of dimensions
     * @param b an array of the same type and shape
     * @return how far apart they are
     * @throws IllegalArgumentException if types or shapes differ, or the elements are no floating-point numbers
     */
    public static ArrayDifference between(Object a, Object b) {
        return between(a, b, Ulps.NUMERIC);
    }

    /**
     * Compares two arrays.
     *
     * @param a an array of {@code float} or {@code double} in any number of dimensions
     * @param b an array of the same type and shape
     * @param ulps what counts as the same number
     * @return how far apart they are
     * @throws IllegalArgumentException if types or shapes differ, or the elements are no floating-point numbers
     */
    public static ArrayDifference between(Object a, Object b, Ulps ulps) {
        return between(FlatArray.of(a), FlatArray.of(b), ulps);
    }

    static ArrayDifference between(FlatArray left, FlatArray right, Ulps ulps) {
        if (left.type() != right.type() || !Arrays.equals(left.shape(), right.shape())) {
            throw new IllegalArgumentException("only arrays of the same type and shape can be compared, not "
                    + left.type() + " " + Arrays.toString(left.shape()) + " and " + right.type() + " "
                    + Arrays.toString(right.shape()));
        }
        if (left.type() != ElementType.FLOAT32 && left.type() != ElementType.FLOAT64) {
            throw new IllegalArgumentException("arrays of " + left.type() + " have no distance in ulps");
        }
        var tally = new Tally(Math.toIntExact(left.size()));
        for (int leaf = 0; leaf < left.leaves().size(); leaf++) {
            if (left.type() == ElementType.FLOAT64) {
                double[] x = (double[]) left.leaves().get(leaf);
                double[] y = (double[]) right.leaves().get(leaf);
                for (int i = 0; i < x.length; i++) {
                    tally.add(ulps.between(x[i], y[i]), x[i], y[i]);
                }
            } else {
                float[] x = (float[]) left.leaves().get(leaf);
                float[] y = (float[]) right.leaves().get(leaf);
                for (int i = 0; i < x.length; i++) {
                    tally.add(ulps.between(x[i], y[i]), x[i], y[i]);
                }
            }
        }
        return tally.difference(left);
    }

    /** The distances of the elements, in c order. */
    private static final class Tally {
        private final long[] distances;
        private int size;
        private int differing;
        private int first = -1;
        private int worst = -1;
        private double maxAbsolute;

        Tally(int elements) {
            distances = new long[elements];
        }

        void add(long distance, double x, double y) {
            if (distance > 0) {
                differing++;
                first = first < 0 ? size : first;
                worst = worst < 0 || distance > distances[worst] ? size : worst;
                maxAbsolute = Math.max(maxAbsolute, Math.abs(x - y));
            }
            distances[size++] = distance;
        }

        ArrayDifference difference(FlatArray array) {
            long max = worst < 0 ? 0 : distances[worst];
            Arrays.sort(distances);
            // Nearest rank: the element number ⌈0.99 n⌉ of n.
            long p99 = size == 0 ? 0 : distances[(int) ((99L * size + 99) / 100) - 1];
            return new ArrayDifference(
                    size,
                    differing,
                    first < 0 ? "" : array.index(first),
                    worst < 0 ? "" : array.index(worst),
                    max,
                    p99,
                    maxAbsolute);
        }
    }

    /**
     * Whether no element differs.
     *
     * @return true if every distance is 0
     */
    public boolean isNone() {
        return differing == 0;
    }

    /**
     * The difference in one sentence.
     *
     * @return for example {@code 1 of 3 elements differs, by at most 1 ulp, first at [2]}
     */
    public String inWords() {
        if (isNone()) {
            return String.format(Locale.ROOT, "all %d elements are the same", elements);
        }
        return String.format(
                Locale.ROOT,
                "%d of %d elements %s, by %s, first at %s",
                differing,
                elements,
                differing == 1 ? "differs" : "differ",
                words(maxUlps),
                firstIndex);
    }

    private static String words(long ulps) {
        return ulps == Ulps.UNBOUNDED ? "more than rounding can explain" : "at most " + ulps + " ulp";
    }

    @Override
    public MimeBundle toMimeBundle() {
        return sheet().toMimeBundle();
    }

    /** The same table as the notebook shows, in plain text. */
    @Override
    public String toString() {
        return sheet().toString();
    }

    private TextTable sheet() {
        var table =
                TextTable.of(inWords(), "", "value").row("elements", elements).row("differing", differing);
        if (isNone()) {
            return table;
        }
        return table.row("largest distance", words(maxUlps))
                .row("99 % of all differ by", words(p99Ulps))
                .row("largest absolute difference", maxAbsolute)
                .row("first at", firstIndex)
                .row("largest at", worstIndex);
    }
}
