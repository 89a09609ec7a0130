package dev.reprise.reference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.reprise.data.Dataset;
import dev.reprise.data.Datasets;
import dev.reprise.seeds.Seeds;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TrainerTest {
    private static final Dataset MOONS = Datasets.moons(60, 0.1, Seeds.of(1));
    private static final Network TUTORIAL = Network.inputs(1).dense(10).dense(1);
    private static final Network SMALL =
            Network.inputs(2).dense(8, Activation.TANH).dropout(0.2).dense(2, Activation.SOFTMAX);

    @Test
    void aLinearNetworkFindsTheLineThroughTheSequence() {
        var model = Trainer.of(Network.inputs(1).dense(1))
                .optimiser(Optimiser.sgd(0.5))
                .epochs(500)
                .train(Datasets.sequence(), Seeds.of(42));
        assertThat(model.weights(0)[0][0]).isCloseTo(1, within(1e-6));
        assertThat(model.biases(0)[0]).isCloseTo(0.1, within(1e-6));
        assertThat(model.loss(Datasets.sequence())).isLessThan(1e-12);
    }

    /** Ridge regression on one centred input has a closed form. */
    @Test
    void l2LeadsToTheRidgeSolution() {
        double[][] x = {{-2}, {-1}, {0}, {1}, {2}};
        var data = Dataset.of("line", x, new double[] {-5, -3, 1, 2, 5});
        double l2 = 0.7;
        var model = Trainer.of(Network.inputs(1).dense(1))
                .optimiser(Optimiser.sgd(0.1))
                .l2(l2)
                .epochs(2000)
                .train(data, Seeds.of(1));
        // 2/5 (10 w - 25) + l2 w = 0, and the bias, which is not punished, is the mean of the targets.
        assertThat(model.weights(0)[0][0]).isCloseTo(10 / (4 + l2), within(1e-12));
        assertThat(model.biases(0)[0]).isCloseTo(0, within(1e-12));
    }

    @Test
    void networksLearnWhatTheyShould() {
        var moons = Trainer.of(Network.inputs(2).dense(16, Activation.TANH).dense(2, Activation.SOFTMAX))
                .optimiser(Optimiser.adam(0.05))
                .batchSize(20)
                .epochs(200)
                .train(MOONS, Seeds.of(42));
        assertThat(moons.accuracy(Datasets.moons(500, 0.1, Seeds.of(2)))).isGreaterThan(0.97);
        var digits = Trainer.of(Network.inputs(64).dense(32, Activation.RELU).dense(10, Activation.SOFTMAX))
                .optimiser(Optimiser.adam(0.01))
                .batchSize(50)
                .epochs(10)
                .train(Datasets.digits(1000, 0.1, Seeds.of(1)), Seeds.of(42));
        assertThat(digits.accuracy(Datasets.digits(500, 0.1, Seeds.of(2)))).isGreaterThan(0.97);
    }

    @Test
    void everyEpochUsesEveryRowOnceInAnOrderOfItsOwn() {
        var epochs = new ArrayList<List<Integer>>();
        Trainer.of(SMALL)
                .batchSize(7)
                .epochs(3)
                .onStep(step -> {
                    while (epochs.size() <= step.epoch()) {
                        epochs.add(new ArrayList<>());
                    }
                    IntStream.of(step.rows()).forEach(epochs.get(step.epoch())::add);
                })
                .train(MOONS, Seeds.of(42));
        var rows = IntStream.range(0, 60).boxed().toList();
        assertThat(epochs)
                .hasSize(3)
                .allSatisfy(epoch -> assertThat(epoch).isNotEqualTo(rows).containsExactlyInAnyOrderElementsOf(rows));
        assertThat(epochs.get(0)).isNotEqualTo(epochs.get(1));
    }

    @Test
    void oneBatchAndInOrderAreNotShuffled() {
        var orders = new ArrayList<int[]>();
        Trainer.of(SMALL).epochs(1).onStep(step -> orders.add(step.rows())).train(MOONS, Seeds.of(1));
        Trainer.of(SMALL)
                .epochs(1)
                .batchSize(1000)
                .onStep(step -> orders.add(step.rows()))
                .train(MOONS, Seeds.of(1));
        assertThat(orders)
                .hasSize(2)
                .allSatisfy(order ->
                        assertThat(order).containsExactly(IntStream.range(0, 60).toArray()));
        orders.clear();
        Trainer.of(SMALL)
                .epochs(1)
                .batchSize(50)
                .inOrder()
                .onStep(step -> orders.add(step.rows()))
                .train(MOONS, Seeds.of(1));
        assertThat(orders).hasSize(2);
        assertThat(orders.get(1)).containsExactly(IntStream.range(50, 60).toArray());
    }

    @Test
    void eachSourceOfRandomnessCanVaryAlone() {
        var seeds = Seeds.of(42);
        var trainer = Trainer.of(SMALL).batchSize(7).epochs(3);
        var plain = trainer.train(MOONS, seeds);
        assertThat(trainer.train(MOONS, seeds)).isEqualTo(plain);
        for (String source : List.of("init", "shuffle", "dropout")) {
            assertThat(trainer.train(MOONS, seeds.with(source, Seeds.of(43))))
                    .as(source)
                    .isNotEqualTo(plain);
        }
        assertThat(trainer.train(MOONS, seeds.with("data", Seeds.of(43)))).isEqualTo(plain);
        // Without batches and dropout only the initialisation is left.
        var tutorial = Trainer.of(TUTORIAL);
        assertThat(tutorial.train(
                        Datasets.sequence(), seeds.with("shuffle", Seeds.of(1)).with("dropout", Seeds.of(1))))
                .isEqualTo(tutorial.train(Datasets.sequence(), seeds));
    }

    @Test
    void dropoutLosesTheRateAndKeepsTheExpectation() {
        var kept = new ArrayList<Double>();
        double[][] ones = new double[20_000][];
        Arrays.setAll(ones, i -> new double[] {1});
        Trainer.of(Network.inputs(1).dropout(0.25).dense(1))
                .epochs(1)
                .onStep(step -> {
                    for (double[] row : step.activations(0)) {
                        kept.add(row[0]);
                    }
                })
                .train(Dataset.of("ones", ones, new double[20_000]), Seeds.of(1));
        assertThat(kept).hasSize(20_000).containsOnly(0.0, 1 / 0.75);
        assertThat(kept.stream().mapToDouble(x -> x).average().orElseThrow()).isCloseTo(1, within(0.02));
        // In prediction nothing is lost.
        var model = Model.of(Network.inputs(1).dropout(0.25).dense(1), new double[] {1, 0});
        assertThat(model.predict(3)).containsExactly(3);
    }

    @Test
    void listenersSeeEverythingAndChangeNothing() {
        var trainer = Trainer.of(SMALL).batchSize(20).epochs(2);
        var names = new ArrayList<List<String>>();
        var parameters = new ArrayList<double[]>();
        var watched = trainer.onStep(step -> names.add(List.copyOf(step.arrays().keySet())))
                .onStep(step -> {
                    parameters.add(step.parameters());
                    Arrays.fill(step.gradient(), 1e9);
                })
                .train(MOONS, Seeds.of(42));
        assertThat(watched).isEqualTo(trainer.train(MOONS, Seeds.of(42)));
        assertThat(parameters).hasSize(6);
        assertThat(Model.of(SMALL, parameters.get(5))).isEqualTo(watched);
        assertThat(names.get(0))
                .containsExactly(
                        "rows",
                        "inputs",
                        "0 dense 8 tanh: activations",
                        "1 dropout 0.2: activations",
                        "2 dense 2 softmax: activations",
                        "loss",
                        "0 dense 8 tanh: gradient",
                        "2 dense 2 softmax: gradient",
                        "optimiser",
                        "0 dense 8 tanh: parameters",
                        "2 dense 2 softmax: parameters");
    }

    @Test
    void theLossOfTheFirstStepIsThatOfTheUntrainedModel() {
        var losses = new ArrayList<Double>();
        var network = Network.inputs(2).dense(4, Activation.RELU).dense(2, Activation.SOFTMAX);
        Trainer.of(network).epochs(1).onStep(step -> losses.add(step.loss())).train(MOONS, Seeds.of(42));
        assertThat(losses).containsExactly(Model.initial(network, Seeds.of(42)).loss(MOONS));
    }

    @Test
    void whatDoesNotFitIsRefused() {
        var seeds = Seeds.of(1);
        assertThatThrownBy(() -> Trainer.of(TUTORIAL).train(MOONS, seeds))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("data set 'moons' has 2 inputs and 2 targets, but the network takes 1 and gives 1: "
                        + "1 inputs, dense 10 linear, dense 1 linear");
        assertThatThrownBy(() -> Trainer.of(TUTORIAL).loss(Loss.CROSS_ENTROPY))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("cross-entropy needs a network that ends in softmax");
        assertThatThrownBy(() -> Trainer.of(Network.inputs(1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("the last layer of a network must be dense");
        assertThatThrownBy(() -> Trainer.of(TUTORIAL.dropout(0.5))).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Trainer.of(TUTORIAL).epochs(0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Trainer.of(TUTORIAL).batchSize(-1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Trainer.of(TUTORIAL).l2(-1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Trainer.of(TUTORIAL).from(Model.initial(SMALL, seeds)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("the model is of another network");
        assertThatThrownBy(() -> Network.inputs(0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Network.inputs(1).dense(0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Network.inputs(1).dropout(1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("probability of losing a number");
    }
}
