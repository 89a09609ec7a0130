package dev.reprise.bench;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Runs all measurements and writes their tables into README.md. */
final class Main {
    private static final String BEGIN = "<!-- results: written by bench/lib/run -->";
    private static final String END = "<!-- end of results -->";

    private Main() {}

    /**
     * Measures.
     *
     * @param arguments the folder bench/lib, the Python with the peers, and if wanted the number of rounds
     */
    public static void main(String[] arguments) throws Exception {
        Path here = Path.of(arguments[0]);
        String python = arguments[1];
        int rounds = arguments.length > 2 ? Integer.parseInt(arguments[2]) : 7;
        double loadBefore = load();
        List<Section> sections = List.of(
                new TutorialBench(here, python, rounds)::run,
                () -> Dl4jBench.run(rounds),
                new BootstrapBench(here, python, rounds)::run,
                () -> FingerprintBench.run(rounds),
                JvmsBench::run);
        var tables = new ArrayList<String>();
        for (var section : sections) {
            tables.add(section.run());
            System.out.println(tables.get(tables.size() - 1));
            // After each section, so that a run that is broken off has not been for nothing.
            write(
                    here.resolve("README.md"),
                    head(here, rounds, loadBefore, load()) + "\n\n" + String.join("\n\n", tables));
        }
    }

    @FunctionalInterface
    private interface Section {
        String run() throws Exception;
    }

    private static double load() {
        return ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
    }

    private static String head(Path here, int rounds, double before, double after) throws IOException {
        return String.format(
                Locale.ROOT,
                """
                Measured on %s: %s, %d cores, %s; JDK %s. Peers: %s. %d rounds, in each of which every contestant had one \
                turn; times are medians over the rounds. Load of the machine (runnable processes, 1 minute) %.1f before \
                and %.1f after: more than the cores means that others were working too, so read the ratios, not the times.""",
                LocalDate.now(ZoneOffset.UTC),
                processor(),
                Runtime.getRuntime().availableProcessors(),
                System.getProperty("os.name") + " " + System.getProperty("os.arch"),
                Runtime.version(),
                String.join(", ", peers(here)),
                rounds,
                before,
                after);
    }

    private static String processor() throws IOException {
        Path file = Path.of("/proc/cpuinfo");
        if (!Files.exists(file)) {
            return "unknown processor";
        }
        return Files.readAllLines(file).stream()
                .filter(line -> line.startsWith("model name"))
                .map(line -> line.substring(line.indexOf(':') + 1).trim())
                .findFirst()
                .orElse("unknown processor");
    }

    private static List<String> peers(Path here) throws IOException {
        return Files.readAllLines(here.resolve("python/requirements.txt")).stream()
                .filter(line -> line.matches("(keras|jax|numpy|scipy)==.*"))
                .map(line -> line.replace("==", " "))
                .toList();
    }

    private static void write(Path readme, String results) throws IOException {
        String text = Files.readString(readme);
        int begin = text.indexOf(BEGIN);
        int end = text.indexOf(END);
        if (begin < 0 || end < begin) {
            throw new IOException(readme + " has no place for the results, between '" + BEGIN + "' and '" + END + "'");
        }
        Files.writeString(
                readme, text.substring(0, begin + BEGIN.length()) + "\n\n" + results + "\n\n" + text.substring(end));
    }
}
