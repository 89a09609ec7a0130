package dev.reprise.dl4j.lint;

import dev.reprise.dl4j.Batches;
import dev.reprise.dl4j.lint.Finding.Effect;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.nd4j.linalg.dataset.AsyncDataSetIterator;
import org.nd4j.linalg.dataset.api.iterator.DataSetIterator;
import org.nd4j.linalg.dataset.api.preprocessor.DataNormalization;

/** What the class of an iterator, and its preprocessor, say about what it will give. */
final class IteratorRules {
    /** By simple name, so that iterators of modules that are not there can be known. */
    private static final Map<String, Finding> KNOWN = Map.ofEntries(
            unseededDefault("FileDataSetIterator", "shuffles files with new Random() unless it is given one"),
            unseededDefault("FileMultiDataSetIterator", "shuffles files with new Random() unless it is given one"),
            unseededDefault("MnistDataSetIterator", "shuffles by the clock in the constructors without a seed"),
            unseededDefault("EmnistDataSetIterator", "shuffles by the clock in the constructors without a seed"),
            unseededDefault("LFWDataSetIterator", "shuffles by the clock unless it is given a generator"),
            draws("RandomDataSetIterator"),
            draws("RandomMultiDataSetIterator"),
            draws("SamplingDataSetIterator"),
            Map.entry(
                    "FileSplitParallelDataSetIterator",
                    new Finding(
                            Effect.VARIES,
                            "FileSplitParallelDataSetIterator",
                            "reads files in the order in which the system lists them, with several threads",
                            "not measured; from its source",
                            "sort the files, read them into a DataSet, and use Seeded.batches(data, size, seeds)")),
            Map.entry(
                    "JointParallelDataSetIterator",
                    new Finding(
                            Effect.VARIES,
                            "JointParallelDataSetIterator",
                            "mixes several iterators, each in a thread of its own",
                            "not measured; from its source",
                            "Seeded.batches(data, size, seeds)")));

    private IteratorRules() {}

    private static Map.Entry<String, Finding> unseededDefault(String name, String what) {
        return Map.entry(
                name,
                new Finding(
                        Effect.VARIES,
                        name,
                        what,
                        "not measured; from its source. Whether it was given a seed cannot be seen from outside",
                        "give it a generator: new Random(seeds.seed(\"shuffle\")); or Seeded.batches(data, size, seeds)"));
    }

    private static Map.Entry<String, Finding> draws(String name) {
        return Map.entry(
                name,
                new Finding(
                        Effect.VARIES,
                        name,
                        "draws from ND4J, in the thread that fetches batches ahead, whose generator starts from the clock",
                        "fit(iterator) that draws: 6 different results in 6 runs",
                        "Seeded.batches(iterator, seeds)"));
    }

    static List<Finding> of(Object iterator) {
        var findings = new ArrayList<Finding>();
        if (iterator instanceof Batches) {
            return findings;
        }
        for (Class<?> type = iterator.getClass(); type != null; type = type.getSuperclass()) {
            if (KNOWN.containsKey(type.getSimpleName())) {
                findings.add(KNOWN.get(type.getSimpleName()));
            }
        }
        if (iterator instanceof DataSetIterator batches) {
            preprocessor(batches, findings);
        }
        return findings;
    }

    private static void preprocessor(DataSetIterator iterator, List<Finding> findings) {
        boolean ahead = iterator.asyncSupported() || iterator instanceof AsyncDataSetIterator;
        Object preprocessor = preProcessorOf(iterator);
        if (ahead && preprocessor != null && !(preprocessor instanceof DataNormalization)) {
            findings.add(new Finding(
                    Effect.VARIES,
                    iterator.getClass().getSimpleName(),
                    "its preprocessor " + preprocessor.getClass().getSimpleName()
                            + ", if it draws from ND4J, does so in the thread that fetches batches ahead",
                    "fit(iterator) with such a preprocessor: 6 different results in 6 runs",
                    "Seeded.batches(iterator, seeds), and set the preprocessor there"));
        }
    }

    /** Not every iterator has a place for one. */
    private static Object preProcessorOf(DataSetIterator iterator) {
        try {
            return iterator.getPreProcessor();
        } catch (UnsupportedOperationException e) {
            return null;
        }
    }
}
