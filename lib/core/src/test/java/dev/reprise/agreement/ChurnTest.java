package dev.reprise.agreement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import dev.reprise.statistics.SignificanceTest;
import java.util.Arrays;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class ChurnTest {
    @Test
    void winsLossesAndChangesThatAreNeither() {
        int[] truth = {0, 0, 0, 0, 0, 0};
        int[] before = {0, 0, 1, 1, 2, 1};
        int[] after = {0, 1, 0, 0, 1, 1};
        var churn = Churn.between(truth, before, after);
        // The fifth example is wrong both times, in another way.
        assertThat(churn).isEqualTo(new Churn(6, 4, 2, 1));
        assertThat(churn.rate()).isCloseTo(4 / 6.0, within(1e-15));
        assertThat(churn.gain()).isCloseTo(1 / 6.0, within(1e-15));
        assertThat(churn.unnecessary()).isCloseTo(3 / 6.0, within(1e-15));
        assertThat(churn)
                .hasToString("4 of 6 predictions changed: 2 wins, 1 losses, gain 0.1667, unnecessary churn 0.5");
        assertThat(Agreement.of(truth, new int[][] {before, after}).churn(0, 1)).isEqualTo(churn);
    }

    /** Agresti's 150 and 86. */
    @Test
    void theTestIsMcNemars() {
        assertThat(new Churn(1600, 236, 150, 86).test().p()).isCloseTo(3.7159361395713866e-05, within(1e-16));
        assertThat(new Churn(10, 0, 0, 0).test()).isEqualTo(SignificanceTest.mcNemar(0, 0));
    }

    @Test
    void countsThatCannotBeAreRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Churn(10, 3, 2, 2))
                .withMessageContaining("2 wins and 2 losses among 3 changes of 10 examples");
        assertThatIllegalArgumentException().isThrownBy(() -> new Churn(10, 11, 0, 0));
        assertThatIllegalArgumentException().isThrownBy(() -> new Churn(10, 3, -1, 1));
        assertThatIllegalArgumentException().isThrownBy(() -> new Churn(0, 0, 0, 0));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Churn.between(new int[2], new int[2], new int[3]))
                .withMessageContaining("not 2 labels, 2 and 3 predictions");
    }

    @Property(tries = 300)
    void churnLiesBetweenTheDifferenceOfAccuraciesAndTheSumOfErrors(
            @ForAll long seed, @ForAll @IntRange(min = 1, max = 40) int examples) {
        var random = new java.util.SplittableRandom(seed);
        int[][] labels = new int[3][examples];
        for (int[] row : labels) {
            Arrays.setAll(row, i -> random.nextInt(4));
        }
        var churn = Churn.between(labels[0], labels[1], labels[2]);
        double[] accuracies =
                Agreement.of(labels[0], new int[][] {labels[1], labels[2]}).accuracies();
        double gain = accuracies[1] - accuracies[0];
        assertThat(churn.gain()).isCloseTo(gain, within(1e-12));
        assertThat(churn.rate()).isBetween(Math.abs(gain) - 1e-12, 2 - accuracies[0] - accuracies[1] + 1e-12);
        assertThat(churn.unnecessary()).isCloseTo(churn.rate() - Math.abs(gain), within(1e-12));
        var back = Churn.between(labels[0], labels[2], labels[1]);
        assertThat(back.wins()).isEqualTo(churn.losses());
        assertThat(back.rate()).isEqualTo(churn.rate());
    }
}
