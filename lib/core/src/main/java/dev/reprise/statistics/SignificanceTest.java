package dev.reprise.statistics;

import static dev.reprise.display.TextTable.number;
import static org.apache.commons.statistics.inference.AlternativeHypothesis.TWO_SIDED;

import java.util.Arrays;
import java.util.Objects;
import org.apache.commons.statistics.distribution.ChiSquaredDistribution;
import org.apache.commons.statistics.distribution.NormalDistribution;
import org.apache.commons.statistics.distribution.TDistribution;
import org.apache.commons.statistics.inference.AlternativeHypothesis;
import org.apache.commons.statistics.inference.BinomialTest;
import org.apache.commons.statistics.inference.DataDispersion;
import org.apache.commons.statistics.inference.MannWhitneyUTest;
import org.apache.commons.statistics.inference.TTest;
import org.apache.commons.statistics.inference.WilcoxonSignedRankTest;
import org.apache.commons.statistics.ranking.NaturalRanking;
import org.apache.commons.statistics.ranking.TiesStrategy;

/**
 * The significance tests that comparisons of runs need. Most are those of Apache Commons Statistics, with a clear answer
 * for the cases in which it gives NaN. For the choice between them, and for words, see {@link Compare}; for tests that
 * assume no distribution, {@link PermutationTest}; for several methods on several data sets, {@link Friedman}.
 *
 * <p>In all tests a pair is two values that share their seed or their data, and stand at the same index.
 *
 * <pre>{@code
 * SignificanceTest.welch(candidate, baseline);
 * SignificanceTest.mannWhitney(candidate, baseline).rejects(0.05);
 * SignificanceTest.mcNemar(150, 86).p();            // examples that only one of two classifiers has right
 * }</pre>
 */
public final class SignificanceTest {
    /** Up to so many, Commons Statistics and this class count all choices of signs. */
    private static final int EXACT_SIGNED_RANKS = 50;

    private SignificanceTest() {}

    /**
     * Welch's t-test: do two independent samples have the same mean? Does not assume equal variances. Two-sided.
     *
     * @param a runs of one configuration, at least 2
     * @param b runs of another, at least 2
     * @return t, the Welch-Satterthwaite degrees of freedom, and p
     * @throws IllegalArgumentException if a sample is too short or not finite, or both are constant
     */
    public static TestResult welch(double[] a, double[] b) {
        return welch(a, b, TWO_SIDED);
    }

    /**
     * Welch's t-test: {@code t = (mean a - mean b) / √(sa²/na + sb²/nb)}.
     *
     * @param a runs of one configuration, at least 2
     * @param b runs of another, at least 2
     * @param alternative how the mean of {@code a} may differ from that of {@code b}
     * @return t, the Welch-Satterthwaite degrees of freedom, and p
     * @throws IllegalArgumentException if a sample is too short or not finite, or both are constant
     * @see <a href="https://doi.org/10.1093/biomet/34.1-2.28">Welch 1947</a>
     */
    public static TestResult welch(double[] a, double[] b, AlternativeHypothesis alternative) {
        double[] first = Sample.copy("the first sample", a, 2);
        double[] second = Sample.copy("the second sample", b, 2);
        if (Sample.isConstant(first) && Sample.isConstant(second)) {
            throw new IllegalArgumentException(
                    "both samples are constant, so t has no scale: were all runs started from"
                            + " one seed? Compare the numbers themselves");
        }
        var result = TTest.withDefaults()
                .with(DataDispersion.HETEROSCEDASTIC)
                .with(alternative)
                .test(first, second);
        return new TestResult(
                "Welch's t-test", result.getStatistic(), result.getDegreesOfFreedom(), result.getPValue());
    }

    /**
     * The paired t-test: is the mean of the differences zero? Two-sided.
     *
     * @param a one value of each pair, at least 2
     * @param b the other value of each pair
     * @return t, n - 1 degrees of freedom, and p
     * @throws IllegalArgumentException if the samples are too short, differ in length or are not finite, or all
     *     differences are equal
     */
    public static TestResult pairedT(double[] a, double[] b) {
        return pairedT(a, b, TWO_SIDED);
    }

    /**
     * The paired t-test, {@code t = mean(a - b) / (sd(a - b) / √n)}.
     *
     * @param a one value of each pair, at least 2
     * @param b the other value of each pair
     * @param alternative how the mean of {@code a} may differ from that of {@code b}
     * @return t, n - 1 degrees of freedom, and p
     * @throws IllegalArgumentException if the samples are too short, differ in length or are not finite, or all
     *     differences are equal
     * @see <a href="https://doi.org/10.2307/2331554">Student 1908</a>
     */
    public static TestResult pairedT(double[] a, double[] b, AlternativeHypothesis alternative) {
        double[] differences = varyingDifferences(a, b);
        var result = TTest.withDefaults().with(alternative).test(differences);
        return new TestResult("paired t-test", result.getStatistic(), result.getDegreesOfFreedom(), result.getPValue());
    }

    /**
     * The corrected resampled t-test for scores of cross-validation or of repeated random splits. Their training sets
     * overlap, so that the plain paired t-test finds differences where there are none. Two-sided.
     *
     * @param a scores of one method, one for each split, at least 2
     * @param b scores of the other method on the same splits
     * @param testToTrain size of the test set divided by that of the training set: {@code 1 / (k - 1)} for k folds
     * @return t with the variance multiplied by {@code 1/n + testToTrain} instead of {@code 1/n}, n - 1 degrees of
     *     freedom, and p
     * @throws IllegalArgumentException if the samples are too short, differ in length or are not finite, all
     *     differences are equal, or the ratio is not positive
     * @see <a href="https://doi.org/10.1023/A:1024068626366">Nadeau and Bengio 2003</a>
     */
    public static TestResult correctedResampledT(double[] a, double[] b, double testToTrain) {
        double[] differences = varyingDifferences(a, b);
        int n = differences.length;
        double t = Sample.mean(differences) / Math.sqrt(resampledVariance(differences, testToTrain));
        double p = 2 * TDistribution.of(n - 1).survivalProbability(Math.abs(t));
        return new TestResult("corrected resampled t-test", t, n - 1, p);
    }

    /** The squared standard error of a mean difference over overlapping training sets. */
    static double resampledVariance(double[] differences, double testToTrain) {
        if (!(testToTrain > 0 && Double.isFinite(testToTrain))) {
            throw new IllegalArgumentException(
                    "the test set's size divided by the training set's is a positive number, not " + testToTrain);
        }
        return Sample.variance(differences) * (1.0 / differences.length + testToTrain);
    }

    private static double[] varyingDifferences(double[] a, double[] b) {
        double[][] pairs = Sample.pairs(a, b, 2);
        double[] differences = Sample.differences(pairs[0], pairs[1]);
        if (Sample.differByAConstant(pairs[0], pairs[1])) {
            throw new IllegalArgumentException(
                    "every pair differs by " + number(Sample.mean(differences))
                            + ", so t has no scale: use the Wilcoxon or the permutation test, or compare the numbers themselves");
        }
        return differences;
    }

    /**
     * The Mann-Whitney U test: is a value of one independent sample as often larger as smaller than one of the other?
     * Two-sided.
     *
     * @param a runs of one configuration, at least 1
     * @param b runs of another, at least 1
     * @return U of {@code a}, and p
     * @throws IllegalArgumentException if a sample is empty or not finite
     */
    public static TestResult mannWhitney(double[] a, double[] b) {
        return mannWhitney(a, b, TWO_SIDED);
    }

    /**
     * The Mann-Whitney U test. {@code U} counts the pairs with {@code a > b}, ties half. The p-value is exact for small
     * samples without ties; else the normal approximation with tie-corrected variance and continuity correction. It is 1
     * if all values are equal.
     *
     * @param a runs of one configuration, at least 1
     * @param b runs of another, at least 1
     * @param alternative how {@code a} may be shifted against {@code b}
     * @return U of {@code a}, and p
     * @throws IllegalArgumentException if a sample is empty or not finite
     * @see <a href="https://doi.org/10.1214/aoms/1177730491">Mann and Whitney 1947</a>
     */
    public static TestResult mannWhitney(double[] a, double[] b, AlternativeHypothesis alternative) {
        double[] first = Sample.copy("the first sample", a, 1);
        double[] second = Sample.copy("the second sample", b, 1);
        var result = MannWhitneyUTest.withDefaults().with(alternative).test(first, second);
        double p = Double.isNaN(result.getPValue()) ? 1 : result.getPValue();
        return new TestResult("Mann-Whitney U test", result.getStatistic(), Double.NaN, p);
    }

    /**
     * The Wilcoxon signed-rank test of paired samples. Two-sided.
     *
     * @param a one value of each pair, at least 1
     * @param b the other value of each pair
     * @return as {@link #wilcoxon(double[], AlternativeHypothesis)} for the differences {@code a - b}
     * @throws IllegalArgumentException if the samples are empty, differ in length or are not finite
     */
    public static TestResult wilcoxon(double[] a, double[] b) {
        double[][] pairs = Sample.pairs(a, b, 1);
        return wilcoxon(Sample.differences(pairs[0], pairs[1]), TWO_SIDED);
    }

    /**
     * The Wilcoxon signed-rank test: are differences symmetric about zero? Zeros are dropped, as Wilcoxon did (Commons
     * Statistics alone would rank them, as Pratt did). The p-value is exact for up to 50 differences of which none is
     * zero, given the mean ranks of ties; else the normal approximation with tie-corrected variance and no continuity
     * correction. With n differences of one sign p is {@code 2 / 2ⁿ}, whatever their size. It is 1 if all differences
     * are zero.
     *
     * @param differences of pairs, at least 1
     * @param alternative how the differences may be shifted against zero
     * @return the sum of the ranks of the positive differences, and p
     * @throws IllegalArgumentException if there is no difference, or one is not finite
     * @see <a href="https://doi.org/10.2307/3001968">Wilcoxon 1945</a>
     */
    public static TestResult wilcoxon(double[] differences, AlternativeHypothesis alternative) {
        double[] nonZero = Arrays.stream(Sample.copy("the sample of differences", differences, 1))
                .filter(d -> d != 0)
                .toArray();
        String test = "Wilcoxon signed-rank test";
        if (nonZero.length == 0) {
            return new TestResult(test, 0, Double.NaN, 1);
        }
        double[] sizes = Arrays.stream(nonZero).map(Math::abs).toArray();
        boolean ties = Arrays.stream(sizes).distinct().count() < sizes.length;
        if (ties && sizes.length == differences.length && sizes.length <= EXACT_SIGNED_RANKS) {
            return exactSignedRanks(test, nonZero, sizes, alternative);
        }
        var result = WilcoxonSignedRankTest.withDefaults()
                .with(org.apache.commons.statistics.inference.ContinuityCorrection.DISABLED)
                .with(Objects.requireNonNull(alternative))
                .test(nonZero);
        return new TestResult(test, result.getStatistic(), Double.NaN, result.getPValue());
    }

    /** Every choice of signs is equally likely: the distribution of the sum of the ranks that are positive. */
    private static TestResult exactSignedRanks(
            String test, double[] differences, double[] sizes, AlternativeHypothesis alternative) {
        double[] ranks = new NaturalRanking(TiesStrategy.AVERAGE).apply(sizes);
        int n = ranks.length;
        double positive = 0;
        // Ranks of ties may be halves, so twice the ranks are counted. Probabilities are multiples of 2⁻ⁿ, hence exact.
        double[] probability = new double[n * (n + 1) + 1];
        probability[0] = 1;
        for (int i = 0; i < n; i++) {
            int rank = (int) (2 * ranks[i]);
            for (int sum = probability.length - 1; sum >= 0; sum--) {
                probability[sum] = (probability[sum] + (sum >= rank ? probability[sum - rank] : 0)) / 2;
            }
            positive += differences[i] > 0 ? ranks[i] : 0;
        }
        double atMost = 0;
        double atLeast = 0;
        for (int sum = 0; sum < probability.length; sum++) {
            atMost += sum <= 2 * positive ? probability[sum] : 0;
            atLeast += sum >= 2 * positive ? probability[sum] : 0;
        }
        double p = switch (alternative) {
            case TWO_SIDED -> Math.min(1, 2 * Math.min(atMost, atLeast));
            case GREATER_THAN -> atLeast;
            case LESS_THAN -> atMost;
        };
        return new TestResult(test, positive, Double.NaN, p);
    }

    /**
     * The Wilcoxon signed-rank test as Demšar recommends it for two methods on many data sets: data sets without a
     * difference are evidence for no difference, so their ranks are split between both sides (one is dropped if their
     * number is odd) instead of being dropped. Two-sided, by the normal approximation
     * {@code z = (T - n(n+1)/4) / √(n(n+1)(2n+1)/24)}, not corrected for ties.
     *
     * @param differences one for each data set, at least 1
     * @return T, the smaller of both sums of ranks, and p; 1 if all differences are zero
     * @throws IllegalArgumentException if there is no difference, or one is not finite
     * @see <a href="https://www.jmlr.org/papers/v7/demsar06a.html">Demšar 2006, section 3.1.3</a>
     */
    public static TestResult wilcoxonSplittingZeros(double... differences) {
        double[] sample = Sample.copy("the sample of differences", differences, 1);
        long zeros = Arrays.stream(sample).filter(d -> d == 0).count();
        double[] counted = Arrays.stream(sample).sorted().toArray();
        if (zeros % 2 == 1) {
            counted = withoutOneZero(counted);
        }
        int n = counted.length;
        double[] sizes = Arrays.stream(counted).map(Math::abs).toArray();
        double[] ranks = n == 0 ? sizes : new NaturalRanking(TiesStrategy.AVERAGE).apply(sizes);
        double positive = 0;
        for (int i = 0; i < n; i++) {
            positive += counted[i] > 0 ? ranks[i] : counted[i] == 0 ? ranks[i] / 2 : 0;
        }
        double all = n * (n + 1.0) / 2;
        double smaller = Math.min(positive, all - positive);
        double z = n == 0 ? 0 : (smaller - all / 2) / Math.sqrt(all * (2 * n + 1) / 12);
        double p = Math.min(1, 2 * NormalDistribution.of(0, 1).cumulativeProbability(z));
        return new TestResult("Wilcoxon signed-rank test, zeros split", smaller, Double.NaN, p);
    }

    private static double[] withoutOneZero(double[] sorted) {
        int zero = 0;
        while (sorted[zero] != 0) {
            zero++;
        }
        double[] rest = new double[sorted.length - 1];
        System.arraycopy(sorted, 0, rest, 0, zero);
        System.arraycopy(sorted, zero + 1, rest, zero, rest.length - zero);
        return rest;
    }

    /**
     * McNemar's exact test: are two classifiers wrong on the same number of examples? Only the examples on which exactly
     * one of them is right say anything. Two-sided.
     *
     * @param onlyFirst number of examples that only the first classifier has right, at least 0
     * @param onlySecond number of examples that only the second has right, at least 0
     * @return the smaller of the two numbers, and the binomial p; 1 if both numbers are 0
     * @throws IllegalArgumentException if a number is negative
     * @see <a href="https://doi.org/10.1007/BF02295996">McNemar 1947</a>
     */
    public static TestResult mcNemar(int onlyFirst, int onlySecond) {
        int n = discordant(onlyFirst, onlySecond);
        int smaller = Math.min(onlyFirst, onlySecond);
        double p =
                n == 0 ? 1 : BinomialTest.withDefaults().test(n, smaller, 0.5).getPValue();
        return new TestResult("McNemar's exact test", smaller, Double.NaN, p);
    }

    /**
     * McNemar's test by the chi-squared approximation, {@code (|b - c| - correction)² / (b + c)}, for comparison with
     * published values. Prefer {@link #mcNemar}.
     *
     * @param onlyFirst number of examples that only the first classifier has right, at least 0
     * @param onlySecond number of examples that only the second has right, at least 0
     * @param continuityCorrection whether 1 is subtracted from the absolute difference
     * @return chi-squared, 1 degree of freedom, and p; 1 if both numbers are 0
     * @throws IllegalArgumentException if a number is negative
     */
    public static TestResult mcNemarChiSquared(int onlyFirst, int onlySecond, boolean continuityCorrection) {
        int n = discordant(onlyFirst, onlySecond);
        double distance = Math.max(0, Math.abs(onlyFirst - onlySecond) - (continuityCorrection ? 1 : 0));
        double chiSquared = n == 0 ? 0 : distance * distance / n;
        double p = ChiSquaredDistribution.of(1).survivalProbability(chiSquared);
        return new TestResult("McNemar's chi-squared test", chiSquared, 1, p);
    }

    private static int discordant(int onlyFirst, int onlySecond) {
        if (onlyFirst < 0 || onlySecond < 0) {
            throw new IllegalArgumentException(
                    "numbers of examples are not negative: " + onlyFirst + ", " + onlySecond);
        }
        return Math.addExact(onlyFirst, onlySecond);
    }
}
