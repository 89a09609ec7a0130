package dev.reprise.reference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class OptimiserTest {
    /** Positions while f(w) = w^2 / 2, whose gradient is w, is made small from w = 1. */
    private static double[] walk(Optimiser optimiser, int steps) {
        double[] w = {1};
        double[] memory = new double[optimiser.memorySize(1)];
        double[] positions = new double[steps];
        for (int i = 0; i < steps; i++) {
            optimiser.update(w, w.clone(), memory, i + 1);
            positions[i] = w[0];
        }
        return positions;
    }

    @Test
    void descentShrinksByTheRate() {
        assertThat(walk(Optimiser.sgd(0.25), 3)).containsExactly(0.75, 0.5625, 0.421875);
    }

    @Test
    void momentumKeepsPartOfTheLastStep() {
        // v: -0.25, -0.125 - 0.1875 = -0.3125, -0.15625 - 0.109375 = -0.265625
        assertThat(walk(Optimiser.momentum(0.25, 0.5), 3)).containsExactly(0.75, 0.4375, 0.171875);
        assertThat(walk(Optimiser.momentum(0.25, 0), 3)).containsExactly(walk(Optimiser.sgd(0.25), 3));
    }

    @Test
    void adamMovesByItsRateWhateverTheScaleOfTheGradient() {
        for (double scale : new double[] {1e-3, 1, 1e6}) {
            double[] w = {0, 0};
            double[] memory = new double[4];
            var adam = new Optimiser.Adam(0.1, 0.9, 0.999, 1e-30);
            for (int t = 1; t <= 3; t++) {
                adam.update(w, new double[] {scale, -scale}, memory, t);
                // With a constant gradient both corrected means are exact, so that each step is the rate.
                assertThat(w[0]).isCloseTo(-0.1 * t, within(1e-13));
                assertThat(w[1]).isCloseTo(0.1 * t, within(1e-13));
            }
        }
    }

    /** The second step by the formulas of the paper, worked out by hand: m = 0.09 + 0.1 w, v = 0.000999 + 0.001 w^2. */
    @Test
    void adamsSecondStepIsThatOfThePaper() {
        double[] walked = walk(new Optimiser.Adam(0.1, 0.9, 0.999, 1e-30), 2);
        double w = 0.9;
        double m = 0.09 + 0.1 * w;
        double v = 0.000999 + 0.001 * w * w;
        double expected = w - 0.1 * (m / 0.19) / Math.sqrt(v / (1 - 0.999 * 0.999));
        assertThat(walked[0]).isCloseTo(0.9, within(1e-15));
        assertThat(walked[1]).isCloseTo(expected, within(1e-12));
    }

    @Test
    void epsilonStandsBesideTheRootOfTheUncorrectedMean() {
        double[] w = {0};
        new Optimiser.Adam(1, 0.9, 0.999, 1).update(w, new double[] {1}, new double[2], 1);
        double root = Math.sqrt(0.001);
        assertThat(w[0]).isCloseTo(-(root / 0.1) * 0.1 / (root + 1), within(1e-12));
    }

    @Test
    void valuesOutOfTheirRangeAreRefused() {
        assertThatThrownBy(() -> Optimiser.sgd(0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("a learning rate must be more than 0 and finite, not 0.0");
        assertThatThrownBy(() -> Optimiser.adam(Double.NaN)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Optimiser.momentum(0.1, 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("a decay must be from 0 to less than 1, not 1.0");
        assertThatThrownBy(() -> new Optimiser.Adam(0.1, 0.9, 0.999, 0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("epsilon");
    }
}
