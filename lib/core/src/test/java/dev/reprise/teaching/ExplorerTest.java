package dev.reprise.teaching;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.reprise.notebook.MimeBundle;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ExplorerTest {
    private static Explorer empty() {
        return Explorer.of("Anna's network", "epoch", "shown", "says");
    }

    @Test
    void theSliderGoesOverThePositionsAndBeginsAtTheLast() {
        var explorer = empty().add(100, "run", new double[] {0, 1}, new double[] {5, 6})
                .add(0, "run", new double[] {0}, new double[] {2.5})
                .add(50, "run", new double[] {0}, new double[] {3});
        assertSlider(explorer, 0, 100, 50);
        assertThat(specification(explorer).get("title"))
                .isEqualTo(Map.of(
                        "text",
                        Map.of(
                                "expr",
                                "'Anna\\'s network: epoch ' + ['0', '50', '100'][round((place - 0.0) / 50.0)]")));
        assertThat(((List<?>) ((Map<?, ?>) specification(explorer).get("data")).get("values")))
                .extracting(value -> ((Map<?, ?>) value).get("place"))
                .isEqualTo(List.of(2, 2, 0, 1));
        assertThat(explorer)
                .hasToString(
                        "Picture 'Anna's network' with a slider: epoch from 0 to 100 in 3 steps; shown against says");
        assertThat(explorer.toMimeBundle().data()).containsKey(MimeBundle.TEXT);
    }

    @Test
    void theSliderCountsPositionsThatAreNotEquallyFarApart() {
        var explorer = empty();
        for (double position : new double[] {1, 10, 100}) {
            explorer.add(position, "run", new double[] {0}, new double[] {position});
        }
        assertSlider(explorer, 0, 2, 1);
    }

    private static void assertSlider(Explorer explorer, double min, double max, double step) {
        var slider = (Map<?, ?>) ((List<?>) specification(explorer).get("params")).get(0);
        assertThat(slider.get("value")).isEqualTo(max);
        assertThat((Map<?, ?>) slider.get("bind"))
                .extracting("min", "max", "step")
                .containsExactly(min, max, step);
    }

    @Test
    void whatCannotBeDrawnIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> empty().add(1, "run", new double[] {0}, new double[] {1, 2}));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> empty().add(1, "run", new double[] {0}, new double[] {Double.NaN}))
                .withMessage("(0.0, NaN) cannot be drawn");
        assertThatIllegalStateException().isThrownBy(() -> empty().toMimeBundle());
    }

    private static Map<?, ?> specification(Explorer explorer) {
        return (Map<?, ?>) explorer.toMimeBundle().data().get("application/vnd.vegalite.v5+json");
    }
}
