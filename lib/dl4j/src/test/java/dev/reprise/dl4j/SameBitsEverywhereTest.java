package dev.reprise.dl4j;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reprise.seeds.Seeds;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A training with dropout, shuffling and an iterator that fetches ahead, in fresh JVMs, threads, JDKs and after kills. */
@Tag("slow")
class SameBitsEverywhereTest {
    private static final int THIS = Runtime.version().feature();

    @TempDir
    Path folder;

    @Test
    void freshJvmsAndThreadsGiveTheSameBitsAndTheUsualWayDoesNot() throws Exception {
        var first = Jvms.start(THIS, folder.resolve("1.err"), Map.of(), TrainingMain.class);
        var second = Jvms.start(THIS, folder.resolve("2.err"), Map.of(), TrainingMain.class);
        var one = fingerprints(first);
        var two = fingerprints(second);

        assertThat(one).containsOnlyKeys("seeded", "in a worker", "the usual way");
        assertThat(one.get("seeded")).isEqualTo(TrainingMain.seeded());
        assertThat(one.get("in a worker")).isEqualTo(one.get("seeded"));
        assertThat(two.get("seeded")).isEqualTo(one.get("seeded"));
        assertThat(two.get("in a worker")).isEqualTo(one.get("seeded"));
        assertThat(two.get("the usual way")).isNotEqualTo(one.get("the usual way"));
        assertThat(noise(folder.resolve("1.err"))).isEmpty();
    }

    @Test
    void everyJdkGivesTheSameBitsAndStartsQuietly() throws Exception {
        var others = new ArrayList<>(Jvms.jdks().keySet());
        others.remove((Integer) THIS);
        Assumptions.assumeFalse(others.isEmpty(), "there is only JDK " + THIS + " on this machine");
        String here = TrainingMain.seeded();

        for (int version : others) {
            Path errors = folder.resolve(version + ".err");
            var there = fingerprints(Jvms.start(version, errors, Map.of(), TrainingMain.class));
            assertThat(there.get("seeded")).as("JDK " + version).isEqualTo(here);
            assertThat(there.get("in a worker")).as("JDK " + version).isEqualTo(here);
            assertThat(noise(errors)).isEmpty();
        }
    }

    @Test
    void killedAtRandomStepsItEndsWithTheSameBits() throws Exception {
        var steps = Seeds.of(11).stream("kill");
        Path checkpoints = folder.resolve("checkpoints");
        int[] kills = {1 + steps.nextInt(8), 9 + steps.nextInt(8)};
        for (int kill : kills) {
            var process =
                    Jvms.start(THIS, folder.resolve("kill.err"), Map.of(), TrainingMain.class, checkpoints.toString());
            awaitIteration(process, kill);
            process.destroyForcibly().waitFor();
            assertThat(process.exitValue()).as("killed, not ended").isEqualTo(137);
        }
        int last = Jvms.jdks().keySet().stream().reduce((a, b) -> b).orElseThrow();
        var output = Jvms.output(
                Jvms.start(last, folder.resolve("last.err"), Map.of(), TrainingMain.class, checkpoints.toString()));

        assertThat(output).contains("resumed " + TrainingMain.seeded());
        int first = Integer.parseInt(output.get(0).replace("iteration ", ""));
        assertThat(first).as("went on where it was killed").isGreaterThanOrEqualTo(kills[1]);
    }

    private static void awaitIteration(Process process, int iteration) throws IOException {
        var lines = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        for (String line; (line = lines.readLine()) != null; ) {
            if (line.equals("iteration " + iteration)) {
                return;
            }
        }
        throw new AssertionError("the process ended before iteration " + iteration);
    }

    private Map<String, String> fingerprints(Process process) throws IOException, InterruptedException {
        var fingerprints = new LinkedHashMap<String, String>();
        for (String line : Jvms.output(process)) {
            int space = line.lastIndexOf(' ');
            fingerprints.put(line.substring(0, space), line.substring(space + 1));
        }
        assertThat(process.waitFor()).as(errors()).isZero();
        return fingerprints;
    }

    /** What loggers and the JVM say about themselves. */
    private static List<String> noise(Path errors) throws IOException {
        return Files.readAllLines(errors).stream()
                .filter(line -> line.startsWith("SLF4J") || line.startsWith("WARNING:"))
                .toList();
    }

    private String errors() throws IOException {
        try (var files = Files.list(folder)) {
            var texts = new ArrayList<String>();
            for (Path file : files.filter(f -> f.toString().endsWith(".err")).toList()) {
                texts.add(Files.readString(file));
            }
            return String.join("\n", texts);
        }
    }
}
