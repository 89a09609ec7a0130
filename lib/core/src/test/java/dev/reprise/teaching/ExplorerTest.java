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
    void theSliderHasAllPositionsInOrderAndBeginsAtTheLast() {
        var explorer = empty().add(100, "run", new double[] {0, 1}, new double[] {5, 6})
                .add(1, "run", new double[] {0}, new double[] {2.5});
        var specification = specification(explorer);
        var slider = (Map<?, ?>) ((List<?>) specification.get("params")).get(0);
        assertThat(slider.get("value")).isEqualTo(1);
        assertThat((Map<?, ?>) slider.get("bind"))
                .extracting("min", "max", "step")
                .containsExactly(0, 1, 1);
        assertThat(specification.get("title"))
                .isEqualTo(Map.of("text", Map.of("expr", "'Anna\\'s network: epoch ' + ['1', '100'][place]")));
        assertThat(((List<?>) ((Map<?, ?>) specification.get("data")).get("values")))
                .extracting(value -> ((Map<?, ?>) value).get("place"))
                .isEqualTo(List.of(1, 1, 0));
        assertThat(explorer)
                .hasToString(
                        "Picture 'Anna's network' with a slider: epoch from 1 to 100 in 2 steps; shown against says");
        assertThat(explorer.toMimeBundle().data()).containsKey(MimeBundle.TEXT);
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
