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

class StochasticOrderTest {
    /** Oracle: the two integrals over a grid of 1 200 000 quantiles, with NumPy 2.4. */
    @Test
    void theViolationRatioOfUnequalSampleSizes() {
        var order = StochasticOrder.of(new double[] {1, 3, 5, 7}, new double[] {2, 2.5, 4, 9, 1}, 1);
        assertThat(order.violation()).isCloseTo(0.37777777777777777, within(1e-12));
        assertThat(StochasticOrder.of(new double[] {.7, .8, .9}, new double[] {.72, .75, .85, .88, .6}, 1)
                        .violation())
                .isCloseTo(0.061797752808988686, within(1e-12));
    }

    @Test
    void oneDominatesTheOther() {
        double[] better = {5, 6, 7, 8};
        double[] worse = {1, 2, 3, 4};
        var order = StochasticOrder.of(better, worse, 1);
        assertThat(order).isEqualTo(new StochasticOrder(0, 0));
        assertThat(order.firstIsBetter(0.2)).isTrue();
        assertThat(order.toString()).contains("the first is almost stochastically better");
        var reverse = StochasticOrder.of(worse, better, 1);
        assertThat(reverse.violation()).isEqualTo(1);
        assertThat(reverse.firstIsBetter(0.5)).isFalse();
        assertThat(reverse.toString()).contains("no order is shown");
    }

    @Test
    void identicalSamplesHaveNoOrder() {
        double[] runs = {1, 2, 3};
        assertThat(StochasticOrder.of(runs, runs, 1).violation()).isEqualTo(0.5);
        double[] constant = {1, 1};
        assertThat(StochasticOrder.of(constant, constant, 1)).isEqualTo(new StochasticOrder(0.5, 0.5));
        assertThat(StochasticOrder.of(constant, constant, 1).firstIsBetter(0.5)).isFalse();
    }

    @Test
    void badInputIsNamed() {
        double[] runs = {1, 2, 3};
        assertThatIllegalArgumentException().isThrownBy(() -> StochasticOrder.of(runs, new double[] {1}, 1));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> StochasticOrder.of(runs, runs, 1).firstIsBetter(0.7))
                .withMessageContaining("from 0 to 0.5, not 0.7");
    }

    @Property(tries = 30)
    void bothDirectionsAddUpToOne(
            @ForAll @Size(min = 2, max = 8) List<@IntRange(min = -9, max = 9) Integer> first,
            @ForAll @Size(min = 2, max = 8) List<@IntRange(min = -9, max = 9) Integer> second) {
        double[] a = first.stream().mapToDouble(i -> i).toArray();
        double[] b = second.stream().mapToDouble(i -> i).toArray();
        var order = StochasticOrder.of(a, b, 3);
        assertThat(order.violation()).isBetween(0.0, 1.0);
        assertThat(order.upperBound()).isBetween(order.violation(), 1.0);
        assertThat(StochasticOrder.of(b, a, 3).violation()).isCloseTo(1 - order.violation(), within(1e-12));
    }
}
