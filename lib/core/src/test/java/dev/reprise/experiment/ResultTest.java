package dev.reprise.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.reprise.storage.Json;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class ResultTest {
    @Test
    void partsComeBackByName() {
        var result = Result.of("mse", 0.5).and("classes", new int[] {1, 2}).and("digest", "ab");
        assertThat(result.value("mse")).isEqualTo(0.5);
        assertThat(result.ints("classes")).containsExactly(1, 2);
        assertThat(result.array("classes")).containsExactly(1, 2);
        assertThat(result.text("digest")).isEqualTo("ab");
        assertThat(result).hasToString("mse=0.5, classes[2], digest=ab");
        assertThatThrownBy(() -> result.value("mae"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("the result has no number 'mae'; it has mse, classes, digest");
        assertThatThrownBy(() -> result.and("mse", "again")).hasMessage("the result has 'mse' already");
        assertThatThrownBy(() -> Result.of("x", new double[] {0.5}).ints("x")).hasMessageContaining("is no int");
        assertThatThrownBy(() -> Result.of("", 1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> result.and("note", (String) null)).hasMessage("result 'note' is null");
    }

    @Property
    void everyBitSurvivesTheFile(@ForAll long bits, @ForAll String text) throws Exception {
        assertSurvives(bits, text);
    }

    @Test
    void specialNumbersSurviveTheFile() throws Exception {
        for (double value : new double[] {
            0.0,
            -0.0,
            Double.NaN,
            Double.POSITIVE_INFINITY,
            Double.NEGATIVE_INFINITY,
            Double.MIN_VALUE,
            Double.MAX_VALUE,
            1e22,
            2e-3
        }) {
            assertSurvives(Double.doubleToRawLongBits(value), "NaN");
        }
        assertSurvives(0x7ff8000000000001L, "");
        assertSurvives(0xfff8000000000000L, "");
    }

    private static void assertSurvives(long bits, String text) throws Exception {
        double value = Double.longBitsToDouble(bits);
        var result =
                Result.of("value", value).and("array", new double[] {value, 1}).and("text", text);
        var back = TrialJson.result(Json.read(Json.write(TrialJson.encode(result))));
        assertThat(Double.doubleToRawLongBits(back.value("value"))).isEqualTo(bits);
        assertThat(Double.doubleToRawLongBits(back.array("array")[0])).isEqualTo(bits);
        assertThat(back.text("text")).isEqualTo(text);
        assertThat(back).isEqualTo(result);
    }

    @Test
    void resultsAreEqualByBits() {
        assertThat(Result.of("x", 0.0)).isNotEqualTo(Result.of("x", -0.0));
        assertThat(Result.of("x", Double.NaN)).isEqualTo(Result.of("x", Double.NaN));
        assertThat(Result.of("x", Double.longBitsToDouble(0x7ff8000000000001L)))
                .isNotEqualTo(Result.of("x", Double.NaN));
        assertThat(Result.of("x", 1).and("y", "1"))
                .isNotEqualTo(Result.of("x", 1).and("y", 1.0));
    }
}
