package dev.reprise.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

/** Oracles: ttost_ind and ttost_paired of statsmodels 0.15.0, the interval from SciPy 1.17.1. */
class EquivalenceTest {
    private static final double[] OURS = {.912, .908, .915, .911, .909, .913};
    private static final double[] THEIRS = {.910, .914, .909, .912, .911};

    @Test
    void independentSamples() {
        var test = Equivalence.of(OURS, THEIRS, 0.005);
        assertThat(test.p()).isCloseTo(0.003018439192854432, within(1e-12));
        assertThat(test.interval().low()).isCloseTo(-0.002363016629401471, within(1e-12));
        assertThat(test.interval().high()).isCloseTo(0.0026296832960683286, within(1e-12));
        assertThat(test.holds(0.05)).isTrue();
        assertThat(test.toString()).startsWith("equivalent within 0.005: difference 0.0001333, 90% [");
        assertThat(Equivalence.of(OURS, THEIRS, 0.001).toString()).startsWith("not shown to be equivalent within");
    }

    @Test
    void pairedSamples() {
        var test = Equivalence.paired(new double[] {1, 2, 3, 4, 5.2}, new double[] {1.1, 1.9, 3.2, 3.9, 5.0}, 0.3);
        assertThat(test.p()).isCloseTo(0.009467489354681028, within(1e-12));
    }

    @Test
    void badInputIsNamed() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Equivalence.of(OURS, THEIRS, 0))
                .withMessageContaining("the margin of equivalence is a positive number, not 0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Equivalence.paired(OURS, OURS, 0.1))
                .withMessageContaining("every pair differs by 0");
    }

    @Property(tries = 200)
    void equivalenceIsShownExactlyIfTheIntervalLiesWithinTheMargin(
            @ForAll @Size(min = 2, max = 9) List<@IntRange(min = -9, max = 9) Integer> first,
            @ForAll @Size(min = 2, max = 9) List<@IntRange(min = -9, max = 9) Integer> second,
            @ForAll @DoubleRange(min = 0.1, max = 30) double margin) {
        double[] a = first.stream().mapToDouble(i -> i).toArray();
        double[] b = second.stream().mapToDouble(i -> i).toArray();
        if (Sample.variance(a) + Sample.variance(b) == 0) {
            return;
        }
        var test = Equivalence.of(a, b, margin);
        boolean inside = test.interval().low() > -margin && test.interval().high() < margin;
        assertThat(test.holds(0.05)).isEqualTo(inside);
        assertThat(Equivalence.of(b, a, margin).p()).isCloseTo(test.p(), within(1e-9));
    }
}
