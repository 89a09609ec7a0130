package dev.reprise.dl4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.reprise.seeds.RandomStream;
import dev.reprise.seeds.Seeds;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CancellationException;
import org.deeplearning4j.datasets.iterator.utilty.ListDataSetIterator;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.conf.BackpropType;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.LSTM;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.RnnOutputLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.optimize.api.BaseTrainingListener;
import org.deeplearning4j.util.ModelSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.dataset.api.preprocessor.NormalizerStandardize;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

class CheckpointsTest {
    private static final Seeds SEEDS = Seeds.of(42);

    @TempDir
    Path folder;

    private static MultiLayerNetwork network() {
        return Seeded.network(Noisy.configuration(), SEEDS);
    }

    /** Interrupts the training thread after some iterations, as the stop button does. */
    private static <T extends Model> T stopping(T network, int iteration) {
        network.addListeners(new BaseTrainingListener() {
            @Override
            public void iterationDone(Model model, int done, int epoch) {
                if (done == iteration) {
                    Thread.currentThread().interrupt();
                }
            }
        });
        return network;
    }

    @Test
    void trainsAsFitDoes() {
        var plain = network();
        plain.fit(Noisy.batches(SEEDS), 3);
        var kept = network();
        var start = Checkpoints.in(folder).fit(kept, Noisy.batches(SEEDS), 3);

        assertThat(Fingerprints.parts(kept)).isEqualTo(Fingerprints.parts(plain));
        assertThat(start).hasToString("began anew");
    }

    @Test
    void goesOnInMidEpochToTheSameBits() {
        var uninterrupted = network();
        Checkpoints.in(folder.resolve("whole")).fit(uninterrupted, Noisy.batches(SEEDS), 3);

        for (int stop : new int[] {0, 6, 10}) {
            var checkpoints = Checkpoints.in(folder.resolve("stopped at " + stop));
            assertThatThrownBy(() -> checkpoints.fit(stopping(network(), stop), Noisy.batches(SEEDS), 3))
                    .isInstanceOf(CancellationException.class)
                    .hasMessageContaining("start it again to go on");
            assertThat(Thread.interrupted()).isTrue();
            Nd4j.rand(stop + 1);
            var resumed = network();
            var start = checkpoints.fit(resumed, Noisy.batches(SEEDS), 3);

            assertThat(start.from().orElseThrow().iteration()).isEqualTo(stop + 1);
            assertThat(start.from().orElseThrow().position())
                    .isEqualTo(
                            new Position((stop + 1) / 7, (stop + 1) % 7).equals(new Position(1, 0))
                                    ? new Position(0, 7)
                                    : new Position((stop + 1) / 7, (stop + 1) % 7));
            assertThat(Fingerprints.parts(resumed)).isEqualTo(Fingerprints.parts(uninterrupted));
            assertThat(resumed.score()).isEqualTo(uninterrupted.score());
        }
    }

    @Test
    void networksSeededOtherwiseGoOnFromTheStateOfTheGenerator() {
        var results = new ArrayList<Object>();
        for (int stop : new int[] {-1, 9}) {
            var checkpoints = Checkpoints.in(folder.resolve("plain " + stop));
            if (stop >= 0) {
                assertThatThrownBy(() -> checkpoints.fit(stopping(plainNetwork(), stop), Noisy.batches(SEEDS), 3));
                assertThat(Thread.interrupted()).isTrue();
            }
            var network = plainNetwork();
            checkpoints.fit(network, Noisy.batches(SEEDS), 3);
            results.add(Fingerprints.parts(network));
        }

        assertThat(results.get(1)).isEqualTo(results.get(0));
    }

    private static MultiLayerNetwork plainNetwork() {
        var configuration = Noisy.configuration();
        configuration.getConfs().forEach(layer -> layer.setSeed(12345));
        var network = new MultiLayerNetwork(configuration);
        network.init();
        return network;
    }

    @Test
    void graphsAndIteratorsFetchedAheadGoOnToo() {
        var configuration = new NeuralNetConfiguration.Builder()
                .graphBuilder()
                .addInputs("in")
                .addLayer(
                        "dense",
                        new DenseLayer.Builder().nIn(4).nOut(8).dropOut(0.5).build(),
                        "in")
                .addLayer("out", new OutputLayer.Builder().nIn(8).nOut(2).build(), "dense")
                .setOutputs("out")
                .build();
        var whole = Seeded.network(configuration, SEEDS);
        whole.fit(fetchedAhead(), 2);
        var checkpoints = Checkpoints.in(folder);
        assertThatThrownBy(() -> checkpoints.fit(stopping(Seeded.network(configuration, SEEDS), 9), fetchedAhead(), 2));
        assertThat(Thread.interrupted()).isTrue();
        var resumed = Seeded.network(configuration, SEEDS);
        checkpoints.fit(resumed, fetchedAhead(), 2);

        assertThat(Fingerprints.parts(resumed)).isEqualTo(Fingerprints.parts(whole));
        assertThat(Fingerprints.parts(checkpoints.latest().orElseThrow().graph()))
                .isEqualTo(Fingerprints.parts(whole));
        assertThatThrownBy(() -> checkpoints.latest().orElseThrow().network()).hasMessageContaining("is it a graph?");
    }

    @Test
    void sequencesInPiecesGoOnBetweenBatches() {
        var configuration = new NeuralNetConfiguration.Builder()
                .updater(new Adam(0.01))
                .list()
                .layer(new LSTM.Builder().nIn(2).nOut(4).dropOut(0.5).build())
                .layer(new RnnOutputLayer.Builder(LossFunction.MSE)
                        .nIn(4)
                        .nOut(2)
                        .activation(Activation.IDENTITY)
                        .build())
                .backpropType(BackpropType.TruncatedBPTT)
                .tBPTTForwardLength(3)
                .tBPTTBackwardLength(3)
                .build();
        var sequences = new DataSet(
                Nd4j.arange(6 * 2 * 7).div(84).reshape(6, 2, 7),
                Nd4j.arange(6 * 2 * 7).div(42).reshape(6, 2, 7));
        var whole = Seeded.network(configuration, SEEDS);
        whole.fit(Seeded.batches(sequences, 2, SEEDS), 2);
        assertThat(whole.getIterationCount()).as("three pieces of each batch").isEqualTo(2 * 3 * 3);
        var checkpoints = Checkpoints.in(folder).everyIterations(1);
        assertThatThrownBy(() -> checkpoints.fit(
                        stopping(Seeded.network(configuration, SEEDS), 4), Seeded.batches(sequences, 2, SEEDS), 2))
                .isInstanceOf(CancellationException.class);
        assertThat(Thread.interrupted()).isTrue();
        assertThat(checkpoints.latest().orElseThrow().iteration()).isEqualTo(6);
        var resumed = Seeded.network(configuration, SEEDS);
        checkpoints.fit(resumed, Seeded.batches(sequences, 2, SEEDS), 2);

        assertThat(Fingerprints.parts(resumed)).isEqualTo(Fingerprints.parts(whole));
    }

    private static Batches fetchedAhead() {
        var inMemory = new ListDataSetIterator<>(Noisy.data().asList(), 8) {
            @Override
            public boolean asyncSupported() {
                return true;
            }
        };
        var batches = Seeded.batches(inMemory, SEEDS);
        batches.setPreProcessor(Noisy.noise());
        return batches;
    }

    @Test
    void aFinishedTrainingIsNotRepeated() {
        var checkpoints = Checkpoints.in(folder);
        var first = network();
        checkpoints.fit(first, Noisy.batches(SEEDS), 2);
        var second = network();
        var start = checkpoints.fit(second, Noisy.batches(SEEDS), 2);

        assertThat(start.from().orElseThrow().position()).isEqualTo(new Position(2, 0));
        assertThat(Fingerprints.parts(second)).isEqualTo(Fingerprints.parts(first));
    }

    @Test
    void keepsTheNewestAndTheFileIsOneOfDeeplearning4j() throws IOException {
        var checkpoints = Checkpoints.in(folder).everyIterations(3).keep(3);
        var network = network();
        checkpoints.fit(network, Noisy.batches(SEEDS), 2);

        assertThat(names())
                .containsExactly("iteration-0000000010.zip", "iteration-0000000013.zip", "iteration-0000000014.zip");
        var file = checkpoints.latest().orElseThrow().file();
        assertThat(Fingerprints.of(ModelSerializer.restoreMultiLayerNetwork(file.toFile(), true)))
                .isEqualTo(Fingerprints.of(network));
    }

    private List<String> names() throws IOException {
        try (var files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> !name.startsWith("."))
                    .sorted()
                    .toList();
        }
    }

    @Test
    void damageIsFoundWhereverItIs() throws IOException {
        var checkpoints = Checkpoints.in(folder).keep(9);
        checkpoints.fit(network(), Noisy.batches(SEEDS), 2);
        Path newest = checkpoints.latest().orElseThrow().file();
        byte[] whole = Files.readAllBytes(newest);
        RandomStream places = Seeds.of(7).stream("damage");

        for (int i = 0; i < 60; i++) {
            byte[] damaged;
            if (i % 2 == 0) {
                damaged = Arrays.copyOf(whole, places.nextInt(whole.length * 9 / 10));
            } else {
                damaged = whole.clone();
                damaged[places.nextInt(whole.length * 9 / 10)] ^= (byte) (1 << places.nextInt(8));
            }
            Files.write(newest, damaged);
            var found = checkpoints.latest().orElseThrow();
            if (found.file().equals(newest)) {
                // A bit of the zip's own bookkeeping, such as a date: every part is as it was.
                assertThat(found.parts())
                        .containsExactlyInAnyOrderEntriesOf(
                                CheckpointFile.read(newest).parts());
            } else {
                assertThat(found.position()).isEqualTo(new Position(1, 0));
            }
        }
        Files.write(newest, Arrays.copyOf(whole, whole.length / 2));
        var network = network();
        var start = checkpoints.fit(network, Noisy.batches(SEEDS), 2);
        assertThat(start.damaged())
                .hasSize(1)
                .allSatisfy(problem -> assertThat(problem).contains(newest.toString()));
        assertThat(Files.readAllBytes(newest)).isEqualTo(whole);
    }

    @Test
    void neverBeginsAnewWhereEveryCheckpointIsDamaged() throws IOException {
        var checkpoints = Checkpoints.in(folder).keep(1);
        checkpoints.fit(network(), Noisy.batches(SEEDS), 1);
        Files.writeString(checkpoints.latest().orElseThrow().file(), "no zip");

        assertThatThrownBy(() -> checkpoints.fit(network(), Noisy.batches(SEEDS), 1))
                .isInstanceOf(CheckpointException.class)
                .hasMessageContaining("every checkpoint in")
                .hasMessageContaining("use another folder");
    }

    @Test
    void refusesAnotherTraining() {
        var checkpoints = Checkpoints.in(folder);
        checkpoints.fit(network(), Noisy.batches(SEEDS), 1);
        var others = Seeds.of(43);

        assertRefused(
                Seeded.network(Noisy.configuration(), others),
                Noisy.batches(SEEDS),
                "seeds of the network was Seeds 42");
        assertRefused(network(), Noisy.batches(others), "seeds of the batches was Seeds 42 and is Seeds 43");
        assertRefused(network(), Seeded.batches(Noisy.data(), 9, SEEDS), "batch size was 8 and is 9");
        DataSet changed = Noisy.data();
        changed.getFeatures().putScalar(0, 1e-3f);
        assertRefused(network(), Seeded.batches(changed, 8, SEEDS), "fingerprint of the data was");
        assertRefused(Seeded.network(Tutorial.configuration(), SEEDS), Noisy.batches(SEEDS), "configuration.confs");
        assertThatThrownBy(
                        () -> Checkpoints.in(folder).normalizer(normalizer()).fit(network(), Noisy.batches(SEEDS), 1))
                .hasMessageContaining("normaliser was none");
    }

    private void assertRefused(Model network, Batches batches, String message) {
        assertThatThrownBy(() -> Checkpoints.in(folder).fit(network, batches, 1))
                .isInstanceOf(CheckpointException.class)
                .hasMessageContaining("another training")
                .hasMessageContaining(message);
    }

    @Test
    void keepsTheNormaliser() {
        var checkpoints = Checkpoints.in(folder).normalizer(normalizer());
        checkpoints.fit(network(), Noisy.batches(SEEDS), 1);

        assertThat(checkpoints.latest().orElseThrow().normalizer()).contains(normalizer());
    }

    private static NormalizerStandardize normalizer() {
        var normalizer = new NormalizerStandardize();
        normalizer.fit(Noisy.data());
        return normalizer;
    }

    @Test
    void twoTrainingsDoNotShareAFolder() throws IOException {
        try (var lock = new CheckpointFolder(folder).lock()) {
            assertThat(lock).isNotNull();
            assertThatThrownBy(() -> Checkpoints.in(folder).fit(network(), Noisy.batches(SEEDS), 1))
                    .hasMessageContaining("another training is writing");
        }
        Checkpoints.in(folder).fit(network(), Noisy.batches(SEEDS), 1);
    }

    @Test
    void saysWhatIsWrong() throws IOException {
        assertThatThrownBy(() -> Checkpoints.in(folder).keep(0)).hasMessageContaining("at least 1, not 0");
        assertThatThrownBy(() -> Checkpoints.in(folder).everyIterations(-1)).hasMessageContaining("at least 1, not -1");
        assertThat(Checkpoints.in(folder.resolve("nothing here")).latest()).isEmpty();
        Path file = Files.writeString(folder.resolve("file"), "");
        assertThatThrownBy(() -> Checkpoints.in(file).fit(network(), Noisy.batches(SEEDS), 1))
                .isInstanceOf(CheckpointException.class)
                .hasMessageContaining(file.toString());
        assertThatThrownBy(() -> Checkpoint.read(file))
                .isInstanceOf(CheckpointException.class)
                .hasMessageContaining("no checkpoint could be read from " + file);
    }
}
