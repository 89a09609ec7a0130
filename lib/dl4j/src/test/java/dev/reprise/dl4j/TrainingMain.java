package dev.reprise.dl4j;

import dev.reprise.seeds.Seeds;
import java.nio.file.Path;
import java.util.concurrent.FutureTask;
import java.util.concurrent.locks.LockSupport;
import org.deeplearning4j.datasets.iterator.utilty.ListDataSetIterator;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.optimize.api.BaseTrainingListener;
import org.nd4j.linalg.dataset.AsyncDataSetIterator;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;

/** Trainings in a process of their own, with dropout, shuffling, noise and an iterator that fetches ahead. */
final class TrainingMain {
    static final int EPOCHS = 3;
    private static final Seeds SEEDS = Seeds.of(42);

    private TrainingMain() {}

    /** Without arguments prints fingerprints of several trainings; with a folder trains with checkpoints there. */
    public static void main(String[] arguments) throws Exception {
        if (arguments.length == 0) {
            System.out.println("seeded " + seeded());
            System.out.println("in a worker " + inAWorker());
            System.out.println("the usual way " + theUsualWay());
        } else {
            System.out.println("resumed " + withCheckpoints(Path.of(arguments[0])));
        }
    }

    static String seeded() {
        var network = Seeded.network(Noisy.configuration(), SEEDS);
        network.fit(new AsyncDataSetIterator(Noisy.batches(SEEDS), 2), EPOCHS);
        return Fingerprints.ofWeights(network).hex();
    }

    static String inAWorker() throws Exception {
        var training = new FutureTask<>(TrainingMain::seeded);
        new Thread(training).start();
        return training.get();
    }

    /** The same program with Nd4j.getRandom().setSeed instead of our seeds, and Deeplearning4j's own shuffle. */
    static String theUsualWay() {
        Nd4j.getRandom().setSeed(42);
        var network = new MultiLayerNetwork(Noisy.configuration());
        network.init();
        for (int epoch = 0; epoch < EPOCHS; epoch++) {
            DataSet data = Noisy.data();
            data.shuffle();
            var batches = new ListDataSetIterator<>(data.asList(), Noisy.BATCH);
            batches.setPreProcessor(Noisy.noise());
            network.fit(new AsyncDataSetIterator(batches, 2));
        }
        return Fingerprints.ofWeights(network).hex();
    }

    private static String withCheckpoints(Path folder) {
        var network = Seeded.network(Noisy.configuration(), SEEDS);
        network.addListeners(new BaseTrainingListener() {
            @Override
            public void iterationDone(Model model, int iteration, int epoch) {
                System.out.println("iteration " + iteration);
                // Time for the kill to come before the end.
                LockSupport.parkNanos(30_000_000);
            }
        });
        Checkpoints.in(folder).everyIterations(1).fit(network, Noisy.batches(SEEDS), EPOCHS);
        return Fingerprints.ofWeights(network).hex();
    }
}
