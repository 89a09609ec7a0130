package dev.reprise.statistics;

import static dev.reprise.statistics.SignificanceTestTest.AFTER;
import static dev.reprise.statistics.SignificanceTestTest.BEFORE;
import static dev.reprise.statistics.SignificanceTestTest.FEMALES;
import static dev.reprise.statistics.SignificanceTestTest.MALES;
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

/** The limits are those shifts which SciPy 1.17.1's exact tests do not reject, found by trying all. */
class ShiftTest {
    /** Hollander and Wolfe, Nonparametric Statistical Methods, examples 3.3 and 3.4: 0.46, from 0.010 to 0.786. */
    @ParameterizedTest
    @CsvSource({"0.95, 0.010, 0.786", "0.9, 0.175, 0.726", "0.99, -0.1135, 0.987", "0.999, -Infinity, Infinity"})
    void thePairedShiftOfTheDepressionScale(double level, double low, double high) {
        var shift = Shift.paired(BEFORE, AFTER, level);
        assertThat(shift.estimate()).isCloseTo(0.46, within(1e-12));
        assertThat(shift.interval().low()).isCloseTo(low, within(1e-12));
        assertThat(shift.interval().high()).isCloseTo(high, within(1e-12));
    }

    @ParameterizedTest
    @CsvSource({"0.95, -1, 17", "0.9, -1, 13", "0.8, 2, 12"})
    void theShiftOfIndependentSamples(double level, double low, double high) {
        var shift = Shift.independent(MALES, FEMALES, level);
        assertThat(shift.estimate()).isEqualTo(7);
        assertThat(shift.interval()).isEqualTo(new Interval(low, high, level));
    }

    @Test
    void aConstantShiftIsItsOwnInterval() {
        var shift = Shift.paired(new double[] {2, 3, 4}, new double[] {1, 2, 3}, 0.95);
        assertThat(shift).isEqualTo(new Shift(1, new Interval(1, 1, 0.95)));
        assertThat(Shift.independent(new double[] {3}, new double[] {1}, 0.95).estimate())
                .isEqualTo(2);
    }

    @Test
    void badInputIsNamed() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Shift.independent(new double[0], new double[] {1}, 0.95))
                .withMessageContaining("the first sample has 0 values");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Shift.paired(new double[] {1, 2}, new double[] {1, 3}, 95))
                .withMessageContaining("a confidence level");
    }

    @Property(tries = 200)
    void testAndIntervalNeverContradictEachOther(
            @ForAll @Size(min = 3, max = 9) List<@IntRange(min = -9, max = 9) Integer> first,
            @ForAll @Size(min = 3, max = 9) List<@IntRange(min = -9, max = 9) Integer> second) {
        double[] a = first.stream().mapToDouble(i -> i).toArray();
        double[] b = second.stream().mapToDouble(i -> i).toArray();
        var shift = Shift.independent(a, b, 0.9);
        assertThat(shift.interval().contains(shift.estimate())).isTrue();
        if (SignificanceTest.mannWhitney(a, b).rejects(0.1)) {
            assertThat(shift.interval().low() < 0 && shift.interval().high() > 0)
                    .isFalse();
        }
        var mirrored = Shift.independent(b, a, 0.9);
        assertThat(mirrored.estimate()).isCloseTo(-shift.estimate(), within(1e-12));
        assertThat(mirrored.interval().low()).isEqualTo(-shift.interval().high());
    }
}
