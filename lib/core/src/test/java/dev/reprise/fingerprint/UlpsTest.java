package dev.reprise.fingerprint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import net.jqwik.api.Assume;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class UlpsTest {
    @Property
    void isAMetricThatCountsSteps(@ForAll double a, @ForAll double b, @ForAll @IntRange(max = 5) int steps) {
        for (var ulps : Ulps.values()) {
            assertThat(ulps.between(a, a)).isZero();
            assertThat(ulps.between(a, b)).isEqualTo(ulps.between(b, a)).isNotNegative();
        }
        double there = a;
        for (int i = 0; i < steps; i++) {
            there = Math.nextUp(there);
        }
        Assume.that(Double.isFinite(there) && (a > 0 || there < 0));
        assertThat(Ulps.NUMERIC.between(a, there)).isEqualTo(steps);
        assertThat(Ulps.BITWISE.between(there, a)).isEqualTo(steps);
    }

    @Property
    void floatsCountTheirOwnSteps(@ForAll float a) {
        float next = Math.nextUp(a);
        Assume.that(Float.isFinite(next));
        assertThat(Ulps.NUMERIC.between(a, next)).isEqualTo(1);
    }

    @Test
    void zerosAreOneNumberUnlessBitsCount() {
        assertThat(Ulps.NUMERIC.between(0.0, -0.0)).isZero();
        assertThat(Ulps.BITWISE.between(0.0, -0.0)).isEqualTo(1);
        assertThat(Ulps.NUMERIC.between(0f, -0f)).isZero();
        assertThat(Ulps.BITWISE.between(-0f, 0f)).isEqualTo(1);
        assertThat(Ulps.NUMERIC.between(Double.MIN_VALUE, -Double.MIN_VALUE)).isEqualTo(2);
        assertThat(Ulps.BITWISE.between(Double.MIN_VALUE, -Double.MIN_VALUE)).isEqualTo(3);
    }

    @Test
    void nansAreOneValueUnlessBitsCount() {
        double otherNan = Double.longBitsToDouble(0x7ff8000000000001L);
        float otherFloatNan = Float.intBitsToFloat(0x7fc00001);
        assertThat(Ulps.NUMERIC.between(Double.NaN, otherNan)).isZero();
        assertThat(Ulps.BITWISE.between(Double.NaN, otherNan)).isEqualTo(Ulps.UNBOUNDED);
        assertThat(Ulps.NUMERIC.between(Float.NaN, otherFloatNan)).isZero();
        assertThat(Ulps.BITWISE.between(Float.NaN, otherFloatNan)).isEqualTo(Ulps.UNBOUNDED);
    }

    @ParameterizedTest
    @EnumSource
    void whatNoRoundingExplainsIsUnbounded(Ulps ulps) {
        assertThat(ulps.between(Double.NaN, 1)).isEqualTo(Ulps.UNBOUNDED);
        assertThat(ulps.between(Float.NaN, 1f)).isEqualTo(Ulps.UNBOUNDED);
        assertThat(ulps.between(Double.MAX_VALUE, Double.POSITIVE_INFINITY)).isEqualTo(Ulps.UNBOUNDED);
        assertThat(ulps.between(Float.NEGATIVE_INFINITY, Float.POSITIVE_INFINITY))
                .isEqualTo(Ulps.UNBOUNDED);
        assertThat(ulps.between(Double.POSITIVE_INFINITY, Double.POSITIVE_INFINITY))
                .isZero();
        assertThat(ulps.between(-Double.MAX_VALUE, Double.MAX_VALUE)).isEqualTo(Ulps.UNBOUNDED);
        assertThat(ulps.between(-1.0, 1.0)).isGreaterThan(9_000_000_000_000_000_000L);
        assertThat(ulps.between(-Float.MAX_VALUE, Float.MAX_VALUE)).isGreaterThan(4_000_000_000L);
    }

    @Test
    void arraysAreComparedElementByElement() {
        double[][] a = new double[20][10];
        double[][] b = new double[20][10];
        b[2][7] = Double.MIN_VALUE;
        b[3][1] = 3 * Double.MIN_VALUE;
        var difference = ArrayDifference.between(a, b);
        assertThat(difference).isEqualTo(new ArrayDifference(200, 2, "[2, 7]", "[3, 1]", 3, 0, 3 * Double.MIN_VALUE));
        assertThat(difference.inWords()).isEqualTo("2 of 200 elements differ, by at most 3 ulp, first at [2, 7]");
        assertThat(difference.toString()).contains("99 % of all differ by", "[3, 1]");
        b[4][4] = 1e-300;
        assertThat(ArrayDifference.between(a, b).p99Ulps()).isEqualTo(1);
        assertThat(ArrayDifference.between(a, a).inWords()).isEqualTo("all 200 elements are the same");
        assertThat(ArrayDifference.between(a, a).toString()).doesNotContain("largest");
    }

    @Test
    void policyAppliesToArrays() {
        float[] a = {0f, Float.NaN};
        float[] b = {-0f, Float.NaN};
        assertThat(ArrayDifference.between(a, b).isNone()).isTrue();
        assertThat(ArrayDifference.between(a, b, Ulps.BITWISE).differing()).isEqualTo(1);
        b[1] = 1;
        assertThat(ArrayDifference.between(a, b).inWords())
                .isEqualTo("1 of 2 elements differs, by more than rounding can explain, first at [1]");
        assertThat(ArrayDifference.between(a, b).maxAbsolute()).isNaN();
    }

    @Test
    void onlyLikeIsCompared() {
        assertThatThrownBy(() -> ArrayDifference.between(new double[2], new double[3]))
                .hasMessage("only arrays of the same type and shape can be compared, not float64 [2] and float64 [3]");
        assertThatThrownBy(() -> ArrayDifference.between(new double[2], new float[2]))
                .hasMessageContaining("float32 [2]");
        assertThatThrownBy(() -> ArrayDifference.between(new int[2], new int[2]))
                .hasMessage("arrays of int32 have no distance in ulps");
    }
}
