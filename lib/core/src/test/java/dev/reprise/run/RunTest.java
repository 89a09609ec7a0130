package dev.reprise.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.reprise.environment.EnvironmentCard;
import dev.reprise.experiment.Settings;
import dev.reprise.fingerprint.Fingerprint;
import dev.reprise.run.RunRecord.Status;
import dev.reprise.seeds.Seeds;
import dev.reprise.storage.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunTest {
    @TempDir
    Path runs;

    private static final EnvironmentCard CARD =
            new EnvironmentCard(Instant.EPOCH, List.of(new EnvironmentCard.Fact("processor", "model", "A")));

    private Run start() {
        return Run.start("xor", runs).environment(CARD);
    }

    @Test
    void whatIsToldIsRecorded() throws IOException {
        Path file = Files.writeString(runs.resolve("model.zip"), "abc");
        var data = DataCard.of("xor", new double[][] {{0, 1}, {1, 1}})
                .source("made here")
                .licence("CC0-1.0")
                .split("train", 1)
                .split("test", 0);
        var run = start();
        run.settings(Settings.of("rate", 0.1).and("hidden", 4))
                .setting("rate", 0.2)
                .seeds(Seeds.of(42).child("trial", 7))
                .data(data)
                .code("cell 1", "train();")
                .note("purpose", "a try");
        run.metric("loss", 0, 0.5).metric("loss", 1, Double.NaN).metric("accuracy", 1, 0.75);
        run.artifact(file).artifact("tables/predictions.csv", "1\n2\n");
        run.end();
        run.end();

        var record = RunRecord.read(run.folder());
        assertThat(record.name()).isEqualTo("xor");
        assertThat(record.id()).isEqualTo(run.folder().getFileName().toString());
        assertThat(record.status()).isEqualTo(Status.COMPLETED);
        assertThat(record.settings()).isEqualTo(Settings.of("rate", 0.2).and("hidden", 4));
        assertThat(record.seeds()).isEqualTo("Seeds 42/trial[7]");
        assertThat(record.data()).containsExactly(data);
        assertThat(record.environment()).contains(CARD);
        // sha256sum of a file with this text
        assertThat(record.code().get("cell 1").hex())
                .isEqualTo(Fingerprint.ofFile(Files.writeString(runs.resolve("cell"), "train();"))
                        .hex());
        assertThat(record.notes()).containsEntry("purpose", "a try");
        assertThat(record.metrics()).containsExactly("loss", "accuracy");
        assertThat(record.metric("loss")).extracting(MetricPoint::value).containsExactly(0.5, Double.NaN);
        assertThat(record.last("accuracy")).isEqualTo(0.75);
        assertThat(record.history().columnNames()).containsExactly("step", "loss", "accuracy");
        assertThat(record.history().column("accuracy").isMissing(0)).isTrue();
        assertThat(record.artifact("model.zip")).hasContent("abc");
        assertThat(record.artifact("tables/predictions.csv")).hasContent("1\n2\n");
        assertThat(record.toString()).contains("Run xor " + record.id(), "completed", "rate=0.2", "a try");
        assertThat(data.toString()).contains("Data: xor", "CC0-1.0", "float64 [2]", "part train");
    }

    @Test
    void theFilesAreReadableWithoutTheLibrary() throws IOException {
        var run = start().metric("loss", 3, 0.25);
        run.artifact("a.txt", "abc");
        run.end();
        var lines = Files.readAllLines(run.folder().resolve("run.jsonl"));
        assertThat(Json.read(lines.get(0)))
                .containsEntry("event", "started")
                .containsEntry("format", "reprise-run-1")
                .containsEntry("name", "xor");
        assertThat(Json.read(lines.get(3)))
                .containsEntry("event", "metric")
                .containsEntry("metric", "loss")
                .containsEntry("step", 3)
                .containsEntry("value", 0.25);
        assertThat(Json.read(lines.get(4)))
                .containsEntry("artifact", "a.txt")
                .containsEntry("sha256", Fingerprint.ofText("abc").hex());
        assertThat(run.folder().resolve("artifacts/a.txt")).hasContent("abc");
    }

    @Test
    void aBodyThatThrowsIsAFailedRunAndTheErrorIsPassedOn() {
        assertThatThrownBy(() -> Run.record("xor", runs, run -> {
                    run.metric("loss", 0, 1);
                    throw new IOException("no data");
                }))
                .isInstanceOf(IOException.class);
        var record = Runs.in(runs).latest();
        assertThat(record.status()).isEqualTo(Status.FAILED);
        assertThat(record.error()).isEqualTo("java.io.IOException: no data");
        assertThat(record.last("loss")).isEqualTo(1);
    }

    @Test
    void theEnvironmentIsLookedUpByItself() throws Exception {
        var record = Run.record("xor", runs, run -> run.metric("loss", 0, 1));
        assertThat(record.environment().orElseThrow().value("Java", "version"))
                .contains(Runtime.version().toString());
    }

    @Test
    void aRunGoesOnAndItsLaterMeasurementsCount() {
        var first = start().metric("loss", 0, 1.0).metric("loss", 1, 0.9);
        assertThat(RunRecord.read(first.folder()).status()).isEqualTo(Status.RUNNING);
        assertThatThrownBy(() -> Run.resume(first.folder()))
                .isInstanceOf(RunException.class)
                .hasMessageContaining("somebody else is writing");
        first.fail(new IllegalStateException("killed"));

        var second = Run.resume(first.folder()).metric("loss", 1, 0.8).metric("loss", 2, 0.7);
        second.end();
        var record = RunRecord.read(first.folder());
        assertThat(record.status()).isEqualTo(Status.COMPLETED);
        assertThat(record.metric("loss")).extracting(MetricPoint::value).containsExactly(1.0, 0.8, 0.7);
        assertThat(Runs.in(runs).size()).isEqualTo(1);
    }

    @Test
    void wrongUseIsRefused() throws IOException {
        var run = start();
        assertThatThrownBy(() -> run.metric("loss", -1, 0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> run.metric(" ", 1, 0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> run.artifact("../x", "")).hasMessageContaining("is kept below");
        assertThatThrownBy(() -> run.artifact("", "")).hasMessageContaining("is kept below");
        assertThatThrownBy(() -> run.artifact(runs.resolve("none")))
                .isInstanceOf(RunException.class)
                .hasMessageContaining("could not be kept");
        assertThatThrownBy(() -> run.setting("x", new Object())).isInstanceOf(IllegalArgumentException.class);
        run.end();
        assertThatThrownBy(() -> run.metric("loss", 1, 0)).hasMessageContaining("has ended");
        assertThatThrownBy(() -> Run.start(" ", runs)).isInstanceOf(IllegalArgumentException.class);
        Path file = Files.createFile(runs.resolve("file"));
        assertThatThrownBy(() -> Run.start("x", file))
                .isInstanceOf(RunException.class)
                .hasMessageContaining("no run can be recorded in " + file);
        assertThatThrownBy(() -> RunRecord.read(runs)).hasMessageContaining("there is no run in");
        var record = RunRecord.read(run.folder());
        assertThatThrownBy(() -> record.metric("loss")).hasMessageContaining("has no metric 'loss'; it has none");
        assertThatThrownBy(() -> record.artifact("x")).hasMessageContaining("has no artifact 'x'");
        assertThatThrownBy(() -> DataCard.of("x", new int[2]).split("train", 2))
                .hasMessage("part 'train' of 'x' has row 2, but the rows are 0 to 1");
    }

    @Test
    void anArtifactThatWasChangedIsNoticed() throws IOException {
        var run = start();
        run.artifact("a.txt", "abc").end();
        var record = RunRecord.read(run.folder());
        Files.writeString(run.folder().resolve("artifacts/a.txt"), "abd");
        assertThatThrownBy(() -> record.artifact("a.txt")).hasMessageContaining("was changed since it was kept");
        Files.delete(run.folder().resolve("artifacts/a.txt"));
        assertThatThrownBy(() -> record.artifact("a.txt")).hasMessageContaining("is gone");
    }

    /** A tracking server that can be reached only now and then. */
    @Test
    void aSinkThatFailsGetsEverythingLaterAndInOrder() {
        var received = new ArrayList<RunEvent>();
        boolean[] reachable = {true};
        RunSink server = event -> {
            if (!reachable[0]) {
                throw new IOException("no connection");
            }
            received.add(event);
        };
        var run = Run.start("xor", runs, server).environment(CARD);
        reachable[0] = false;
        run.metric("loss", 0, 1).metric("loss", 1, 2);
        reachable[0] = true;
        run.metric("loss", 2, 3);
        reachable[0] = false;
        run.metric("loss", 3, 4);
        assertThatThrownBy(run::end)
                .isInstanceOf(RunException.class)
                .hasMessageContaining("2 events of the run could not be recorded in")
                .hasMessageContaining("no connection");
        reachable[0] = true;
        run.end();
        assertThat(received.stream()
                        .filter(RunEvent.Measured.class::isInstance)
                        .map(event -> ((RunEvent.Measured) event).value()))
                .containsExactly(1.0, 2.0, 3.0, 4.0);
        assertThat(received.get(received.size() - 1)).isInstanceOf(RunEvent.Ended.class);
        assertThat(RunRecord.read(run.folder()).metric("loss")).hasSize(4);
        assertThat(RunRecord.read(run.folder()).status()).isEqualTo(Status.COMPLETED);
    }

    @Test
    void manyThreadsCanWrite() throws Exception {
        var run = start();
        var threads = IntStream.range(0, 4)
                .mapToObj(t -> new Thread(() -> IntStream.range(0, 250).forEach(i -> run.metric("m" + t, i, i))))
                .toList();
        threads.forEach(Thread::start);
        for (var thread : threads) {
            thread.join();
        }
        run.end();
        var record = RunRecord.read(run.folder());
        for (String metric : record.metrics()) {
            assertThat(record.metric(metric)).hasSize(250);
        }
        assertThat(record.metrics()).hasSize(4);
    }

    @Test
    void aFileOfSomebodyElseIsNamed() throws IOException {
        Path folder = Files.createDirectory(runs.resolve("other"));
        try (var lines = dev.reprise.storage.JsonLines.open(folder.resolve("run.jsonl"))) {
            lines.append(Map.of("event", "started", "format", "reprise-run-9"));
        }
        assertThatThrownBy(() -> RunRecord.read(folder))
                .hasMessageContaining("line 1 is no event of a run: it is not of format reprise-run-1");
    }
}
