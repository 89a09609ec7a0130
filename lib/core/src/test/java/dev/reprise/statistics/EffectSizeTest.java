package dev.reprise.statistics;

import static dev.reprise.statistics.SignificanceTestTest.AFTER;
import static dev.reprise.statistics.SignificanceTestTest.BEFORE;
import static dev.reprise.statistics.SignificanceTestTest.FEMALES;
import static dev.reprise.statistics.SignificanceTestTest.MALES;
import static dev.reprise.statistics.SignificanceTestTest.R_FIRST;
import static dev.reprise.statistics.SignificanceTestTest.R_SECOND;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import dev.reprise.statistics.EffectSize.Magnitude;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class EffectSizeTest {
    @Test
    void cohensDAndHedgesG() {
        assertThat(EffectSize.cohenD(R_FIRST, R_SECOND)).isCloseTo(0.713993281416942, within(1e-14));
        assertThat(EffectSize.hedgesG(R_FIRST, R_SECOND)).isCloseTo(0.6854335501602643, within(1e-14));
    }

    @Test
    void pairedDIsTOverTheRootOfN() {
        double t = SignificanceTest.pairedT(BEFORE, AFTER).statistic();
        assertThat(EffectSize.cohenDPaired(BEFORE, AFTER)).isCloseTo(t / 3, within(1e-14));
    }

    @Test
    void seventeenOfTwentyPairs() {
        assertThat(EffectSize.a12(MALES, FEMALES)).isEqualTo(0.85);
        assertThat(EffectSize.cliffDelta(MALES, FEMALES)).isCloseTo(0.7, within(1e-15));
        assertThat(Magnitude.ofDelta(EffectSize.cliffDelta(MALES, FEMALES))).isEqualTo(Magnitude.LARGE);
        assertThat(EffectSize.a12(new double[] {1, 2}, new double[] {1, 2})).isEqualTo(0.5);
    }

    @Test
    void theMatchedRankBiserialCorrelation() {
        // Kerby's simple difference: 40 of 45 ranks for, 5 against.
        assertThat(EffectSize.rankBiserial(BEFORE, AFTER)).isCloseTo((40 - 5) / 45.0, within(1e-15));
        assertThat(EffectSize.rankBiserial(new double[] {1, 2}, new double[] {1, 2}))
                .isZero();
        assertThat(EffectSize.rankBiserial(new double[] {1, 2, 9}, new double[] {0, 2, 3}))
                .isEqualTo(1);
    }

    @Test
    void theUsualWordsBeginAtTheirLimits() {
        assertThat(Magnitude.ofD(-0.19)).isEqualTo(Magnitude.NEGLIGIBLE);
        assertThat(Magnitude.ofD(-0.2)).isEqualTo(Magnitude.SMALL);
        assertThat(Magnitude.ofD(0.5)).isEqualTo(Magnitude.MEDIUM);
        assertThat(Magnitude.ofD(Double.NEGATIVE_INFINITY)).isEqualTo(Magnitude.LARGE);
        assertThat(Magnitude.ofDelta(0.146)).isEqualTo(Magnitude.NEGLIGIBLE);
        assertThat(Magnitude.ofDelta(-0.33)).isEqualTo(Magnitude.MEDIUM);
        assertThat(Magnitude.ofA12(0.56)).isEqualTo(Magnitude.SMALL);
        assertThat(Magnitude.ofA12(0.36)).isEqualTo(Magnitude.MEDIUM);
        assertThat(Magnitude.ofA12(0.71)).isEqualTo(Magnitude.LARGE);
    }

    @Test
    void whatIsNoNumberHasNoMagnitude() {
        double[] constant = {1, 1, 1};
        assertThat(EffectSize.cohenD(constant, constant)).isNaN();
        assertThat(EffectSize.cohenD(constant, new double[] {0, 0})).isEqualTo(Double.POSITIVE_INFINITY);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Magnitude.ofD(EffectSize.cohenD(constant, constant)))
                .withMessageContaining("NaN");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Magnitude.ofDelta(1.5))
                .withMessageContaining("from -1 to 1, not 1.5");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Magnitude.ofA12(-0.1))
                .withMessageContaining("from 0 to 1, not -0.1");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> EffectSize.hedgesG(new double[] {1}, constant))
                .withMessageContaining("at least 2");
    }

    @Property(tries = 300)
    void swappingTheSamplesTurnsTheSign(
            @ForAll @Size(min = 2, max = 12) List<@IntRange(min = -9, max = 9) Integer> first,
            @ForAll @Size(min = 2, max = 12) List<@IntRange(min = -9, max = 9) Integer> second) {
        double[] a = first.stream().mapToDouble(i -> i).toArray();
        double[] b = second.stream().mapToDouble(i -> i).toArray();
        assertThat(EffectSize.a12(a, b) + EffectSize.a12(b, a)).isCloseTo(1, within(1e-15));
        assertThat(EffectSize.cliffDelta(a, b))
                .isBetween(-1.0, 1.0)
                .isCloseTo(-EffectSize.cliffDelta(b, a), within(1e-15));
        double u = SignificanceTest.mannWhitney(a, b).statistic();
        assertThat(EffectSize.a12(a, b)).isCloseTo(u / (a.length * b.length), within(1e-15));
        if (Sample.variance(a) + Sample.variance(b) > 0) {
            double d = EffectSize.cohenD(a, b);
            assertThat(EffectSize.cohenD(b, a)).isCloseTo(-d, within(1e-12));
            assertThat(Math.abs(EffectSize.hedgesG(a, b))).isLessThanOrEqualTo(Math.abs(d));
        }
    }

    @Property(tries = 200)
    void neitherUnitNorOriginMatters(
            @ForAll @Size(min = 2, max = 12) List<@IntRange(min = -9, max = 9) Integer> first,
            @ForAll @Size(min = 2, max = 12) List<@IntRange(min = -9, max = 9) Integer> second) {
        double[] a = first.stream().mapToDouble(i -> i).toArray();
        double[] b = second.stream().mapToDouble(i -> i).toArray();
        double[] scaledA = Arrays.stream(a).map(v -> 4 * v + 16).toArray();
        double[] scaledB = Arrays.stream(b).map(v -> 4 * v + 16).toArray();
        assertThat(EffectSize.a12(scaledA, scaledB)).isEqualTo(EffectSize.a12(a, b));
        if (Sample.variance(a) + Sample.variance(b) > 0) {
            assertThat(EffectSize.cohenD(scaledA, scaledB)).isCloseTo(EffectSize.cohenD(a, b), within(1e-10));
        }
    }
}
