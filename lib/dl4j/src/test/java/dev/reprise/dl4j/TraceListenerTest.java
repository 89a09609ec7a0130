package dev.reprise.dl4j;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reprise.fingerprint.Fingerprint;
import dev.reprise.fingerprint.Trace;
import dev.reprise.fingerprint.Traces;
import dev.reprise.seeds.Seeds;
import java.util.List;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.lossfunctions.LossFunctions;

@Tag("slow")
class TraceListenerTest {
    private static final Seeds SEEDS = Seeds.of(42);

    private static MultiLayerConfiguration layers() {
        return new NeuralNetConfiguration.Builder()
                .updater(new Adam(0.01))
                .list()
                .layer(new DenseLayer.Builder()
                        .name("dense1")
                        .nIn(3)
                        .nOut(4)
                        .dropOut(0.5)
                        .build())
                .layer(output())
                .build();
    }

    private static OutputLayer output() {
        return new OutputLayer.Builder(LossFunctions.LossFunction.MSE)
                .name("out")
                .nIn(4)
                .nOut(2)
                .activation(Activation.IDENTITY)
                .build();
    }

    private static DataSet batch(int step) {
        return new DataSet(
                Nd4j.arange(step, step + 15).reshape(5, 3).div(20),
                Nd4j.ones(5, 2).mul(step));
    }

    /** Trains for four iterations; before one of them the biases of the first layer are moved by one ulp of 1. */
    private static Trace training(Seeds seeds, int flawedStep) {
        var trace = Trace.inMemory();
        var network = Seeded.network(layers(), seeds);
        network.addListeners(new TraceListener(trace));
        for (int step = 0; step < 4; step++) {
            if (step == flawedStep) {
                network.getParam("0_b").addi(Math.ulp(1f));
            }
            network.fit(batch(step));
        }
        return trace;
    }

    @Test
    void equalTrainingsDoNotDiverge() {
        var trace = training(SEEDS, -1);
        assertThat(Traces.firstDivergence(trace, training(SEEDS, -1)).isNone()).isTrue();
        assertThat(trace.entries().subList(0, 18).stream().map(Trace.Entry::toString))
                .containsExactly(
                        "step 0, initial 0_W",
                        "step 0, initial 0_b",
                        "step 0, initial 1_W",
                        "step 0, initial 1_b",
                        "step 0, input",
                        "step 0, labels",
                        "step 0, output of dense1",
                        "step 0, gradient 1_W",
                        "step 0, gradient 1_b",
                        "step 0, gradient 0_b",
                        "step 0, gradient 0_W",
                        "step 0, 0_W",
                        "step 0, 0_b",
                        "step 0, 1_W",
                        "step 0, 1_b",
                        "step 0, updater",
                        "step 0, score",
                        "step 1, input");
        assertThat(trace.entries().get(4).fingerprint())
                .isEqualTo(Fingerprint.of(batch(0).getFeatures().toFloatMatrix()));
    }

    @Test
    void tracingDoesNotChangeTheTraining() {
        var traced = Seeded.network(layers(), SEEDS);
        traced.addListeners(new TraceListener(Trace.inMemory()));
        var bare = Seeded.network(layers(), SEEDS);
        for (var network : List.of(traced, bare)) {
            for (int step = 0; step < 4; step++) {
                network.fit(batch(step));
            }
        }
        assertThat(Fingerprints.of(traced)).isEqualTo(Fingerprints.of(bare));
    }

    @Test
    void aTouchedWeightIsFoundWhereItFirstShows() {
        var divergence = Traces.firstDivergence(training(SEEDS, -1), training(SEEDS, 2));
        assertThat(divergence.inWords())
                .startsWith("step 2, output of dense1: ")
                .endsWith("the last that was the same: step 2, labels");
        assertThat(divergence.difference().orElseThrow().differing()).isPositive();
    }

    @Test
    void theOutputsAreThoseOfTheNamedLayers() {
        var trace = Trace.inMemory();
        var bare = layers().clone();
        bare.getConf(0).getLayer().setIDropout(null);
        var network = Seeded.network(bare, SEEDS);
        var hidden = network.feedForward(batch(0).getFeatures()).get(1);
        network.addListeners(new TraceListener(trace));
        network.fit(batch(0));
        var traced = trace.entries().stream()
                .filter(entry -> entry.place().equals("output of dense1"))
                .toList();
        assertThat(traced).hasSize(1);
        assertThat(traced.get(0).fingerprint()).isEqualTo(Fingerprints.of(hidden));
    }

    @Test
    void anotherSeedDivergesAtTheInitialWeights() {
        assertThat(Traces.firstDivergence(training(SEEDS, -1), training(Seeds.of(43), -1))
                        .inWords())
                .startsWith("step 0, initial 0_W: 12 of 12 elements differ");
    }

    @Test
    void graphsAreTracedToo() {
        var trace = Trace.inMemory();
        var graph = Seeded.network(
                new NeuralNetConfiguration.Builder()
                        .graphBuilder()
                        .addInputs("in")
                        .addLayer(
                                "dense1",
                                new DenseLayer.Builder().nIn(3).nOut(4).build(),
                                "in")
                        .addLayer("out", output(), "dense1")
                        .setOutputs("out")
                        .build(),
                SEEDS);
        graph.addListeners(new TraceListener(trace));
        graph.fit(batch(0));
        assertThat(trace.entries().stream().map(Trace.Entry::place))
                .contains("input 0", "output of dense1", "gradient out_W", "out_W", "score");
    }
}
