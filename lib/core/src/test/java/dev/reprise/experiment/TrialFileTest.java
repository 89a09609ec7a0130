package dev.reprise.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.reprise.storage.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrialFileTest {
    @TempDir
    Path folder;

    private Experiment experiment;
    private Trials trials;
    private Path file;

    @BeforeEach
    void runOnce() {
        experiment = Experiment.named("noise")
                .run((seeds, settings) ->
                        Result.of("x", seeds.stream("x").nextGaussian()).and("note", "Größe \"1\"\n"))
                .seed(42)
                .keepIn(folder);
        trials = experiment.repeat(3);
        file = experiment.file();
    }

    @Test
    void everyPrefixOfTheFileIsGoneOnWith() throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        for (int length = 0; length <= bytes.length; length += 13) {
            Files.write(file, Arrays.copyOf(bytes, length));
            assertThat(experiment.repeat(3)).as("cut after %d bytes", length).isEqualTo(trials);
            assertThat(Trials.read(file)).isEqualTo(trials);
        }
    }

    @Test
    void damageBeforeTheLastLineNamesFileAndLine() throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        String text = new String(bytes, StandardCharsets.UTF_8);
        int secondTrial = text.indexOf('\n', text.indexOf('\n') + 1) + 20;
        int position = text.substring(0, secondTrial).getBytes(StandardCharsets.UTF_8).length;
        bytes[position] ^= 1;
        Files.write(file, bytes);
        assertThatThrownBy(() -> experiment.repeat(3))
                .isInstanceOf(ExperimentException.class)
                .hasMessageContaining(file + ", line 3 is damaged: its checksum is not");
        assertThatThrownBy(() -> Trials.read(file)).hasMessageContaining("line 3");
        assertThat(Files.readAllBytes(file)).isEqualTo(bytes);
    }

    @Test
    void aForeignFileIsLeftAlone() throws IOException {
        Files.writeString(file, "a,b\n1,2\n");
        assertThatThrownBy(() -> experiment.repeat(3)).hasMessageContaining("line 1 is damaged: it has no checksum");
        assertThat(file).hasContent("a,b\n1,2\n");
        var other = experiment.version("2");
        other.repeat(1);
        Files.copy(other.file(), file, java.nio.file.StandardCopyOption.REPLACE_EXISTING);
        assertThatThrownBy(() -> experiment.repeat(3)).hasMessageContaining("holds the trials of another experiment");
        assertThatThrownBy(() -> Trials.read(folder.resolve("none.jsonl"))).hasMessageContaining("cannot be read");
        Files.writeString(file, "");
        assertThatThrownBy(() -> Trials.read(file)).hasMessageContaining("holds no experiment");
    }

    @Test
    void twoRunsDoNotWriteToOneFile() {
        var inner = experiment.version("3");
        var outer = inner.run((seeds, settings) -> {
            inner.repeat(1);
            return Result.of("x", 1);
        });
        assertThat(outer.repeat(1).failed().all().get(0).outcome().toString())
                .contains("the experiment is running elsewhere");
    }

    @Test
    void timeHostAndProcessStandInAFieldOfTheirOwn() throws IOException {
        var line = Json.read(Files.readAllLines(file, StandardCharsets.UTF_8).get(1));
        assertThat(line.keySet())
                .containsExactly("settings", "levels", "repeat", "seed", "outcome", "result", "origin", "crc32c");
        assertThat(TrialJson.map(line, "origin").keySet()).containsExactly("host", "pid", "thread", "started", "took");
    }
}
