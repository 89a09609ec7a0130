package dev.reprise.statistics;

import static dev.reprise.display.TextTable.number;

import dev.reprise.display.TextTable;
import dev.reprise.notebook.Displayable;
import dev.reprise.notebook.MimeBundle;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Which source of randomness causes how much of the spread: variance components of a balanced crossed design, in which
 * every level of every factor (initialisation, order, dropout, ...) is combined with every level of the others.
 *
 * <pre>{@code
 * // 4 initialisation seeds crossed with 3 shuffling seeds: a row of three losses for each initialisation
 * double[] results = {.31, .33, .30, .42, .45, .41, .28, .27, .29, .36, .38, .35};
 * VarianceComponents parts = VarianceComponents.crossed(List.of("init", "order"), new int[] {4, 3}, results);
 * parts.of("init").share();         // 0.94: nearly all of the spread
 * }</pre>
 *
 * <p>Mean squares are equated with their expectations, all factors being random (Henderson's first method, in balanced
 * designs the same as REML as long as no estimate is negative). A negative estimate says that the component is too small
 * to be seen; it is kept as it is, and counts as nothing in the shares.
 *
 * @param components the factors, their interactions, and the residual; with one run for each combination the residual
 *     contains the interaction of all factors
 * @see <a href="https://www.wiley.com/en-us/Design+and+Analysis+of+Experiments%2C+10th+Edition-p-9781119492443">Montgomery,
 *     Design and Analysis of Experiments, chapter 13</a>
 */
public record VarianceComponents(List<Component> components) implements Displayable {
    private static final int MOST_FACTORS = 10;

    /**
     * One source.
     *
     * @param source a factor, an interaction such as {@code init × order}, or {@code residual}
     * @param degreesOfFreedom of its mean square
     * @param meanSquare its mean square
     * @param variance the estimated component, possibly negative
     * @param share its part of the sum of all components that are not negative, from 0 to 1
     */
    public record Component(String source, int degreesOfFreedom, double meanSquare, double variance, double share) {}

    /** Copies the list. */
    public VarianceComponents {
        components = List.copyOf(components);
    }

    /**
     * Analyses a crossed design.
     *
     * @param factors the names of 1 to 10 sources
     * @param levels how many levels each has, at least 2
     * @param values one finite result for each combination, the last factor's level changing fastest; or r results in a
     *     row for each combination, r ≥ 2 (for one factor r ≥ 2 is required)
     * @return the components
     * @throws IllegalArgumentException if names, levels and number of values do not fit, or a value is not finite
     */
    public static VarianceComponents crossed(List<String> factors, int[] levels, double[] values) {
        int k = factors.size();
        if (k < 1
                || k > MOST_FACTORS
                || levels.length != k
                || IntStream.of(levels).anyMatch(l -> l < 2)) {
            throw new IllegalArgumentException("a crossed design has 1 to 10 factors of at least 2 levels each, not "
                    + factors + " with " + IntStream.of(levels).boxed().toList());
        }
        for (int f = 0; f < k; f++) {
            if (factors.indexOf(factors.get(f)) < f) {
                throw new IllegalArgumentException("'" + factors.get(f) + "' is named twice: " + factors);
            }
        }
        // Saturates: so many combinations are refused below.
        long cells = IntStream.of(levels).asLongStream().reduce(1, (a, b) -> Math.min(a * b, Integer.MAX_VALUE));
        double[] centred = Sample.copy("the sample", values, 1);
        int replicates = (int) (centred.length / cells);
        if (replicates * cells != centred.length || replicates == 0 || k == 1 && replicates == 1) {
            throw new IllegalArgumentException(String.format(
                    Locale.ROOT,
                    "%d combinations of levels need %d values or a multiple of it%s, not %d",
                    cells,
                    k == 1 ? 2 * cells : cells,
                    k == 1 ? " (with one factor every level needs two runs)" : "",
                    centred.length));
        }
        double mean = Sample.mean(centred);
        for (int i = 0; i < centred.length; i++) {
            centred[i] -= mean;
        }
        return new Analysis(List.copyOf(factors), levels.clone(), centred, replicates).components();
    }

    /** The analysis of variance. A set of factors is a bit mask. */
    private record Analysis(List<String> factors, int[] levels, double[] values, int replicates) {
        VarianceComponents components() {
            int full = (1 << levels.length) - 1;
            double[] between = new double[full + 1];
            for (int set = 0; set <= full; set++) {
                between[set] = betweenSquares(set);
            }
            double total = 0;
            for (double value : values) {
                total += value * value;
            }
            // Sums of squares are differences of numbers up to the total: what its rounding alone can leave is nothing.
            double rounding = values.length * Math.ulp(total);
            double[] meanSquares = new double[full + 1];
            for (int set = 1; set <= full; set++) {
                double squares = 0;
                for (int subset = set; ; subset = subset - 1 & set) {
                    squares += sign(set, subset) * between[subset];
                    if (subset == 0) {
                        break;
                    }
                }
                meanSquares[set] = squares > rounding ? squares / degrees(set) : 0;
            }
            boolean replicated = replicates > 1;
            int errorDegrees = replicated ? cells(full) * (replicates - 1) : degrees(full);
            double within = total - between[full] > rounding ? total - between[full] : 0;
            double error = replicated ? within / errorDegrees : meanSquares[full];

            var found = new ArrayList<Component>();
            for (int size = 1; size <= levels.length; size++) {
                for (int set = 1; set <= full; set++) {
                    if (Integer.bitCount(set) == size && (replicated || set != full)) {
                        found.add(new Component(
                                name(set), degrees(set), meanSquares[set], variance(set, meanSquares, error), 0));
                    }
                }
            }
            found.add(new Component("residual", errorDegrees, error, error, 0));
            double sum =
                    found.stream().mapToDouble(c -> Math.max(0, c.variance())).sum();
            return new VarianceComponents(found.stream()
                    .map(c -> new Component(
                            c.source(),
                            c.degreesOfFreedom(),
                            c.meanSquare(),
                            c.variance(),
                            sum == 0 ? 0 : Math.max(0, c.variance()) / sum))
                    .toList());
        }

        /**
         * Solves E[MS(S)] = σ² + Σ over T ⊇ S of (N / cells(T)) σ²(T) for one component, by Möbius inversion over the
         * supersets of S.
         */
        private double variance(int set, double[] meanSquares, double error) {
            int full = meanSquares.length - 1;
            double sum = set == full ? -error : 0;
            for (int superset = set; superset <= full; superset++) {
                if ((superset & set) == set) {
                    sum += sign(superset, set) * meanSquares[superset];
                }
            }
            return sum * cells(set) / values.length;
        }

        /** The sum of squares between the means over all factors not in the set. */
        private double betweenSquares(int set) {
            double[] sums = new double[cells(set)];
            for (int i = 0; i < values.length; i++) {
                sums[cell(i, set)] += values[i];
            }
            double squares = 0;
            for (double sum : sums) {
                squares += sum * sum;
            }
            return squares * sums.length / values.length;
        }

        private int cell(int index, int set) {
            int rest = index / replicates;
            int cell = 0;
            int stride = 1;
            for (int f = levels.length - 1; f >= 0; f--) {
                if ((set >> f & 1) == 1) {
                    cell += rest % levels[f] * stride;
                    stride *= levels[f];
                }
                rest /= levels[f];
            }
            return cell;
        }

        private int cells(int set) {
            return members(set).map(f -> levels[f]).reduce(1, (a, b) -> a * b);
        }

        private int degrees(int set) {
            return members(set).map(f -> levels[f] - 1).reduce(1, (a, b) -> a * b);
        }

        private String name(int set) {
            return members(set).mapToObj(factors::get).collect(Collectors.joining(" × "));
        }

        private IntStream members(int set) {
            return IntStream.range(0, levels.length).filter(f -> (set >> f & 1) == 1);
        }

        private static int sign(int set, int subset) {
            return Integer.bitCount(set ^ subset) % 2 == 0 ? 1 : -1;
        }
    }

    /**
     * The component of one source.
     *
     * @param source a name as in {@link Component#source()}
     * @return the component
     * @throws IllegalArgumentException if there is no such source; the message lists those that there are
     */
    public Component of(String source) {
        return components.stream()
                .filter(c -> c.source().equals(source))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no source '" + source + "' among "
                        + components.stream().map(Component::source).toList()));
    }

    @Override
    public MimeBundle toMimeBundle() {
        return sheet().toMimeBundle();
    }

    /** The components and their shares as a table. */
    @Override
    public String toString() {
        return sheet().toString();
    }

    private TextTable sheet() {
        var table = TextTable.of("Variance by source", "source", "df", "mean square", "variance", "sd", "share");
        for (var c : components) {
            table = table.row(
                    c.source(),
                    c.degreesOfFreedom(),
                    c.meanSquare(),
                    c.variance(),
                    Math.sqrt(Math.max(0, c.variance())),
                    number(Math.rint(1000 * c.share()) / 10) + " %");
        }
        return table;
    }
}
