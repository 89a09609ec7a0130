package dev.reprise.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FriedmanTest {
    /** Demšar 2006, section 3.2.2: average ranks of four variants of C4.5 on 14 data sets. */
    private static final Friedman DEMSAR = new Friedman(14, 3.143, 2.000, 2.893, 1.964);

    /** Three methods on six data sets without ties, so that SciPy's tie correction changes nothing. */
    private static final double[][] SCORES = {
        {.71, .65, .90}, {.80, .79, .95}, {.62, .60, .85}, {.55, .58, .70}, {.91, .88, .93}, {.75, .70, .78}
    };

    @Test
    void demsarsExample() {
        assertThat(DEMSAR.chiSquared().statistic()).isCloseTo(9.28, within(0.01));
        assertThat(DEMSAR.imanDavenport().statistic()).isCloseTo(3.69, within(0.01));
        // Above the critical value of F(3, 39) at 0.05, 2.85; at 3.69 the survival function is 0.0197 (SciPy 1.17.1).
        assertThat(DEMSAR.imanDavenport().p()).isCloseTo(0.0197, within(2e-4));
        assertThat(DEMSAR.nemenyiDifference(0.05)).isCloseTo(1.25, within(0.005));
        assertThat(DEMSAR.bonferroniDunnDifference(0.05)).isCloseTo(1.17, within(0.005));
    }

    /** Demšar 2006, table 5(a), and SciPy 1.17.1's studentized_range with infinite degrees of freedom. */
    @ParameterizedTest
    @CsvSource({
        "2, 0.05, 1.9599639845400534",
        "3, 0.05, 2.343700586378409",
        "4, 0.05, 2.569031772546482",
        "10, 0.05, 3.163683577053373",
        "4, 0.1, 2.2913414968880566"
    })
    void nemenyisQuantiles(int methods, double alpha, double q) {
        assertThat(Friedman.nemenyiQuantile(methods, alpha)).isCloseTo(q, within(1e-7));
    }

    @Test
    void scoresAreRankedFromTheLargest() {
        var test = Friedman.of(SCORES);
        assertThat(test.averageRanks()).containsExactly(new double[] {13 / 6.0, 17 / 6.0, 1}, within(1e-15));
        // scipy.stats.friedmanchisquare
        assertThat(test.chiSquared().statistic()).isCloseTo(10.333333333333329, within(1e-12));
        assertThat(test.chiSquared().p()).isCloseTo(0.005703548998007417, within(1e-12));
        // scikit-posthocs 0.17.1: posthoc_nemenyi_friedman
        assertThat(test.nemenyiP(0, 1)).isCloseTo(0.48043258, within(1e-6));
        assertThat(test.nemenyiP(0, 2)).isCloseTo(0.10722316, within(1e-6));
        assertThat(test.nemenyiP(2, 1)).isCloseTo(0.00426979, within(1e-6));
        assertThat(test.toString())
                .contains("Average ranks of 3 methods on 6 data sets", "critical difference (Nemenyi, 0.05)");
    }

    @Test
    void tiesShareTheirRankAndAllEqualShowsNothing() {
        double[][] equal = {{1, 1, 1}, {2, 2, 2}};
        assertThat(Friedman.of(equal).averageRanks()).containsExactly(2, 2, 2);
        assertThat(Friedman.of(equal).chiSquared().p()).isEqualTo(1);
        assertThat(Friedman.of(equal).imanDavenport().p()).isEqualTo(1);
        assertThat(Friedman.of(equal).nemenyiP(0, 1)).isCloseTo(1, within(1e-12));
    }

    @Test
    void thePerfectOrderIsTheMostExtreme() {
        double[][] perfect = {{3, 2, 1}, {6, 5, 4}, {9, 8, 7}};
        assertThat(Friedman.of(perfect).chiSquared().statistic()).isCloseTo(6, within(1e-12));
        assertThat(Friedman.of(perfect).imanDavenport().statistic()).isEqualTo(Double.POSITIVE_INFINITY);
        assertThat(Friedman.of(perfect).imanDavenport().p()).isZero();
    }

    @Test
    void methodsCanBeNamed() {
        assertThat(Friedman.of(SCORES).named("SGD", "momentum", "Adam").toString())
                .contains("SGD", "momentum", "Adam")
                .doesNotContain("method 0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Friedman.of(SCORES).named("SGD"))
                .withMessageContaining("3 methods need 3 names, not 1");
    }

    @Test
    void badInputIsNamed() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Friedman.of(new double[][] {{1, 2}}))
                .withMessageContaining("the table of scores has 1 rows, but at least 2 are needed");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Friedman.of(new double[][] {{1, 2}, {1, 2, 3}}))
                .withMessageContaining("every row must be equally long");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Friedman.of(new double[][] {{1, 2}, {1, Double.NaN}}))
                .withMessageContaining("row 1, is NaN at index 1");
        assertThatExceptionOfType(IndexOutOfBoundsException.class).isThrownBy(() -> DEMSAR.nemenyiP(0, 4));
        assertThatIllegalArgumentException().isThrownBy(() -> DEMSAR.nemenyiDifference(0));
    }
}
