package dev.reprise.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import dev.reprise.seeds.Seeds;
import java.util.List;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class VarianceComponentsTest {
    /** Montgomery, Design and Analysis of Experiments, example 13.1: strength of fabric from four looms. */
    private static final double[] LOOMS = {98, 97, 99, 96, 91, 90, 93, 92, 96, 95, 97, 95, 95, 96, 99, 98};

    @Test
    void theLooms() {
        var parts = VarianceComponents.crossed(List.of("loom"), new int[] {4}, LOOMS);
        var loom = parts.of("loom");
        var residual = parts.of("residual");
        assertThat(loom.meanSquare()).isCloseTo(29.7292, within(5e-5));
        assertThat(residual.meanSquare()).isCloseTo(1.8958, within(5e-5));
        assertThat(loom.variance()).isCloseTo(6.958, within(5e-4));
        assertThat(loom.meanSquare() / residual.meanSquare()).isCloseTo(15.681318681318682, within(1e-9));
        assertThat(List.of(loom.degreesOfFreedom(), residual.degreesOfFreedom()))
                .containsExactly(3, 12);
        assertThat(loom.share()).isCloseTo(6.958333 / (6.958333 + 1.895833), within(1e-6));
        assertThat(parts.toString()).contains("Variance by source", "loom", "78.6 %");
    }

    /** Mean squares: anova_lm of statsmodels 0.15.0. Components: their expectations solved by hand. */
    @Test
    void twoCrossedFactorsWithTwoRunsEach() {
        double[] values = {
            13.4, 13.5, 14.5, 13.8, 13.4, 13.6, 4.9, 5.9, 4.3, 4.3, 3.4, 2.1, 9.8, 10.7, 10.5, 10.2, 9.1, 6.6, 9.4, 8.0,
            7.4, 8.7, 7.8, 7.0
        };
        var parts = VarianceComponents.crossed(List.of("init", "order"), new int[] {4, 3}, values);
        assertThat(parts.components().stream().map(VarianceComponents.Component::source))
                .containsExactly("init", "order", "init × order", "residual");
        assertThat(parts.of("init").meanSquare()).isCloseTo(93.30708333333341, within(1e-10));
        assertThat(parts.of("order").meanSquare()).isCloseTo(5.767916666666692, within(1e-10));
        assertThat(parts.of("init × order").meanSquare()).isCloseTo(0.97791666666666, within(1e-10));
        assertThat(parts.of("residual").meanSquare()).isCloseTo(0.6112499999999997, within(1e-10));
        assertThat(parts.of("init").variance()).isCloseTo(15.388194444444458, within(1e-10));
        assertThat(parts.of("order").variance()).isCloseTo(0.598750000000004, within(1e-10));
        assertThat(parts.of("init × order").variance()).isCloseTo(0.18333333333333013, within(1e-10));
    }

    @Test
    void aFactorThatDoesNothingMayHaveANegativeComponentAndNoShare() {
        double[] alternating = {0, 1, 0, 1, 1, 0, 1, 0};
        var parts = VarianceComponents.crossed(List.of("a"), new int[] {2}, alternating);
        assertThat(parts.of("a").variance()).isNegative();
        assertThat(parts.of("a").share()).isZero();
        assertThat(parts.of("residual").share()).isEqualTo(1);
    }

    @Test
    void equalValuesHaveNoSpreadToShare() {
        var parts = VarianceComponents.crossed(List.of("a"), new int[] {2}, new double[] {0.1, 0.1, 0.1, 0.1});
        assertThat(parts.components()).allMatch(c -> c.variance() == 0 && c.share() == 0);
    }

    @Test
    void badInputIsNamed() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> VarianceComponents.crossed(List.of("loom"), new int[] {4}, new double[4]))
                .withMessageContaining("4 combinations of levels need 8 values or a multiple of it (with one factor"
                        + " every level needs two runs), not 4");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> VarianceComponents.crossed(List.of("a", "b"), new int[] {2, 1}, new double[4]))
                .withMessageContaining("at least 2 levels each, not [a, b] with [2, 1]");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> VarianceComponents.crossed(List.of("a", "a"), new int[] {2, 2}, new double[4]))
                .withMessageContaining("'a' is named twice");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> VarianceComponents.crossed(
                        List.of("a", "b"), new int[] {1 << 20, 1 << 20}, new double[] {1, 2, 3, 4}))
                .withMessageContaining("not 4");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> VarianceComponents.crossed(List.of("loom"), new int[] {4}, LOOMS)
                        .of("shuffle"))
                .withMessageContaining("no source 'shuffle' among [loom, residual]");
    }

    @Property(tries = 200)
    void theSumsOfSquaresAddUp(@ForAll @Size(24) List<@IntRange(min = -99, max = 99) Integer> results) {
        double[] values = results.stream().mapToDouble(i -> i).toArray();
        var parts = VarianceComponents.crossed(List.of("a", "b", "c"), new int[] {3, 2, 2}, values);
        double squares = parts.components().stream()
                .mapToDouble(c -> c.meanSquare() * c.degreesOfFreedom())
                .sum();
        assertThat(squares).isCloseTo(23 * Sample.variance(values), within(1e-7));
        assertThat(parts.components().stream()
                        .mapToInt(VarianceComponents.Component::degreesOfFreedom)
                        .sum())
                .isEqualTo(23);
        double shares = parts.components().stream()
                .mapToDouble(VarianceComponents.Component::share)
                .sum();
        assertThat(shares).isCloseTo(squares == 0 ? 0 : 1, within(1e-9));
    }

    /** Rows and columns that add up explain everything; the rest is rounding, and is not shown as a source. */
    @Test
    void whatRoundingLeavesIsNoVariance() {
        var random = Seeds.of(7).stream("additive");
        for (int repetition = 0; repetition < 20; repetition++) {
            double[] rows = random.doubles(5).toArray();
            double[] columns = random.doubles(4).toArray();
            double[] sums = IntStream.range(0, 20)
                    .mapToDouble(i -> 1000 + rows[i / 4] + 0.1 * columns[i % 4])
                    .toArray();
            var components = VarianceComponents.crossed(List.of("init", "shuffle"), new int[] {5, 4}, sums);
            assertThat(components.of("residual").meanSquare()).isZero();
            assertThat(components.of("shuffle").variance()).isPositive();
            double[] repeated =
                    IntStream.range(0, 40).mapToDouble(i -> sums[i / 2]).toArray();
            components = VarianceComponents.crossed(List.of("init", "shuffle"), new int[] {5, 4}, repeated);
            assertThat(components.of("residual").variance()).isZero();
        }
    }
}
