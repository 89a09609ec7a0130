package dev.reprise.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class MultipleComparisonsTest {
    /** Benjamini and Hochberg 1995, section 3.2: fifteen hypotheses about thrombolysis. */
    private static final double[] THROMBOLYSIS = {
        .0001, .0004, .0019, .0095, .0201, .0278, .0298, .0344, .0459, .3240, .4262, .5719, .6528, .7590, 1
    };

    @Test
    void holm() {
        assertThat(MultipleComparisons.holm(.01, .04, .03, .005))
                .containsExactly(new double[] {.03, .06, .06, .02}, within(1e-15));
        assertThat(MultipleComparisons.holm(THROMBOLYSIS))
                .containsExactly(
                        new double[] {.0015, .0056, .0247, .114, .2211, .278, .278, .278, .3213, 1, 1, 1, 1, 1, 1},
                        within(1e-12));
    }

    @Test
    void benjaminiHochberg() {
        assertThat(MultipleComparisons.benjaminiHochberg(THROMBOLYSIS))
                .containsExactly(
                        new double[] {
                            .0015, .003, .0095, .035625, .0603, .06385714, .06385714, .0645, .0765, .486, .58118182,
                            .714875, .75323077, .81321429, 1
                        },
                        within(5e-9));
        // statsmodels 0.15.0: multipletests([.01, .04, .03, .005], method="fdr_bh")
        assertThat(MultipleComparisons.benjaminiHochberg(.01, .04, .03, .005))
                .containsExactly(new double[] {.02, .04, .04, .02}, within(1e-15));
    }

    @Test
    void badInputIsNamed() {
        assertThat(MultipleComparisons.holm()).isEmpty();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> MultipleComparisons.holm(0.2, Double.NaN))
                .withMessageContaining("a p-value lies between 0 and 1, not NaN");
        assertThatIllegalArgumentException().isThrownBy(() -> MultipleComparisons.benjaminiHochberg(1.1));
    }

    @Property
    void adjustmentKeepsTheOrderAndNeverMakesSmaller(
            @ForAll @Size(min = 1, max = 30) List<@DoubleRange(min = 0, max = 1) Double> values) {
        double[] p = values.stream().mapToDouble(v -> v).toArray();
        double[] holm = MultipleComparisons.holm(p);
        double[] bh = MultipleComparisons.benjaminiHochberg(p);
        for (int i = 0; i < p.length; i++) {
            assertThat(bh[i]).isBetween(p[i] - 1e-15, 1.0);
            assertThat(holm[i]).isBetween(bh[i] - 1e-12, Math.min(1, p.length * p[i]) + 1e-12);
            for (int j = 0; j < p.length; j++) {
                assertThat(p[i] < p[j] && holm[i] > holm[j]).isFalse();
                assertThat(p[i] < p[j] && bh[i] > bh[j]).isFalse();
            }
        }
    }
}
