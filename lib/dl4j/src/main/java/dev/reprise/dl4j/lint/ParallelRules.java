package dev.reprise.dl4j.lint;

import dev.reprise.dl4j.lint.Finding.Effect;
import java.util.List;

/** Trainings with several workers, known by name because their modules need not be there. */
final class ParallelRules {
    private ParallelRules() {}

    static boolean knows(Object thing) {
        return thing != null
                && (is(thing, "ParallelWrapper") || is(thing, "ParallelInference") || is(thing, "Word2Vec"));
    }

    static List<Finding> of(Object thing) {
        if (is(thing, "ParallelWrapper")) {
            return List.of(new Finding(
                    Effect.VARIES,
                    "ParallelWrapper",
                    "a worker copies the model while another trains it already; sharing gradients, workers can wait for each"
                            + " other for ever",
                    "averaging with 2 workers: 14 different results in 15 runs; sharing gradients: 5 of 5 runs hung",
                    "train with one worker, and run repeated trainings side by side: experiment.inJvms(n)"));
        }
        if (is(thing, "ParallelInference")) {
            Object mode = PrivateField.of(thing, "inferenceMode");
            return mode != null && !mode.toString().equals("BATCHED")
                    ? List.of()
                    : List.of(new Finding(
                            Effect.VARIES,
                            "ParallelInference",
                            "puts whatever requests arrive at the same time into one batch, and the batch decides the last"
                                    + " bits",
                            "BATCHED with 4 clients: 20 different outputs of 20; SEQUENTIAL and INPLACE: 1 of 20",
                            "InferenceMode.SEQUENTIAL or INPLACE"));
        }
        Object workers = PrivateField.of(thing, "workers");
        return workers instanceof Integer count && count == 1
                ? List.of()
                : List.of(new Finding(
                        Effect.VARIES,
                        "Word2Vec",
                        "several workers write the same vectors at once",
                        "2 or 4 workers with two native threads: 4 different results in 4 runs; 1 worker: 1 of 4",
                        "workers(1)"));
    }

    private static boolean is(Object thing, String simpleName) {
        for (Class<?> type = thing.getClass(); type != null; type = type.getSuperclass()) {
            if (type.getSimpleName().equals(simpleName)) {
                return true;
            }
        }
        return false;
    }
}
