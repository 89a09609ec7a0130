package dev.reprise.reference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.reprise.data.Dataset;
import dev.reprise.data.Datasets;
import dev.reprise.seeds.Seeds;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class ModelTest {
    private static final Network NETWORK =
            Network.inputs(2).dense(9, Activation.TANH).dense(3, Activation.SOFTMAX);

    @Test
    void computesWhatIsWrittenOnPaper() {
        var network = Network.inputs(2).dense(2, Activation.RELU).dense(1);
        var model = Model.of(network, new double[] {1, -1, 2, 3, 0.5, -10, 4, 5, 7});
        // relu(1*3 + 2*1 + 0.5) = 5.5 and relu(-1*3 + 3*1 - 10) = 0
        assertThat(model.predict(3, 1)).containsExactly(4 * 5.5 + 7);
        assertThat(model.weights(0)).isDeepEqualTo(new double[][] {{1, -1}, {2, 3}});
        assertThat(model.biases(0)).containsExactly(0.5, -10);
        assertThat(model.weights(1)).isDeepEqualTo(new double[][] {{4}, {5}});
        assertThat(model.biases(1)).containsExactly(7);
        var data = Dataset.of("two", new double[][] {{3, 1}, {0, 0}}, new double[] {30, 7});
        // (29 - 30)^2 and (4 * 0.5 + 7 - 7)^2
        assertThat(model.loss(data)).isEqualTo((1 + 4) / 2.0);
    }

    @Test
    void softmaxGivesProbabilitiesAlsoOfLargeSums() {
        var model = Model.of(Network.inputs(1).dense(2, Activation.SOFTMAX), new double[] {1, 0, 0, 0});
        assertThat(model.predict(0)).containsExactly(0.5, 0.5);
        assertThat(model.predict(StrictMath.log(3))[0]).isCloseTo(0.75, within(1e-15));
        assertThat(model.predict(5000)).containsExactly(1, 0);
        var wrong = Dataset.of("wrong", new double[][] {{5000}}, new int[] {1}, List.of("a", "b"));
        assertThat(model.loss(wrong)).isEqualTo(5000);
        assertThat(model.loss(wrong, Loss.MEAN_SQUARED_ERROR)).isEqualTo(1);
        assertThat(model.accuracy(wrong)).isZero();
        assertThat(model.classify(wrong)).containsExactly(0);
    }

    @Property(tries = 20)
    void aRowDoesNotSeeTheOthers(@ForAll @IntRange(min = 2, max = 200) int rows, @ForAll long seed) {
        var model = Model.initial(NETWORK, Seeds.of(seed));
        var data = Datasets.moons(rows, 0.1, Seeds.of(seed));
        double[][] together = model.predict(data);
        assertThat(model.predict(data.inputs())).isDeepEqualTo(together);
        for (int row : new int[] {0, rows / 2, rows - 1}) {
            assertThat(model.predict(data.inputs()[row])).containsExactly(together[row]);
        }
    }

    @Test
    void initialWeightsFillTheirRangeAndBiasesAreZero() {
        var model = Model.initial(Network.inputs(100).dense(50), Seeds.of(42));
        double limit = Math.sqrt(6.0 / 150);
        double[] weights =
                Arrays.stream(model.weights(0)).flatMapToDouble(Arrays::stream).toArray();
        assertThat(Arrays.stream(weights).min().orElseThrow()).isBetween(-limit, -0.99 * limit);
        assertThat(Arrays.stream(weights).max().orElseThrow()).isBetween(0.99 * limit, limit);
        assertThat(Arrays.stream(weights).average().orElseThrow()).isCloseTo(0, within(limit / 50));
        assertThat(model.biases(0)).containsOnly(0);
    }

    @Test
    void modelsAreEqualIfTheirWeightsAre() {
        var model = Model.initial(NETWORK, Seeds.of(42));
        double[] parameters = model.parameters();
        assertThat(Model.of(NETWORK, parameters)).isEqualTo(model).hasSameHashCodeAs(model);
        assertThat(Model.of(NETWORK, parameters).fingerprint()).isEqualTo(model.fingerprint());
        parameters[3] = Math.nextUp(parameters[3]);
        assertThat(Model.of(NETWORK, parameters)).isNotEqualTo(model);
        assertThat(Model.of(NETWORK, parameters).fingerprint()).isNotEqualTo(model.fingerprint());
        assertThat(model.toString())
                .startsWith("2 inputs, dense 9 tanh, dense 3 softmax: 57 parameters ")
                .endsWith(model.fingerprint().brief());
    }

    @Test
    void whatDoesNotFitIsRefused() {
        var model = Model.initial(NETWORK, Seeds.of(42));
        assertThatThrownBy(() -> model.predict(1, 2, 3))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("a row has 3 inputs, but the network takes 2: 2 inputs, dense 9 tanh, dense 3 softmax");
        assertThatThrownBy(() -> Model.of(NETWORK, new double[3]))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("the network has 57 parameters, not 3");
        assertThatThrownBy(() -> model.loss(Datasets.sequence())).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Model.initial(NETWORK.dropout(0.1), Seeds.of(1)))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Model.initial(Network.inputs(1).dropout(0.1).dense(1), Seeds.of(1))
                        .weights(0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("layer 0 of the network has no weights, it is dropout 0.1");
    }
}
