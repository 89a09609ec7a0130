package dev.reprise.bench;

import dev.reprise.dl4j.Checkpoints;
import dev.reprise.dl4j.Seeded;
import dev.reprise.seeds.Seeds;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Locale;
import org.deeplearning4j.datasets.iterator.utilty.ListDataSetIterator;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.util.ModelSerializer;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

/**
 * What seeds by position, and checkpoints, add to a training with Deeplearning4j. Training is measured in time of the CPU,
 * because it runs in this thread alone and other work on the machine then counts less.
 */
final class Dl4jBench {
    private static final Seeds SEEDS = Seeds.of(42);
    private static final int BATCH = 32;

    private Dl4jBench() {}

    static String run(int rounds) throws IOException {
        double[] small = new double[rounds];
        double[] epoch = new double[rounds];
        double[] checkpoint = new double[rounds];
        DataSet digits = data(1024, 784, 10);
        DataSet pairs = data(9, 1, 1);
        Path folder = Files.createTempDirectory("reprise-bench-");
        try {
            for (int round = -2; round < rounds; round++) {
                int at = Math.max(round, 0);
                small[at] = ratio(
                        round,
                        () -> updates(Seeded.network(tutorial(), SEEDS), pairs),
                        () -> updates(plain(tutorial()), pairs));
                epoch[at] = ratio(
                        round,
                        () -> Seeded.network(dense(64), SEEDS).fit(Seeded.batches(digits, BATCH, SEEDS), 2),
                        () -> plain(dense(64)).fit(new ListDataSetIterator<>(digits.asList(), BATCH), 2));
                checkpoint[at] = checkpointRatio(folder.resolve("round" + round), digits);
            }
        } finally {
            delete(folder);
        }
        return String.format(Locale.ROOT, """
                ### Seeds by position and checkpoints, against Deeplearning4j alone

                | | time with ours / without |
                |---|---:|
                | 500 updates of the tutorial's network (31 weights), `Seeded.network` | %.3f |
                | two epochs of 784-64-10 with dropout, shuffled `Seeded.batches` / in order from memory | %.3f |
                | a checkpoint of 784-512-10, on the disk and with its SHA-256 / `ModelSerializer.writeModel` | %.2f |""", Median.of(small), Median.of(epoch), Median.of(checkpoint));
    }

    private static void updates(MultiLayerNetwork network, DataSet data) {
        for (int i = 0; i < 500; i++) {
            network.fit(data);
        }
    }

    /** They take turns in going first. */
    private static double ratio(int round, Runnable ours, Runnable theirs) {
        if (round % 2 == 0) {
            double time = cpu(ours);
            return time / cpu(theirs);
        }
        double time = cpu(theirs);
        return cpu(ours) / time;
    }

    private static double cpu(Runnable work) {
        var threads = ManagementFactory.getThreadMXBean();
        long started = threads.getCurrentThreadCpuTime();
        work.run();
        return threads.getCurrentThreadCpuTime() - started;
    }

    /** What 8 more checkpoints in 9 iterations cost, against what Deeplearning4j writes 8 times. */
    private static double checkpointRatio(Path folder, DataSet data) throws IOException {
        long few = fit(Checkpoints.in(folder.resolve("few")), data);
        long many = fit(Checkpoints.in(folder.resolve("many")).everyIterations(1), data);
        var network = Seeded.network(dense(512), SEEDS);
        long started = System.nanoTime();
        for (int i = 0; i < 8; i++) {
            ModelSerializer.writeModel(network, folder.resolve("plain.zip").toFile(), true);
        }
        return (many - few) / (double) (System.nanoTime() - started);
    }

    private static long fit(Checkpoints checkpoints, DataSet data) {
        var network = Seeded.network(dense(512), SEEDS);
        var batches = Seeded.batches(data, data.numExamples() / 9 + 1, SEEDS);
        long started = System.nanoTime();
        checkpoints.fit(network, batches, 1);
        return System.nanoTime() - started;
    }

    private static MultiLayerNetwork plain(MultiLayerConfiguration configuration) {
        var network = new MultiLayerNetwork(configuration);
        network.init();
        return network;
    }

    private static MultiLayerConfiguration tutorial() {
        return new NeuralNetConfiguration.Builder()
                .seed(42)
                .updater(new Adam(1e-3))
                .list()
                .layer(new DenseLayer.Builder().nIn(1).nOut(10).build())
                .layer(new OutputLayer.Builder(LossFunction.MSE)
                        .nIn(10)
                        .nOut(1)
                        .activation(Activation.IDENTITY)
                        .build())
                .build();
    }

    private static MultiLayerConfiguration dense(int hidden) {
        return new NeuralNetConfiguration.Builder()
                .seed(42)
                .updater(new Adam(1e-3))
                .list()
                .layer(new DenseLayer.Builder()
                        .nIn(784)
                        .nOut(hidden)
                        .dropOut(0.5)
                        .build())
                .layer(new OutputLayer.Builder().nIn(hidden).nOut(10).build())
                .build();
    }

    private static DataSet data(int rows, int inputs, int outputs) {
        var random = SEEDS.stream("data");
        float[] features = new float[rows * inputs];
        float[] labels = new float[rows * outputs];
        for (int i = 0; i < features.length; i++) {
            features[i] = random.nextFloat();
        }
        for (int row = 0; row < rows; row++) {
            labels[row * outputs + random.nextInt(outputs)] = 1;
        }
        return new DataSet(
                Nd4j.createFromArray(features).reshape(rows, inputs),
                Nd4j.createFromArray(labels).reshape(rows, outputs));
    }

    private static void delete(Path folder) throws IOException {
        try (var files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
