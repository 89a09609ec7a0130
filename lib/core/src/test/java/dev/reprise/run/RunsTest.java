package dev.reprise.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.reprise.environment.EnvironmentCard;
import dev.reprise.environment.EnvironmentCard.Fact;
import dev.reprise.experiment.Settings;
import dev.reprise.seeds.Seeds;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunsTest {
    @TempDir
    Path folder;

    private RunRecord run(double rate, double loss, String processor) throws Exception {
        return Run.record("xor", folder, run -> {
            run.environment(new EnvironmentCard(
                    Instant.EPOCH,
                    List.of(new Fact("processor", "model", processor), new Fact("system", "host", "h" + loss))));
            run.setting("rate", rate).setting("optimiser", "adam").seeds(Seeds.of(42));
            run.metric("loss", 0, 1).metric("loss", 9, loss);
            run.artifact("loss.txt", Double.toString(loss));
        });
    }

    @Test
    void runsAreListedAndFiltered() throws Exception {
        run(0.1, 0.25, "A");
        run(0.2, 0.5, "A");
        Run.start("other", folder).fail(new IllegalStateException("no"));
        var runs = Runs.in(folder);
        assertThat(runs.size()).isEqualTo(3);
        assertThat(runs.named("xor").completed().size()).isEqualTo(2);
        assertThat(runs.where("rate", 0.2f).latest().last("loss")).isEqualTo(0.5);
        assertThat(runs.where(run -> !run.error().isEmpty()).latest().name()).isEqualTo("other");
        assertThat(runs.get(runs.all().get(1).id())).isSameAs(runs.all().get(1));
        assertThat(runs.table().columnNames())
                .containsExactly(
                        "run",
                        "name",
                        "status",
                        "started",
                        "seconds",
                        "rate",
                        "optimiser",
                        "seeds",
                        "loss",
                        "environment");
        assertThat(runs.named("xor").table().doubleColumn("rate").asDoubleArray())
                .containsExactly(0.1, 0.2);
        assertThat(runs.toString()).contains("3 runs", "failed", "rate=0.1, optimiser=adam");
        assertThatThrownBy(() -> runs.get("2")).hasMessageContaining("3 runs have an id that begins with '2'");
        assertThatThrownBy(() -> runs.get("x")).hasMessageContaining("0 runs");
        assertThatThrownBy(() -> runs.named("none").latest()).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> Runs.in(folder.resolve("none"))).isInstanceOf(RunException.class);
    }

    @Test
    void aDamagedRunDoesNotHideTheOthers() throws Exception {
        var run = run(0.1, 0.25, "A");
        run(0.2, 0.25, "A");
        Path file = run.folder().resolve("run.jsonl");
        Files.writeString(file, Files.readString(file).replace("0.25", "0.24"));
        Files.createFile(Files.createDirectory(folder.resolve("killed-at-once")).resolve("run.jsonl"));
        var runs = Runs.in(folder);
        assertThat(runs.size()).isEqualTo(1);
        assertThat(runs.damaged())
                .hasSize(2)
                .anyMatch(message -> message.contains(file + ", line") && message.contains("is damaged"))
                .anyMatch(message -> message.contains("killed before anything was written"));
        assertThat(runs.toString()).startsWith("1 run, 2 cannot be read");
    }

    @Test
    void aSweepHasABestPointWithItsSpread() throws Exception {
        for (double noise : new double[] {0, 0.01, 0.02}) {
            run(0.1, 0.25 + noise, "A");
            run(0.2, 0.5 + noise, "A");
        }
        run(0.2, Double.NaN, "A");
        run(0.3, 0.125, "A");
        run(0.4, Double.POSITIVE_INFINITY, "A");
        var sweep = Runs.in(folder).sweep("loss");
        assertThat(sweep.points()).hasSize(4);
        assertThat(sweep.lowest().settings()).isEqualTo(Settings.of("rate", 0.3).and("optimiser", "adam"));
        assertThat(sweep.lowest().inWords())
                .isEqualTo("rate=0.3, optimiser=adam: mean 0.125 of a single run, whose spread is unknown");
        assertThat(sweep.highest().inWords())
                .isEqualTo("rate=0.2, optimiser=adam: mean 0.51, standard deviation 0.01 over 3 runs;"
                        + " 1 more gave no finite value");
        assertThat(sweep.points().get(3).inWords()).endsWith("no run gave a finite value");
        assertThat(sweep.toString()).contains("loss by setting", "0.51");
        assertThatThrownBy(() -> Runs.in(folder).sweep("none")).hasMessage("no run has a metric 'none'");
        assertThatThrownBy(
                        () -> Runs.in(folder).where("rate", 0.4).sweep("loss").lowest())
                .isInstanceOf(IllegalStateException.class);
    }

    @Test
    void twoRunsAreCompared() throws Exception {
        var one = run(0.1, 0.25, "A");
        var same = run(0.1, 0.25, "A");
        assertThat(one.to(same).inWords()).isEqualTo("the same outcome, bit by bit");
        assertThat(one.to(same).sameOutcome()).isTrue();
        var other = run(0.2, Math.nextUp(0.25), "B");
        var difference = one.to(other);
        assertThat(difference.inputs())
                .containsExactly(
                        new RunDifference.Change("setting rate", "0.1", "0.2", ""),
                        new RunDifference.Change("processor: model", "A", "B", "can change the last bits"));
        assertThat(difference.outputs().get(0))
                .isEqualTo(new RunDifference.Change(
                        "metric loss from step 9 on", "0.25", "0.25000000000000006", "1 ulp at that step"));
        assertThat(difference.outputs().get(1).what()).isEqualTo("artifact loss.txt");
        assertThat(difference.inWords())
                .isEqualTo("2 differences of what came out, after 2 differences of what went in");
        assertThat(difference.toString()).contains("setting rate");
        assertThat(one.to(run(0.1, 0.5, "A")).inWords())
                .isEqualTo("2 differences of what came out, though nothing that went in differs");
    }

    @Test
    void aRunThatWasShorterDiffers() throws Exception {
        var longer = run(0.1, 0.25, "A");
        var shorter = Run.record("xor", folder, run -> run.metric("loss", 0, 1));
        assertThat(longer.to(shorter).outputs().get(0).what()).isEqualTo("metric loss from step 9 on");
        assertThat(shorter.to(longer).outputs().get(0).what()).isEqualTo("metric loss from step 9 on");
    }

    @Test
    void cardsOfFilesAndTables() throws IOException {
        Path file = Files.writeString(folder.resolve("d.csv"), "a,b\n1,x\n2,y\n");
        assertThat(DataCard.ofFile(file).rows()).isEmpty();
        assertThat(DataCard.ofFile(file).name()).isEqualTo("d.csv");
        var table = tech.tablesaw.api.Table.read().csv(file.toFile());
        var card = DataCard.of("d", table);
        assertThat(card.schema()).containsEntry("a", "INTEGER").containsEntry("b", "STRING");
        assertThat(card.rows()).hasValue(2);
        var moons = dev.reprise.data.Datasets.iris();
        assertThat(DataCard.of(moons).rows()).hasValue(150);
        var split = dev.reprise.seeds.Split.holdOut(150, 0.2, Seeds.of(1).stream("split"));
        assertThat(DataCard.of(moons).split(split).splits().get("test").rows()).isEqualTo(30);
    }
}
