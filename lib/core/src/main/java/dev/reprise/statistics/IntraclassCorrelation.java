package dev.reprise.statistics;

import java.util.Arrays;
import java.util.List;

/**
 * How much of the spread lies between targets (tasks, data sets, examples) rather than between the repeated measurements
 * of one target: 1 if repetitions agree perfectly, about 0 or below if they tell targets apart no better than chance.
 *
 * <p>In all methods the table has one row for each target and one column for each measurement; at least 2 of each.
 *
 * <pre>{@code
 * double[][] accuracies = {{.91, .90, .92}, {.75, .77, .74}, {.83, .82, .84}};      // [task][seed]
 * IntraclassCorrelation.agreement(accuracies);      // near 1: tasks differ by far more than seeds
 * }</pre>
 *
 * @see <a href="https://doi.org/10.1037/0033-2909.86.2.420">Shrout and Fleiss 1979</a>
 */
public final class IntraclassCorrelation {
    private IntraclassCorrelation() {}

    /**
     * ICC(1,1): the columns mean nothing, each measurement is just another run.
     *
     * @param table targets by measurements
     * @return at most 1; NaN if all values are equal
     * @throws IllegalArgumentException if the table is too small, ragged or not finite
     */
    public static double oneWay(double[][] table) {
        double[][] rows = Sample.matrix("the table", table, 2, 2);
        var parts = VarianceComponents.crossed(List.of("target"), new int[] {rows.length}, flat(rows));
        double target = parts.of("target").variance();
        return target / (target + parts.of("residual").variance());
    }

    /**
     * ICC(2,1): columns are random raters or seeds, and their differences count as disagreement.
     *
     * @param table targets by measurements
     * @return at most 1; NaN if all values are equal
     * @throws IllegalArgumentException if the table is too small, ragged or not finite
     */
    public static double agreement(double[][] table) {
        var parts = twoWay(table);
        double target = parts.of("target").variance();
        return target
                / (target + parts.of("rater").variance() + parts.of("residual").variance());
    }

    /**
     * ICC(3,1): columns are these very raters, and only deviations beyond a constant offset count as disagreement.
     *
     * @param table targets by measurements
     * @return at most 1; NaN if the targets do not differ and the measurements are consistent
     * @throws IllegalArgumentException if the table is too small, ragged or not finite
     */
    public static double consistency(double[][] table) {
        var parts = twoWay(table);
        double target = parts.of("target").variance();
        return target / (target + parts.of("residual").variance());
    }

    private static VarianceComponents twoWay(double[][] table) {
        double[][] rows = Sample.matrix("the table", table, 2, 2);
        return VarianceComponents.crossed(
                List.of("target", "rater"), new int[] {rows.length, rows[0].length}, flat(rows));
    }

    private static double[] flat(double[][] rows) {
        return Arrays.stream(rows).flatMapToDouble(Arrays::stream).toArray();
    }
}
