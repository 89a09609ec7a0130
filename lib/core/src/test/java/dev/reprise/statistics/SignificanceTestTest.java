package dev.reprise.statistics;

import static org.apache.commons.statistics.inference.AlternativeHypothesis.GREATER_THAN;
import static org.apache.commons.statistics.inference.AlternativeHypothesis.LESS_THAN;
import static org.apache.commons.statistics.inference.AlternativeHypothesis.TWO_SIDED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.apache.commons.statistics.inference.AlternativeHypothesis;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Oracles without a source of their own are SciPy 1.17.1's. */
class SignificanceTestTest {
    /** The two samples of the examples of R's t.test in Apache Commons' tests. */
    static final double[] R_FIRST = {7, -4, 18, 17, -3, -5, 1, 10, 11, -2};

    static final double[] R_SECOND = {-1, 12, -1, -3, 3, -5, 5, 2, -11, -1, -3};

    /** The example of SciPy's mannwhitneyu. */
    static final double[] MALES = {19, 22, 16, 29, 24};

    static final double[] FEMALES = {20, 11, 17, 12};

    /** Hamilton depression scale before and after tranquillizer, Hollander and Wolfe 1973, table 3.1. */
    static final double[] BEFORE = {1.83, 0.50, 1.62, 2.48, 1.68, 1.88, 1.55, 3.06, 1.30};

    static final double[] AFTER = {0.878, 0.647, 0.598, 2.05, 1.06, 1.29, 1.06, 3.14, 1.29};

    @Test
    void welchAsRComputesIt() {
        var test = SignificanceTest.welch(R_FIRST, R_SECOND);
        assertThat(test.statistic()).isCloseTo(1.6037172876755148, within(1e-14));
        assertThat(test.degreesOfFreedom()).isCloseTo(15.590512968733776, within(1e-12));
        assertThat(test.p()).isCloseTo(0.12883936962193396, within(1e-14));
        assertThat(test.rejects(0.05)).isFalse();
        assertThat(test).hasToString("Welch's t-test: statistic 1.604, 15.59 degrees of freedom, p = 0.1288");
        assertThat(SignificanceTest.welch(R_FIRST, R_SECOND, GREATER_THAN).p())
                .isCloseTo(0.0644196848109669, within(1e-14));
        assertThat(SignificanceTest.welch(R_FIRST, R_SECOND, LESS_THAN).p())
                .isCloseTo(0.9355803151890331, within(1e-14));
    }

    /** The example of scipy.stats.ttest_ind_from_stats: only means, variances and sizes of the samples are given. */
    @Test
    void welchOfSummaryStatistics() {
        var test = SignificanceTest.welch(sample(13, 15, 87.5), sample(11, 12, 39));
        assertThat(test.statistic()).isCloseTo(0.9358461935556048, within(1e-12));
        assertThat(test.degreesOfFreedom()).isCloseTo(20.984611233429924, within(1e-11));
        assertThat(test.p()).isCloseTo(0.35999818693244245, within(1e-12));
    }

    private static double[] sample(int size, double mean, double variance) {
        double[] steps = IntStream.range(0, size).mapToDouble(i -> i).toArray();
        double scale = Math.sqrt(variance / Sample.variance(steps));
        return Arrays.stream(steps)
                .map(step -> mean + scale * (step - (size - 1) / 2.0))
                .toArray();
    }

    @Test
    void welchTakesSamplesOfWhichOneIsConstant() {
        // scipy.stats.ttest_ind([.1135] * 5, [.91, .92, .93, .9, .94], equal_var=False)
        var test = SignificanceTest.welch(
                new double[] {0.1135, 0.1135, 0.1135, 0.1135, 0.1135}, new double[] {0.91, 0.92, 0.93, 0.9, 0.94});
        assertThat(test.degreesOfFreedom()).isCloseTo(4, within(1e-12));
        assertThat(test.statistic()).isCloseTo(-(0.92 - 0.1135) / Math.sqrt(0.00025 / 5), within(1e-9));
    }

    @Test
    void pairedTAsRComputesIt() {
        var test = SignificanceTest.pairedT(new double[] {1, 3, 5, 7}, new double[] {0, 6, 11, 2});
        assertThat(test.p()).isCloseTo(0.77454429581922446, within(1e-14));
        assertThat(test.degreesOfFreedom()).isEqualTo(3);
    }

    @Test
    void tHasNoScaleWithoutSpread() {
        double[] constant = {0.1, 0.1, 0.1};
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SignificanceTest.welch(constant, new double[] {0.3, 0.3}))
                .withMessageContaining("both samples are constant");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SignificanceTest.pairedT(new double[] {2, 4, 7}, new double[] {1, 3, 6}))
                .withMessageContaining("every pair differs by 1");
    }

    /** 1.1 - 1.0, 2.1 - 2.0 and 4.1 - 4.0 are three different numbers, but not because of anything in the data. */
    @Test
    void differencesThatRoundingAloneTellsApartAreEqual() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SignificanceTest.pairedT(new double[] {1.1, 2.1, 4.1}, new double[] {1, 2, 4}))
                .withMessageContaining("every pair differs by 0.1");
    }

    @Test
    void mannWhitneyIsExactForSmallSamplesWithoutTies() {
        var test = SignificanceTest.mannWhitney(MALES, FEMALES);
        assertThat(test.statistic()).isEqualTo(17);
        assertThat(test.p()).isCloseTo(0.1111111111111111, within(1e-15));
        assertThat(SignificanceTest.mannWhitney(MALES, FEMALES, GREATER_THAN).p())
                .isCloseTo(0.05555555555555555, within(1e-15));
        var apart = SignificanceTest.mannWhitney(new double[] {1, 2, 3, 4}, new double[] {5, 6, 7, 8});
        assertThat(apart.statistic()).isZero();
        assertThat(apart.p()).isCloseTo(0.028571428571428571, within(1e-15));
    }

    @Test
    void mannWhitneyCorrectsForTies() {
        double[] a = {1, 2, 2, 3, 5, 5, 8};
        double[] b = {2, 3, 3, 4, 5, 9};
        assertThat(SignificanceTest.mannWhitney(a, b).statistic()).isEqualTo(17);
        assertThat(SignificanceTest.mannWhitney(a, b).p()).isCloseTo(0.6111368820916003, within(1e-13));
        assertThat(SignificanceTest.mannWhitney(a, b, GREATER_THAN).p()).isCloseTo(0.7433548921438203, within(1e-13));
        assertThat(SignificanceTest.mannWhitney(a, b, LESS_THAN).p()).isCloseTo(0.30556844104580017, within(1e-13));
    }

    @Test
    void mannWhitneyOfTheHeatOfFusionOfIce() {
        // Rice, Mathematical Statistics and Data Analysis, with ties; the exact = FALSE of R's wilcox.test.
        double[] a = {79.98, 80.04, 80.02, 80.04, 80.03, 80.03, 80.04, 79.97, 80.05, 80.03, 80.02, 80.00, 80.02};
        double[] b = {80.02, 79.94, 79.98, 79.97, 79.97, 80.03, 79.95, 79.97};
        assertThat(SignificanceTest.mannWhitney(a, b).statistic()).isEqualTo(89);
        assertThat(SignificanceTest.mannWhitney(a, b).p()).isCloseTo(0.007497146445668568, within(1e-13));
    }

    @Test
    void equalValuesShowNothing() {
        assertThat(SignificanceTest.mannWhitney(new double[] {1, 1}, new double[] {1})
                        .p())
                .isEqualTo(1);
        assertThat(SignificanceTest.wilcoxon(new double[] {1, 2}, new double[] {1, 2})
                        .p())
                .isEqualTo(1);
        assertThat(SignificanceTest.mannWhitney(new double[] {1}, new double[] {2})
                        .p())
                .isEqualTo(1);
        assertThat(SignificanceTest.wilcoxon(new double[] {1}, new double[] {2}).p())
                .isEqualTo(1);
    }

    @Test
    void wilcoxonOfTheDepressionScale() {
        var test = SignificanceTest.wilcoxon(BEFORE, AFTER);
        assertThat(test.statistic()).isEqualTo(40);
        assertThat(test.p()).isCloseTo(0.0390625, within(1e-15));
        double[] differences = Sample.differences(BEFORE, AFTER);
        assertThat(SignificanceTest.wilcoxon(differences, GREATER_THAN).p()).isCloseTo(0.01953125, within(1e-15));
    }

    @Test
    void wilcoxonOfDarwinsMaize() {
        double[] differences = {6, 8, 14, 16, 23, 24, 28, 29, 41, -48, 49, 56, 60, -67, 75};
        var test = SignificanceTest.wilcoxon(differences, TWO_SIDED);
        assertThat(120 - test.statistic()).isEqualTo(24);
        assertThat(test.p()).isCloseTo(0.041259765625, within(1e-15));
    }

    /**
     * The p-values of a study that tested ten prediction differences against zero: 1 zero and 9 equal, and so on.
     * They are the normal approximation with corrected ties, without continuity correction, zeros dropped.
     */
    @ParameterizedTest
    @CsvSource({
        "'1,1,1,1,1,1,1,1,1,0', 0.0026997960632602",
        "'1,1,1,1,1,1,1,1,0,0', 0.0046777349810472",
        "'1,1,1,1,1,1,0,0,0,0', 0.0143058784354296",
        "'1,1,2,2,3,3,4,5,6,0', 0.0075263151664579",
        "'1,2,3,4,5,6,7,8,9,10', 0.001953125",
        "'3,1,4,15,9,2,6,53,58,97', 0.001953125",
        "'3,3,3,3,9,2,6,6,58,97', 0.001953125",
        "'-3,-3,-3,-3,-9,-2,-6,-6,-58,-97', 0.001953125",
    })
    void wilcoxonWithZerosAndTies(String differences, double p) {
        double[] values = Arrays.stream(differences.split(","))
                .mapToDouble(Double::parseDouble)
                .toArray();
        assertThat(SignificanceTest.wilcoxon(values, TWO_SIDED).p()).isCloseTo(p, within(1e-14));
    }

    /** All 2¹⁰ choices of signs, one by one. */
    @ParameterizedTest
    @EnumSource(AlternativeHypothesis.class)
    void wilcoxonOfTiesCountsAllChoicesOfSigns(AlternativeHypothesis alternative) {
        double[] differences = {1, -1, 2, 2, 2, 3, 4, -4, 5, 6};
        double[] ranks = {1.5, 1.5, 4, 4, 4, 6, 7.5, 7.5, 9, 10};
        double observed = 55 - 1.5 - 7.5;
        int smaller = 0;
        int larger = 0;
        for (int signs = 0; signs < 1024; signs++) {
            double sum = 0;
            for (int i = 0; i < 10; i++) {
                sum += (signs >> i & 1) * ranks[i];
            }
            smaller += sum <= observed ? 1 : 0;
            larger += sum >= observed ? 1 : 0;
        }
        double expected = switch (alternative) {
            case TWO_SIDED -> 2 * Math.min(smaller, larger) / 1024.0;
            case GREATER_THAN -> larger / 1024.0;
            case LESS_THAN -> smaller / 1024.0;
        };
        var test = SignificanceTest.wilcoxon(differences, alternative);
        assertThat(test.statistic()).isEqualTo(observed);
        assertThat(test.p()).isEqualTo(expected);
    }

    /** Demšar 2006, table 2: AUC of C4.5 with and without tuning on 14 data sets; z = -2.54. */
    @Test
    void wilcoxonOfDemsarsExampleSplitsZeros() {
        double[] differences = {.005, -.008, .017, .033, .006, -.005, .007, 0, .063, 0, .022, .047, .009, .021};
        var test = SignificanceTest.wilcoxonSplittingZeros(differences);
        assertThat(test.statistic()).isEqualTo(12);
        // 2 scipy.stats.norm.cdf(-2.5424...), z = (12 - 52.5) / sqrt(253.75)
        assertThat(test.p()).isCloseTo(0.011009, within(5e-6));
        double[] oneMoreZero = Arrays.copyOf(differences, 15);
        assertThat(SignificanceTest.wilcoxonSplittingZeros(oneMoreZero)).isEqualTo(test);
        assertThat(SignificanceTest.wilcoxonSplittingZeros(0, 0).p()).isEqualTo(1);
        assertThat(SignificanceTest.wilcoxonSplittingZeros(0).p()).isEqualTo(1);
    }

    @Test
    void theCorrectedResampledTest() {
        // baycomp's tests give mean, variance and degrees of freedom of the differences.
        double[] first = {4, 2, 6};
        double[] second = {5, 7, 3};
        assertThat(SignificanceTest.resampledVariance(Sample.differences(first, second), 1 / 2.0))
                .isCloseTo(16 * (1 / 3.0 + 1 / 2.0), within(1e-12));
        double[] twice = Sample.differences(new double[] {4, 2, 6, 4}, new double[] {5, 7, 3, 5});
        assertThat(SignificanceTest.resampledVariance(twice, 1.0)).isCloseTo(32 / 3.0 * (1 / 4.0 + 1), within(1e-12));
        // The mean and variance from baycomp 1.0.3, t and p from SciPy.
        var test = SignificanceTest.correctedResampledT(
                new double[] {0.85, 0.82, 0.91, 0.77, 0.64}, new double[] {0.83, 0.80, 0.90, 0.78, 0.60}, 0.25);
        assertThat(test.statistic()).isCloseTo(1.3129759037795479, within(1e-12));
        assertThat(test.p()).isCloseTo(0.2594489330505127, within(1e-12));
        assertThat(test.degreesOfFreedom()).isEqualTo(4);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SignificanceTest.correctedResampledT(first, second, 0))
                .withMessageContaining("positive number, not 0");
    }

    /** Agresti, Categorical Data Analysis: approval ratings of a prime minister. */
    @Test
    void mcNemarOfTheApprovalRatings() {
        assertThat(SignificanceTest.mcNemarChiSquared(150, 86, false).statistic())
                .isCloseTo(17.35593220338983, within(1e-12));
        assertThat(SignificanceTest.mcNemarChiSquared(150, 86, false).p())
                .isCloseTo(3.099293441045215e-05, within(1e-17));
        assertThat(SignificanceTest.mcNemarChiSquared(150, 86, true).statistic())
                .isCloseTo(16.81779661016949, within(1e-12));
        assertThat(SignificanceTest.mcNemarChiSquared(150, 86, true).p())
                .isCloseTo(4.114562281345944e-05, within(1e-17));
        assertThat(SignificanceTest.mcNemar(150, 86).p()).isCloseTo(3.7159361395713866e-05, within(1e-16));
        assertThat(SignificanceTest.mcNemar(86, 150)).isEqualTo(SignificanceTest.mcNemar(150, 86));
    }

    @Test
    void mcNemarWithoutDisagreement() {
        assertThat(SignificanceTest.mcNemar(0, 0).p()).isEqualTo(1);
        assertThat(SignificanceTest.mcNemar(5, 5).p()).isEqualTo(1);
        assertThat(SignificanceTest.mcNemarChiSquared(0, 0, true).p()).isEqualTo(1);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SignificanceTest.mcNemar(-1, 3))
                .withMessageContaining("not negative: -1, 3");
    }

    @Test
    void badInputIsNamed() {
        double[] one = {1};
        double[] two = {1, 2};
        double[] three = {1, 2, 3};
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SignificanceTest.welch(one, two))
                .withMessage("the first sample has 1 values, but at least 2 are needed");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SignificanceTest.pairedT(two, three))
                .withMessageContaining("not 2 and 3");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SignificanceTest.mannWhitney(two, new double[] {1, Double.NaN}))
                .withMessageContaining("the second sample is NaN at index 1");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SignificanceTest.wilcoxon(new double[0], TWO_SIDED))
                .withMessageContaining("at least 1");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SignificanceTest.welch(two, three).rejects(5))
                .withMessageContaining("a significance level lies between 0 and 1");
    }

    @Property(tries = 300)
    void theOrderOfTheRunsAndOfTheSamplesDoesNotMatter(
            @ForAll @Size(min = 2, max = 12) List<@IntRange(min = -20, max = 20) Integer> first,
            @ForAll @Size(min = 2, max = 12) List<@IntRange(min = -20, max = 20) Integer> second) {
        double[] a = first.stream().mapToDouble(i -> i).toArray();
        double[] b = second.stream().mapToDouble(i -> i).toArray();
        double[] sorted = a.clone();
        Arrays.sort(sorted);
        var u = SignificanceTest.mannWhitney(a, b);
        assertThat(SignificanceTest.mannWhitney(sorted, b)).isEqualTo(u);
        var swapped = SignificanceTest.mannWhitney(b, a);
        assertThat(swapped.p()).isCloseTo(u.p(), within(1e-12));
        assertThat(swapped.statistic()).isEqualTo(a.length * b.length - u.statistic());
        assertThat(u.p()).isBetween(0.0, 1.0);
        if (Sample.variance(a) > 0 || Sample.variance(b) > 0) {
            var t = SignificanceTest.welch(a, b);
            assertThat(SignificanceTest.welch(b, a).statistic()).isCloseTo(-t.statistic(), within(1e-12));
            assertThat(SignificanceTest.welch(sorted, b).p()).isCloseTo(t.p(), within(1e-12));
        }
    }
}
