package dev.reprise.reference;

import dev.reprise.data.Dataset;
import dev.reprise.data.Datasets;
import dev.reprise.seeds.Seeds;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;

/** Trainings and data that use every part of the engine, each with its fingerprint. Run as a program, it prints them. */
final class Golden {
    private static final Seeds SEEDS = Seeds.of(42);

    private Golden() {}

    static Map<String, String> fingerprints() {
        var all = new LinkedHashMap<String, String>();
        data().forEach((name, data) -> all.put(name, data.fingerprint().hex()));
        models().forEach((name, model) -> all.put(name, model.fingerprint().hex()));
        return all;
    }

    private static Map<String, Dataset> data() {
        var all = new LinkedHashMap<String, Dataset>();
        all.put("sequence", Datasets.sequence());
        all.put("moons", Datasets.moons(60, 0.1, SEEDS));
        all.put("spirals", Datasets.spirals(60, 3, 0.02, SEEDS));
        all.put("digits", Datasets.digits(60, 0.1, SEEDS));
        all.put("iris", Datasets.iris());
        return all;
    }

    static Map<String, Model> models() {
        var data = data();
        var all = new LinkedHashMap<String, Model>();
        var tutorial = Network.inputs(1).dense(10).dense(1);
        all.put("tutorial, untrained", Model.initial(tutorial, SEEDS));
        all.put("tutorial, Adam", Trainer.of(tutorial).train(data.get("sequence"), SEEDS));
        all.put(
                "tutorial, ReLU, batches of 1",
                Trainer.of(Network.inputs(1).dense(10, Activation.RELU).dense(1))
                        .batchSize(1)
                        .epochs(20)
                        .train(data.get("sequence"), SEEDS));
        all.put(
                "moons, tanh, momentum, L2",
                Trainer.of(Network.inputs(2).dense(8, Activation.TANH).dense(2, Activation.SOFTMAX))
                        .optimiser(Optimiser.momentum(0.1, 0.9))
                        .batchSize(7)
                        .epochs(20)
                        .l2(1e-3)
                        .train(data.get("moons"), SEEDS));
        all.put(
                "digits, ReLU, dropout",
                Trainer.of(Network.inputs(64)
                                .dense(16, Activation.RELU)
                                .dropout(0.3)
                                .dense(10, Activation.SOFTMAX))
                        .optimiser(Optimiser.adam(0.01))
                        .batchSize(16)
                        .epochs(10)
                        .train(data.get("digits"), SEEDS));
        all.put(
                "spirals, softmax with squared error, SGD",
                Trainer.of(Network.inputs(2)
                                .dense(8, Activation.TANH)
                                .dropout(0.1)
                                .dense(8, Activation.TANH)
                                .dense(3, Activation.SOFTMAX))
                        .loss(Loss.MEAN_SQUARED_ERROR)
                        .optimiser(Optimiser.sgd(0.5))
                        .batchSize(20)
                        .epochs(20)
                        .train(data.get("spirals"), SEEDS));
        all.put(
                "iris, run away to NaN",
                Trainer.of(Network.inputs(4).dense(8).dense(3))
                        .optimiser(Optimiser.sgd(100))
                        .epochs(20)
                        .train(data.get("iris"), SEEDS));
        return all;
    }

    /** Prints name and fingerprint, computed in as many threads at once as the argument says, all of which must agree. */
    public static void main(String[] arguments) throws Exception {
        int threads = Integer.parseInt(arguments[0]);
        var pool = Executors.newFixedThreadPool(threads);
        try {
            Callable<Map<String, String>> work = Golden::fingerprints;
            var all = pool.invokeAll(Collections.nCopies(threads, work));
            var first = all.get(0).get();
            for (var other : all) {
                if (!other.get().equals(first)) {
                    throw new AssertionError("two threads differ: " + first + " and " + other.get());
                }
            }
            first.forEach((name, hex) -> System.out.println(hex + " " + name));
        } finally {
            pool.shutdownNow();
        }
    }
}
