package dev.reprise.dl4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.reprise.data.Dataset;
import dev.reprise.data.Datasets;
import dev.reprise.fingerprint.ArrayDifference;
import dev.reprise.reference.Activation;
import dev.reprise.reference.Model;
import dev.reprise.reference.Network;
import dev.reprise.reference.Optimiser;
import dev.reprise.reference.Trainer;
import dev.reprise.seeds.Seeds;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.buffer.DataType;

/** The reference engine against Deeplearning4j: two programs that share no line must agree but for rounding. */
@Tag("slow")
class ReferenceTwinTest {
    private static final Seeds SEEDS = Seeds.of(42);
    private static final Dataset MOONS = Datasets.moons(40, 0.1, Seeds.of(1));

    static Stream<Arguments> trainings() {
        return Stream.of(
                Arguments.of("tutorial", Trainer.of(Network.inputs(1).dense(10).dense(1)), Datasets.sequence()),
                Arguments.of(
                        "tutorial with ReLU",
                        Trainer.of(Network.inputs(1).dense(10, Activation.RELU).dense(1)),
                        Datasets.sequence()),
                Arguments.of(
                        "moons, tanh, softmax, Adam",
                        Trainer.of(Network.inputs(2).dense(8, Activation.TANH).dense(2, Activation.SOFTMAX))
                                .optimiser(Optimiser.adam(0.01)),
                        MOONS),
                Arguments.of(
                        "moons, two hidden layers, SGD, L2",
                        Trainer.of(Network.inputs(2)
                                        .dense(8, Activation.TANH)
                                        .dense(6, Activation.RELU)
                                        .dense(2, Activation.SOFTMAX))
                                .optimiser(Optimiser.sgd(0.1))
                                .l2(0.01),
                        MOONS),
                Arguments.of(
                        "iris, ReLU, softmax, Adam, L2",
                        Trainer.of(Network.inputs(4).dense(10, Activation.RELU).dense(3, Activation.SOFTMAX))
                                .optimiser(Optimiser.adam(0.01))
                                .l2(0.001),
                        Datasets.iris()));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("trainings")
    void theEngineAndDeeplearning4jDifferByRoundingAlone(String name, Trainer trainer, Dataset data) {
        var start = Model.initial(trainer.network(), SEEDS);
        assertThat(distance(trainer, data, start, 0, DataType.DOUBLE).isNone()).isTrue();
        assertThat(distance(trainer, data, start, 0, DataType.FLOAT).isNone()).isTrue();
        for (DataType type : new DataType[] {DataType.DOUBLE, DataType.FLOAT}) {
            for (int updates : new int[] {1, 100}) {
                var distance = distance(trainer, data, start, updates, type);
                System.out.printf("%s, %d updates, %s: %s%n", name, updates, type, distance.inWords());
                // Any other formula would be wrong in the third digit.
                assertThat(distance.maxAbsolute())
                        .as("%s, %d updates, %s", name, updates, type)
                        .isLessThan(type == DataType.DOUBLE ? 1e-11 : 2e-4);
            }
        }
    }

    private static ArrayDifference distance(Trainer trainer, Dataset data, Model start, int updates, DataType type) {
        var twin = ReferenceTwin.of(trainer, start, type);
        var batch = ReferenceTwin.data(data, type);
        for (int i = 0; i < updates; i++) {
            twin.fit(batch);
        }
        var model = updates == 0 ? start : trainer.from(start).epochs(updates).train(data, SEEDS);
        return ReferenceTwin.distance(model, twin);
    }

    @Test
    void whatHasNoTwinIsRefused() {
        var network = Network.inputs(1).dense(2).dense(1);
        var model = Model.initial(network, SEEDS);
        assertThatThrownBy(() -> ReferenceTwin.of(
                        Trainer.of(network).optimiser(Optimiser.momentum(0.1, 0.9)), model, DataType.FLOAT))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("Momentum");
        var dropout = Network.inputs(1).dense(2).dropout(0.5).dense(1);
        assertThatThrownBy(() -> ReferenceTwin.of(Trainer.of(dropout), Model.initial(dropout, SEEDS), DataType.FLOAT))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("dropout 0.5");
        var odd = Network.inputs(1).dense(1, Activation.of("cube", z -> z * z * z, a -> 3 * Math.cbrt(a * a)));
        assertThatThrownBy(() -> ReferenceTwin.of(Trainer.of(odd), Model.initial(odd, SEEDS), DataType.FLOAT))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("'cube'");
        var twin = ReferenceTwin.of(Trainer.of(network), model, DataType.FLOAT);
        var larger = Model.initial(Network.inputs(1).dense(3).dense(1), SEEDS);
        assertThatThrownBy(() -> ReferenceTwin.distance(larger, twin))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("fewer parameters");
    }
}
