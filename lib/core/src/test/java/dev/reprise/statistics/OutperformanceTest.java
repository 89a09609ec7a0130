package dev.reprise.statistics;

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

class OutperformanceTest {
    private static Outperformance winning(int wins, int pairs) {
        double[] a = new double[pairs];
        double[] b = new double[pairs];
        Arrays.setAll(a, i -> i < wins ? 1 : -1);
        return Outperformance.of(a, b, 1);
    }

    @Test
    void theThreeDecisions() {
        var meaningful = winning(24, 29);
        assertThat(meaningful.probability()).isCloseTo(24 / 29.0, within(1e-15));
        assertThat(meaningful.isSignificant()).isTrue();
        assertThat(meaningful.isMeaningful()).isTrue();
        assertThat(meaningful.toString()).startsWith("P(A > B) = 0.8276, 95% [").contains("significant and meaningful");
        var seldom = winning(600, 1000);
        assertThat(seldom.isSignificant()).isTrue();
        assertThat(seldom.isMeaningful()).isFalse();
        assertThat(seldom.toString()).contains("significant, but too seldom to be meaningful");
        var nothing = winning(15, 29);
        assertThat(nothing.isSignificant()).isFalse();
        assertThat(nothing.toString()).contains("the runs do not show that A is better");
    }

    /** The wins of a resample are binomial: percentiles of 10 000 replicates lie within one win of its quantiles. */
    @Test
    void theIntervalIsThatOfABinomial() {
        // scipy.stats.binom.ppf([.025, .975], 100, .7) = 61, 79
        var interval = winning(70, 100).interval();
        assertThat(interval.low()).isCloseTo(0.61, within(0.0101));
        assertThat(interval.high()).isCloseTo(0.79, within(0.0101));
    }

    @Test
    void badInputIsNamed() {
        double[] scores = {1, 2};
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Outperformance.of(scores, scores, 1, 0.5, 0.95))
                .withMessageContaining("gamma lies between 0.5 and 1, not 0.5");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Outperformance.of(scores, new double[] {1}, 1))
                .withMessageContaining("at least 2");
    }

    @Property(tries = 50)
    void theChancesOfBothAddUpToOne(
            @ForAll @Size(min = 2, max = 9) List<@IntRange(min = 0, max = 4) Integer> first, @ForAll long seed) {
        double[] a = first.stream().mapToDouble(i -> i).toArray();
        double[] b = new double[a.length];
        Arrays.fill(b, 2);
        var one = Outperformance.of(a, b, seed);
        assertThat(one.probability()).isBetween(0.0, 1.0);
        assertThat(one.interval().contains(one.probability())).isTrue();
        assertThat(Outperformance.of(b, a, seed).probability()).isCloseTo(1 - one.probability(), within(1e-12));
    }
}
