package dev.reprise.environment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** With programs that print what `reprise doctor --json` prints; tests/python asks the real one. */
@DisabledOnOs(OS.WINDOWS)
class DiagnosisTest {
    @TempDir
    Path folder;

    private Diagnosis ask(String script) throws IOException {
        Path program = Files.writeString(folder.resolve("doctor"), "#!/bin/sh\n" + script + "\n");
        assertThat(program.toFile().setExecutable(true)).isTrue();
        return Diagnosis.ask(program.toString());
    }

    @Test
    void thePinnedEnvironmentIsOneSentence() throws IOException {
        var diagnosis = ask("echo '{\"healthy\": true, \"missing\": [], \"differences\": []}'");
        assertThat(diagnosis.deviations()).isEmpty();
        assertThat(diagnosis).hasToString("The environment is the pinned one.");
        assertThat(diagnosis.toMimeBundle().data()).containsOnlyKeys("text/plain");
    }

    @Test
    void aDifferenceStandsInATableAlthoughTheCommandEndsWithOne() throws IOException {
        var diagnosis = ask("""
                echo '{"healthy": false, "missing": [{"what": "library", "advice": "build it"}], "differences": [
                  {"what": "JDK", "pinned": "25", "here": "17", "changes": "last bits", "why": "Math.tanh differs"}]}'
                exit 1""");
        assertThat(diagnosis.verdict()).isEqualTo("The environment is not the pinned one: 2 differences.");
        assertThat(diagnosis.deviations())
                .containsExactly(
                        new Diagnosis.Deviation("library", "there", "missing", "results", "build it"),
                        new Diagnosis.Deviation("JDK", "25", "17", "last bits", "Math.tanh differs"));
        assertThat(diagnosis.toString()).contains("JDK", "17", "last bits");
        assertThat((String) diagnosis.toMimeBundle().data().get("text/html")).contains("<table", "Math.tanh differs");
    }

    @Test
    void whatChangesNoNumberIsSaidToBeHarmless() throws IOException {
        assertThat(ask("""
                echo '{"healthy": true, "missing": [], "differences": [
                  {"what": "tini", "pinned": "1", "here": "2", "changes": "nothing", "why": "no number"}]}'""").verdict())
                .isEqualTo("The environment computes as the pinned one: 1 difference, of which none changes a number.");
    }

    @Test
    void itAsksAboutTheJavaThatRunsThis() throws IOException {
        var diagnosis = ask("""
                echo '{"healthy": false, "missing": [{"what": "JDK", "advice": "'"$JAVA_HOME"'"}], "differences": []}'""");
        assertThat(diagnosis.deviations().get(0).why()).isEqualTo(System.getProperty("java.home"));
    }

    @Test
    void whereThereIsNoSuchCommandNothingFails() {
        var diagnosis = Diagnosis.ask(folder.resolve("nothing").toString());
        assertThat(diagnosis.verdict()).startsWith("Nothing was compared").contains("./reprise");
        assertThat(diagnosis.deviations()).isEmpty();
    }

    @Test
    void whatACommandThatFailsPrintedIsInTheError() {
        assertThatThrownBy(() -> ask("echo 'no Python 3.10 was found' >&2; exit 3"))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining("doctor' failed")
                .hasMessageContaining("no Python 3.10 was found");
        assertThatThrownBy(() -> ask("echo nonsense")).isInstanceOf(UncheckedIOException.class);
    }
}
