package dev.reprise.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reprise.run.RunRecord.Status;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("slow")
class RunCrashTest {
    @TempDir
    Path runs;

    /** A training that tells its progress, and at the end how its record went. */
    static final class Training {
        public static void main(String[] arguments) {
            var run = Run.start("long", Path.of(arguments[0])).setting("rate", 0.1);
            for (int step = 0; step < Integer.parseInt(arguments[1]); step++) {
                run.metric("loss", step, 1.0 / (1 + step));
                System.out.println(step);
            }
            try {
                run.end();
                System.out.println("ended");
            } catch (RunException e) {
                System.out.println(e.getMessage());
            }
        }
    }

    private Process training(String limit, int steps) throws IOException {
        var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        var command = Stream.of(
                "sh",
                "-c",
                limit + " exec \"$0\" \"$@\"",
                java,
                "-Xmx128m",
                "-XX:-UsePerfData",
                "-cp",
                System.getProperty("java.class.path"),
                Training.class.getName(),
                runs.toString(),
                Integer.toString(steps));
        return new ProcessBuilder(command.toList())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }

    @Test
    void aKilledRunIsInterruptedAndGoesOnFromItsLastMeasurement() throws Exception {
        var process = training("", Integer.MAX_VALUE);
        int said = -1;
        try (var output = process.inputReader()) {
            while (said < 1000) {
                said = Integer.parseInt(output.readLine());
            }
            assertThat(Runs.in(runs).latest().status()).isEqualTo(Status.RUNNING);
            process.destroyForcibly().waitFor(10, TimeUnit.SECONDS);
        }
        var record = Runs.in(runs).latest();
        assertThat(record.status()).isEqualTo(Status.INTERRUPTED);
        assertThat(record.settings().getDouble("rate")).isEqualTo(0.1);
        assertThat(record.environment()).isPresent();
        assertThat(record.metric("loss")).hasSizeGreaterThan(said);

        // As if the kill had hit the middle of a write.
        Path file = record.folder().resolve("run.jsonl");
        byte[] bytes = Files.readAllBytes(file);
        Files.write(file, List.of(), StandardCharsets.UTF_8);
        Files.write(file, java.util.Arrays.copyOf(bytes, bytes.length - 7));
        int whole = record.metric("loss").size() - 1;
        assertThat(RunRecord.read(record.folder()).metric("loss")).hasSize(whole);
        var resumed = Run.resume(record.folder());
        resumed.metric("loss", whole, 0.5).end();
        var after = RunRecord.read(record.folder());
        assertThat(after.metric("loss")).hasSize(whole + 1);
        assertThat(after.last("loss")).isEqualTo(0.5);
        assertThat(after.status()).isEqualTo(Status.COMPLETED);
    }

    /** The limit on file size is met in the middle of a line, as the end of a disk is. */
    @Test
    void aFullDiskDoesNotEndTheTrainingAndLosesNothingThatWasWritten() throws Exception {
        var process = training("ulimit -f 96;", 2000);
        var output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).isZero();
        assertThat(output).contains("\n1999\n").containsPattern("\\d+ events of the run could not be recorded in");
        var record = Runs.in(runs).latest();
        assertThat(record.status()).isEqualTo(Status.INTERRUPTED);
        assertThat(record.metric("loss")).hasSizeGreaterThan(50);
        assertThat(Runs.in(runs).damaged()).isEmpty();
    }
}
