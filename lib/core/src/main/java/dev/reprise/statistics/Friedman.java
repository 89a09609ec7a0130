package dev.reprise.statistics;

import static dev.reprise.display.TextTable.number;

import dev.reprise.display.TextTable;
import dev.reprise.notebook.Displayable;
import dev.reprise.notebook.MimeBundle;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.commons.numbers.rootfinder.BrentSolver;
import org.apache.commons.statistics.distribution.ChiSquaredDistribution;
import org.apache.commons.statistics.distribution.FDistribution;
import org.apache.commons.statistics.distribution.NormalDistribution;
import org.apache.commons.statistics.ranking.NaNStrategy;
import org.apache.commons.statistics.ranking.NaturalRanking;
import org.apache.commons.statistics.ranking.TiesStrategy;

/**
 * Several methods on several data sets: Friedman's test by ranks, and how far apart two average ranks must be.
 *
 * <p>On each data set the methods are ranked, the best being 1, ties sharing the average; nothing but these ranks counts,
 * so accuracies of unlike data sets are never averaged.
 *
 * <pre>{@code
 * double[][] scores = {{.71, .65, .90}, {.80, .79, .95}, {.62, .60, .85}, {.55, .58, .70}};     // [data set][method]
 * Friedman test = Friedman.of(scores).named("SGD", "momentum", "Adam");
 * test.imanDavenport().rejects(0.05);
 * test.nemenyiDifference(0.05);             // average ranks that far apart differ
 * }</pre>
 *
 * @see <a href="https://www.jmlr.org/papers/v7/demsar06a.html">Demšar 2006</a>
 */
public final class Friedman implements Displayable {
    private static final NormalDistribution NORMAL = NormalDistribution.of(0, 1);

    private final int dataSets;
    private final double[] averageRanks;
    private final List<String> names;

    private Friedman(int dataSets, double[] averageRanks, List<String> names) {
        this.dataSets = dataSets;
        this.averageRanks = averageRanks;
        this.names = names;
    }

    Friedman(int dataSets, double... averageRanks) {
        this(
                dataSets,
                averageRanks,
                IntStream.range(0, averageRanks.length)
                        .mapToObj(i -> "method " + i)
                        .toList());
    }

    /**
     * Ranks methods by their scores.
     *
     * @param scores one row for each data set, one column for each method, larger is better (negate losses); at least 2
     *     of each, finite
     * @return the test
     * @throws IllegalArgumentException if there are fewer rows or columns, rows differ in length, or a score is not finite
     */
    public static Friedman of(double[][] scores) {
        double[][] table = Sample.matrix("the table of scores", scores, 2, 2);
        var ranking = new NaturalRanking(NaNStrategy.FAILED, TiesStrategy.AVERAGE);
        double[] sums = new double[table[0].length];
        for (double[] row : table) {
            double[] ranks =
                    ranking.apply(Arrays.stream(row).map(score -> -score).toArray());
            Arrays.setAll(sums, j -> sums[j] + ranks[j]);
        }
        return new Friedman(
                table.length, Arrays.stream(sums).map(sum -> sum / table.length).toArray());
    }

    /**
     * Names the methods, for the table.
     *
     * @param methods one name for each column of the scores
     * @return the same test
     * @throws IllegalArgumentException if there are not as many names as methods
     */
    public Friedman named(String... methods) {
        if (methods.length != averageRanks.length) {
            throw new IllegalArgumentException(
                    averageRanks.length + " methods need " + averageRanks.length + " names, not " + methods.length);
        }
        return new Friedman(dataSets, averageRanks, List.of(methods));
    }

    /**
     * The average rank of each method over the data sets.
     *
     * @return one number for each column of the scores, from 1 (always best) to the number of methods
     */
    public double[] averageRanks() {
        return averageRanks.clone();
    }

    /**
     * Friedman's test of equal ranks, {@code χ² = 12N/(k(k+1)) (Σ R² - k(k+1)²/4)} for k methods and N data sets. Not
     * corrected for ties, which makes it conservative where there are many.
     *
     * @return chi-squared with k - 1 degrees of freedom, and p
     */
    public TestResult chiSquared() {
        int k = averageRanks.length;
        double squares = Arrays.stream(averageRanks).map(r -> r * r).sum();
        double chi = Math.max(0, 12.0 * dataSets / (k * (k + 1.0)) * (squares - k * (k + 1.0) * (k + 1.0) / 4));
        return new TestResult(
                "Friedman's test", chi, k - 1, ChiSquaredDistribution.of(k - 1).survivalProbability(chi));
    }

    /**
     * Iman and Davenport's less conservative form, {@code F = (N-1) χ² / (N(k-1) - χ²)}.
     *
     * @return F, its first degrees of freedom (k - 1; the second are (k-1)(N-1)), and p
     */
    public TestResult imanDavenport() {
        int k = averageRanks.length;
        double chi = chiSquared().statistic();
        double rest = dataSets * (k - 1.0) - chi;
        String test = "Iman and Davenport's test";
        if (rest <= 1e-12 * dataSets) {
            return new TestResult(test, Double.POSITIVE_INFINITY, k - 1, 0);
        }
        double f = (dataSets - 1) * chi / rest;
        double p = FDistribution.of(k - 1, (k - 1.0) * (dataSets - 1)).survivalProbability(f);
        return new TestResult(test, f, k - 1, p);
    }

    /**
     * Nemenyi's critical difference for all pairs: two methods differ if their average ranks are at least so far apart.
     *
     * @param alpha the significance level for the whole family of pairs, such as 0.05
     * @return {@code q √(k(k+1)/(6N))}, q from the studentized range (divided by √2)
     * @throws IllegalArgumentException if {@code alpha} is not between 0 and 1
     */
    public double nemenyiDifference(double alpha) {
        return nemenyiQuantile(averageRanks.length, Sample.probability("a significance level", alpha))
                * standardError();
    }

    /**
     * The p-value of Nemenyi's test for one pair, adjusted for all pairs being looked at.
     *
     * @param i column of one method
     * @param j column of the other
     * @return from 0 to 1
     * @throws IndexOutOfBoundsException if there is no such column
     */
    public double nemenyiP(int i, int j) {
        double range = Math.abs(averageRanks[i] - averageRanks[j]) / standardError() * Math.sqrt(2);
        return Math.max(0, 1 - normalRange(averageRanks.length, range));
    }

    /**
     * The critical difference of Bonferroni and Dunn for comparing all methods with one control only.
     *
     * @param alpha the significance level for the family of k - 1 comparisons, such as 0.05
     * @return {@code z √(k(k+1)/(6N))}, z the normal quantile at {@code 1 - alpha / (2(k-1))}
     * @throws IllegalArgumentException if {@code alpha} is not between 0 and 1
     */
    public double bonferroniDunnDifference(double alpha) {
        double tail = Sample.probability("a significance level", alpha) / (2 * (averageRanks.length - 1));
        return NORMAL.inverseSurvivalProbability(tail) * standardError();
    }

    private double standardError() {
        int k = averageRanks.length;
        return Math.sqrt(k * (k + 1.0) / (6.0 * dataSets));
    }

    /** The studentized range's quantile for k groups and infinitely many degrees of freedom, divided by √2. */
    static double nemenyiQuantile(int k, double alpha) {
        return new BrentSolver(1e-12, 1e-12, 1e-14).findRoot(q -> normalRange(k, q) - (1 - alpha), 0, 100)
                / Math.sqrt(2);
    }

    /**
     * P(range of k standard normals ≤ r) = k ∫ φ(z) (Φ(z) - Φ(z - r))^(k-1) dz, by the trapezoid rule, which converges
     * geometrically for such smooth integrands that vanish at both ends.
     */
    private static double normalRange(int k, double r) {
        double step = 1.0 / 32;
        double sum = 0;
        for (double z = -9; z <= 9; z += step) {
            sum += NORMAL.density(z) * StrictMath.pow(NORMAL.probability(z - r, z), k - 1);
        }
        return k * sum * step;
    }

    @Override
    public MimeBundle toMimeBundle() {
        return sheet().toMimeBundle();
    }

    /** The average ranks, both tests and Nemenyi's critical difference. */
    @Override
    public String toString() {
        return sheet().toString();
    }

    private TextTable sheet() {
        var table = TextTable.of(
                "Average ranks of " + averageRanks.length + " methods on " + dataSets + " data sets",
                "",
                "average rank");
        for (int i = 0; i < averageRanks.length; i++) {
            table = table.row(names.get(i), averageRanks[i]);
        }
        return table.row("Friedman's test", "p = " + number(chiSquared().p()))
                .row(
                        "Iman and Davenport's test",
                        "p = " + number(imanDavenport().p()))
                .row("critical difference (Nemenyi, 0.05)", nemenyiDifference(0.05));
    }
}
