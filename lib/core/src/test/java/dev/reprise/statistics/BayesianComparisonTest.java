package dev.reprise.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Oracles: the tests of baycomp, and baycomp 1.0.3 itself with 400 000 draws. Here 20 000 are drawn: ± 0.01. */
class BayesianComparisonTest {
    private static final double[] X = {15, 16, 17, 24, 11, 12, 13, 14};
    private static final double[] Y = {10, 13, 15, 24, 15, 82, 83, 84};

    private static final double[] FIRST = {.85, .82, .91, .77, .64, .88, .93, .71};
    private static final double[] SECOND = {.83, .80, .90, .78, .60, .85, .92, .72};

    @ParameterizedTest
    @CsvSource({"0, 3, 1, 4", "2, 2, 2, 4", "4, 1, 4, 3", "5, 0, 5, 3"})
    void theSignTestCounts(double rope, int first, int equivalent, int second) {
        assertThat(BayesianComparison.counts(X, Y, rope)).containsExactly(first, equivalent, second);
    }

    @ParameterizedTest
    @CsvSource({"2, 0.1183475, 0.29799, 0.5836625", "4, 0.01895, 0.7599925, 0.2210575", "5, 0, 0.85584, 0.14416"})
    void theSignTest(double rope, double first, double equivalent, double second) {
        same(BayesianComparison.signTest(X, Y, rope, 1), first, equivalent, second);
    }

    @ParameterizedTest
    @CsvSource({
        "0.005, 0.9745775, 0.0072025, 0.01822",
        "0.01, 0.8874025, 0.1022375, 0.01036",
        "0.02, 0.1450225, 0.8549775, 0"
    })
    void theSignedRankTest(double rope, double first, double equivalent, double second) {
        same(BayesianComparison.signedRank(FIRST, SECOND, rope, 1), first, equivalent, second);
    }

    private static void same(BayesianComparison found, double first, double equivalent, double second) {
        assertThat(found.first()).isCloseTo(first, within(0.012));
        assertThat(found.equivalent()).isCloseTo(equivalent, within(0.012));
        assertThat(found.second()).isCloseTo(second, within(0.012));
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0.8702755334747436, 0, 0.12972446652525638",
        "0.01, 0.6758693525163462, 0.27422832016743637, 0.049902327316217465",
        "0.02, 0.37959555221765945, 0.5995071075543178, 0.0208973402280227"
    })
    void theCorrelatedTTest(double rope, double first, double equivalent, double second) {
        var found = BayesianComparison.correlatedT(
                new double[] {.85, .82, .91, .77, .64}, new double[] {.83, .80, .90, .78, .60}, 0.25, rope);
        assertThat(found.first()).isCloseTo(first, within(1e-12));
        assertThat(found.equivalent()).isCloseTo(equivalent, within(1e-12));
        assertThat(found.second()).isCloseTo(second, within(1e-12));
        assertThat(found.toString()).startsWith("first better 0.");
    }

    @Test
    void withoutAnyDifferenceBothAreEquivalent() {
        assertThat(BayesianComparison.signTest(X, X, 0, 1)).isEqualTo(new BayesianComparison(0, 1, 0));
        assertThat(BayesianComparison.signedRank(X, X, 0, 1)).isEqualTo(new BayesianComparison(0, 1, 0));
    }

    @Test
    void badInputIsNamed() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> BayesianComparison.signTest(X, Y, -1, 1))
                .withMessageContaining("the region of practical equivalence is at least 0, not -1");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> BayesianComparison.correlatedT(X, X, 0.25, 0))
                .withMessageContaining("every pair differs by 0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> BayesianComparison.correlatedT(X, Y, -0.25, 0))
                .withMessageContaining("positive number");
    }

    @Property(tries = 20)
    void theThreeProbabilitiesAddUpToOneAndASeedGivesTheSameBits(
            @ForAll @Size(min = 1, max = 9) List<@IntRange(min = -5, max = 5) Integer> differences, @ForAll long seed) {
        double[] a = differences.stream().mapToDouble(i -> i).toArray();
        double[] b = new double[a.length];
        var sign = BayesianComparison.signTest(a, b, 1, seed);
        assertThat(sign.first() + sign.equivalent() + sign.second()).isCloseTo(1, within(1e-12));
        assertThat(BayesianComparison.signTest(a, b, 1, seed)).isEqualTo(sign);
        var rank = BayesianComparison.signedRank(a, b, 1, seed);
        assertThat(rank.first() + rank.equivalent() + rank.second()).isCloseTo(1, within(1e-12));
    }
}
