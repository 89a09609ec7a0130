package dev.reprise.statistics;

import static dev.reprise.statistics.SignificanceTestTest.AFTER;
import static dev.reprise.statistics.SignificanceTestTest.BEFORE;
import static dev.reprise.statistics.SignificanceTestTest.FEMALES;
import static dev.reprise.statistics.SignificanceTestTest.MALES;
import static dev.reprise.statistics.SignificanceTestTest.R_FIRST;
import static dev.reprise.statistics.SignificanceTestTest.R_SECOND;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

/** Oracles: scipy.stats.permutation_test of SciPy 1.17.1 with n_resamples=inf, of the absolute difference of means. */
class PermutationTestTest {
    /** Fisher 1935: all eight cups told apart, of 70 ways to choose four; two-sided, so twice 1/70. */
    @Test
    void theLadyTastingTea() {
        double[] milkFirst = {1, 1, 1, 1};
        double[] teaFirst = {0, 0, 0, 0};
        var test = PermutationTest.independent(milkFirst, teaFirst, 1);
        assertThat(test.p()).isEqualTo(2 / 70.0);
        assertThat(test.test()).isEqualTo("exact permutation test (70 rearrangements)");
    }

    @Test
    void independentSamplesExactly() {
        assertThat(PermutationTest.independent(MALES, FEMALES, 1).p()).isCloseTo(9 / 126.0, within(1e-15));
        var test = PermutationTest.independent(R_FIRST, R_SECOND, 1);
        assertThat(test.statistic()).isCloseTo(5.2727272727272725, within(1e-13));
        assertThat(test.p()).isCloseTo(42_529 / 352_716.0, within(1e-15));
    }

    @Test
    void pairedSamplesExactly() {
        var test = PermutationTest.paired(BEFORE, AFTER, 1);
        assertThat(test.statistic()).isCloseTo(0.43188888888888893, within(1e-15));
        assertThat(test.p()).isCloseTo(0.02734375, within(1e-15));
    }

    @Test
    void manyRunsAreRearrangedAtRandomTheSameForOneSeedWhateverTheThreads() {
        double[] a = new double[25];
        double[] b = new double[25];
        Arrays.setAll(a, i -> Math.sin(i) + 0.5);
        Arrays.setAll(b, i -> Math.cos(3 * i));
        var test = PermutationTest.independent(a, b, 7);
        assertThat(test.test()).isEqualTo("permutation test (100,000 random rearrangements)");
        // The t-test's p is close by where samples are not small.
        assertThat(test.p()).isCloseTo(SignificanceTest.welch(a, b).p(), within(0.005));
        assertThat(Threads.inPools(() -> PermutationTest.independent(a, b, 7))).containsOnly(test);
        assertThat(PermutationTest.independent(a, b, 8).p())
                .isNotEqualTo(test.p())
                .isCloseTo(test.p(), within(0.005));
        var paired = PermutationTest.paired(a, b, 7);
        assertThat(paired.p()).isCloseTo(SignificanceTest.pairedT(a, b).p(), within(0.005));
        assertThat(Threads.inPools(() -> PermutationTest.paired(a, b, 7))).containsOnly(paired);
    }

    @Test
    void aRandomTestNeverGivesZero() {
        double[] a = new double[30];
        double[] b = new double[30];
        Arrays.setAll(a, i -> 1000 + i);
        Arrays.setAll(b, i -> i);
        assertThat(PermutationTest.independent(a, b, 1).p()).isEqualTo(1 / 100_001.0);
    }

    @Test
    void equalRunsShowNothing() {
        assertThat(PermutationTest.independent(new double[] {0.1, 0.1}, new double[] {0.1}, 1)
                        .p())
                .isEqualTo(1);
        assertThat(PermutationTest.paired(new double[] {0.1, 0.3}, new double[] {0.1, 0.3}, 1)
                        .p())
                .isEqualTo(1);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PermutationTest.paired(new double[0], new double[0], 1))
                .withMessageContaining("at least 1");
    }

    @Property(tries = 100)
    void neitherOrderNorAnOffsetMatters(
            @ForAll @Size(min = 1, max = 6) List<@IntRange(min = -9, max = 9) Integer> first,
            @ForAll @Size(min = 1, max = 6) List<@IntRange(min = -9, max = 9) Integer> second) {
        double[] a = first.stream().mapToDouble(i -> i).toArray();
        double[] b = second.stream().mapToDouble(i -> i).toArray();
        double p = PermutationTest.independent(a, b, 1).p();
        assertThat(PermutationTest.independent(b, a, 1).p()).isEqualTo(p);
        assertThat(PermutationTest.independent(offset(a), offset(b), 1).p()).isEqualTo(p);
        assertThat(p).isGreaterThan(0).isLessThanOrEqualTo(1);
    }

    private static double[] offset(double[] values) {
        return Arrays.stream(values).map(v -> v / 8 + 4096).toArray();
    }
}
