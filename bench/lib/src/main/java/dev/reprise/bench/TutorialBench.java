package dev.reprise.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The tutorial's ten trainings on Keras, Deeplearning4j and the reference engine, and what an Experiment adds to a loop. */
final class TutorialBench {
    /** Enough trainings to make one turn last about as long as the scheduler's shortest slice several times over. */
    private static final int REFERENCE_TIMES = 200;

    private final Path here;
    private final String python;
    private final int rounds;

    private final List<Double> keras = new ArrayList<>();
    private final List<Double> dl4j = new ArrayList<>();
    private final List<Double> reference = new ArrayList<>();
    private final Map<String, List<Double>> overheads = new LinkedHashMap<>();

    TutorialBench(Path here, String python, int rounds) {
        this.here = here;
        this.python = python;
        this.rounds = rounds;
    }

    String run() throws IOException {
        Path log = Files.createDirectories(here.resolve("target")).resolve("peers.log");
        String script = here.resolve("python/keras_tutorial.py").toString();
        try (var kerasPeer = new Peer(List.of(python, script), log);
                var dl4jPeer = new Peer(worker("dl4j"), log);
                var referencePeer = new Peer(worker("reference"), log)) {
            double firstKeras = kerasPeer.milliseconds("ten");
            double firstDl4j = dl4jPeer.milliseconds("bare 10");
            double firstReference = referencePeer.milliseconds("bare 10");
            warm(dl4jPeer, 3, 10);
            warm(referencePeer, 3, REFERENCE_TIMES);
            for (int round = 0; round < rounds; round++) {
                System.err.println("tutorial, round " + (round + 1) + " of " + rounds);
                keras.add(kerasPeer.milliseconds("ten"));
                dl4j.add(overhead("Deeplearning4j", dl4jPeer, 10, round));
                reference.add(
                        overhead("reference engine", referencePeer, REFERENCE_TIMES, round) * 10 / REFERENCE_TIMES);
            }
            return table(kerasPeer, dl4jPeer, referencePeer, firstKeras, firstDl4j, firstReference);
        }
    }

    private static List<String> worker(String engine) {
        return List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx1g",
                "-cp",
                System.getProperty("java.class.path"),
                Worker.class.getName(),
                engine);
    }

    private static void warm(Peer peer, int turns, int times) throws IOException {
        for (int i = 0; i < turns; i++) {
            peer.ask("bare " + times);
            peer.ask("experiment " + times);
        }
    }

    /** The time of the bare loop; loop and Experiment take turns in going first. */
    private double overhead(String engine, Peer peer, int times, int round) throws IOException {
        boolean bareFirst = round % 2 == 0;
        double first = peer.milliseconds((bareFirst ? "bare " : "experiment ") + times);
        double second = peer.milliseconds((bareFirst ? "experiment " : "bare ") + times);
        double bare = bareFirst ? first : second;
        double experiment = bareFirst ? second : first;
        overheads.computeIfAbsent(engine, name -> new ArrayList<>()).add(experiment / bare);
        return bare;
    }

    private String table(Peer kerasPeer, Peer dl4jPeer, Peer referencePeer, double k, double d, double r) {
        double keras10 = Median.of(keras);
        var table = new StringBuilder("""
                ### The Keras tutorial: ten trainings

                | | start and import | first ten trainings | ten trainings later | times faster than Keras: first | later |
                |---|---:|---:|---:|---:|---:|
                """);
        row(table, "Keras on JAX (CPU)", kerasPeer, k, keras10, k, keras10);
        row(table, "Deeplearning4j", dl4jPeer, d, Median.of(dl4j), k, keras10);
        row(table, "reference engine", referencePeer, r, Median.of(reference), k, keras10);
        table.append("""

                *First*: in a new process, with everything that is loaded, compiled or traced on the way. *Later*: the median \
                of the rounds, in the same process. Keras builds and compiles a new model for each training, as the tutorial \
                does.

                ### Experiment and Trials against a bare loop

                | | time of the Experiment / time of the loop |
                |---|---:|
                """);
        overheads.forEach((engine, ratios) ->
                table.append(String.format(Locale.ROOT, "| %s | %.3f |%n", engine, Median.of(ratios))));
        return table.toString().stripTrailing();
    }

    private static void row(
            StringBuilder table, String name, Peer peer, double first, double later, double kerasFirst, double keras) {
        table.append(String.format(
                Locale.ROOT,
                "| %s | %.0f ms | %s ms | %s ms | %s | %s |%n",
                name,
                peer.startMilliseconds(),
                digits(first),
                digits(later),
                digits(kerasFirst / first),
                digits(keras / later)));
    }

    private static String digits(double value) {
        return String.format(Locale.ROOT, value < 10 ? "%.1f" : "%.0f", value);
    }
}
