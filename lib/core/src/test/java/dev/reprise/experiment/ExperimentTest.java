package dev.reprise.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.reprise.seeds.Seeds;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExperimentTest {
    private static final Experiment NOISE = Experiment.named("noise")
            .run((seeds, settings) -> Result.of("init", seeds.stream("init").nextDouble())
                    .and("shuffle", seeds.stream("shuffle", 1).nextDouble()))
            .seed(42);

    @TempDir
    Path folder;

    @Test
    void trialsTakeTheirSeedsFromTheMasterSeedAndTheirNumber() {
        var trials = NOISE.repeat(30);
        assertThat(trials.size()).isEqualTo(30);
        assertThat(trials.values("init")[7])
                .isEqualTo(Seeds.of(42).child("trial", 7).stream("init").nextDouble());
        assertThat(trials.values("init")).doesNotHaveDuplicates();
        assertThat(NOISE.repeat(30)).isEqualTo(trials);
        assertThat(NOISE.seed(43).repeat(30)).isNotEqualTo(trials);
        assertThat(NOISE.repeat(50).all().subList(0, 30)).isEqualTo(trials.all());
    }

    @Test
    void threadsGiveTheSameBitsAsOneThread() {
        assertThat(NOISE.inThreads(4).repeat(30)).isEqualTo(NOISE.repeat(30));
    }

    @Test
    void unseededTrialsDifferAndCanBeRepeatedFromTheirRecords() {
        var trials = NOISE.unseeded().repeat(10);
        assertThat(trials).isNotEqualTo(NOISE.unseeded().repeat(10));
        assertThat(trials.values("init")).doesNotHaveDuplicates();
        var third = trials.all().get(3);
        assertThat(Seeds.of(third.seed()).child("trial", 3).stream("init").nextDouble())
                .isEqualTo(third.result().value("init"));
    }

    @Test
    void oneSourceVariesWhileTheOthersStandStill() {
        var trials = NOISE.vary("init").repeat(10);
        assertThat(trials.values("init"))
                .doesNotHaveDuplicates()
                .isEqualTo(NOISE.repeat(10).values("init"));
        assertThat(trials.values("shuffle")).containsOnly(NOISE.repeat(1).values("shuffle"));
    }

    @Test
    void crossedSourcesTakeEveryCombination() {
        var trials = NOISE.cross("init", 3).cross("shuffle", 4).repeat(1);
        assertThat(trials.size()).isEqualTo(12);
        assertThat(trials.values("init")).hasSize(12);
        assertThat(java.util.Arrays.stream(trials.values("init")).distinct()).hasSize(3);
        assertThat(java.util.Arrays.stream(trials.values("shuffle")).distinct()).hasSize(4);
        assertThat(trials.table().columnNames()).contains("init level", "shuffle level");
    }

    @Test
    void aSweepMeetsTheSameLuckAtEveryPoint() {
        var trials = Experiment.named("sweep")
                .run((seeds, settings) -> Result.of(
                        "loss",
                        settings.getDouble("lr") * settings.getInt("scale")
                                + seeds.stream("x").nextDouble()))
                .settings(Settings.of("scale", 100))
                .seed(1)
                .sweep(Grid.of("lr", 0.0, 1.0).and("hidden", 10, 20))
                .repeat(5);
        assertThat(trials.size()).isEqualTo(20);
        double[] low = trials.where("lr", 0.0).where("hidden", 10).values("loss");
        double[] high = trials.where("lr", 1.0).where("hidden", 20).values("loss");
        assertThat(low).hasSize(5);
        for (int i = 0; i < 5; i++) {
            assertThat(high[i] - low[i]).isCloseTo(100, org.assertj.core.data.Offset.offset(1e-9));
        }
        assertThat(trials.bySettings()).hasSize(4);
        assertThat(trials.summary().rowCount()).isEqualTo(4);
        assertThat(trials.summary().stringColumn("sample").get(0)).isEqualTo("scale=100, lr=0.0, hidden=10: loss");
        assertThat(trials.table().columnNames())
                .containsExactly("scale", "lr", "hidden", "repeat", "seed", "loss", "outcome");
    }

    @Test
    void aFailingTrialIsRecordedAndTheOthersGoOn() {
        var experiment = Experiment.named("sometimes")
                .run((seeds, settings) -> {
                    double x = seeds.stream("x").nextDouble();
                    if (x < 0.3) {
                        throw new IllegalStateException("diverged at " + x);
                    }
                    return x < 0.5 ? null : Result.of("x", x);
                })
                .seed(1);
        var trials = experiment.repeat(30);
        assertThat(experiment.inThreads(3).repeat(30)).isEqualTo(trials);
        assertThat(trials.failed().size()).isBetween(5, 25);
        assertThat(trials.values("x")).hasSize(30 - trials.failed().size());
        var messages = trials.failed().all().stream().map(t -> t.outcome().toString());
        assertThat(messages)
                .allMatch(m -> m.startsWith("failed: java.lang.IllegalStateException: diverged at 0.")
                        || m.equals("failed: the trial returned null"));
        assertThat(trials.toString())
                .contains("sometimes: 30 trials, " + trials.failed().size() + " without a result");
        assertThat(trials.table().doubleColumn("x").countMissing())
                .isEqualTo(trials.failed().size());
        assertThatThrownBy(() -> trials.failed().all().get(0).result())
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("has no result");
        assertThatThrownBy(() -> trials.failed().summary())
                .hasMessageContaining("no trial of 'sometimes' was completed");
    }

    @Test
    void errorsOfATrialAreRecordedToo() {
        var experiment = Experiment.named("deep")
                .run((seeds, settings) -> Result.of("x", endless(0)))
                .seed(1);
        var expected = new Outcome.Failed("java.lang.StackOverflowError");
        assertThat(experiment.repeat(1).all().get(0).outcome()).isEqualTo(expected);
        assertThat(experiment.inThreads(1).repeat(1).all().get(0).outcome()).isEqualTo(expected);
    }

    private static int endless(int x) {
        return endless(x + 1) + 1;
    }

    @Test
    void aHangingTrialIsLeftBehindAndRecorded() {
        var never = new CountDownLatch(1);
        var trials = Experiment.named("hangs")
                .run((seeds, settings) -> {
                    if (settings.getBoolean("hang")) {
                        never.await();
                    }
                    return Result.of("x", 1);
                })
                .seed(1)
                .timeLimit(Duration.ofMillis(200))
                .sweep(Grid.of("hang", true, false))
                .repeat(1);
        assertThat(trials.all().get(0).outcome()).isEqualTo(new Outcome.TimedOut(Duration.ofMillis(200)));
        assertThat(trials.all().get(0).origin().detail()).contains("CountDownLatch.await");
        assertThat(trials.all().get(1).isCompleted()).isTrue();
    }

    @Test
    void aSecondStartGoesOnWhereTheFirstStopped() {
        var calls = new AtomicInteger();
        var experiment = Experiment.named("Counted, äöü!")
                .run((seeds, settings) -> {
                    calls.incrementAndGet();
                    return Result.of("x", seeds.stream("x").nextGaussian());
                })
                .seed(5)
                .keepIn(folder);
        var ten = experiment.repeat(10);
        assertThat(calls).hasValue(10);
        var thirty = experiment.repeat(30);
        assertThat(calls).hasValue(30);
        assertThat(thirty.all().subList(0, 10)).isEqualTo(ten.all());
        assertThat(experiment.repeat(30)).isEqualTo(thirty);
        assertThat(calls).hasValue(30);
        assertThat(Trials.read(experiment.file())).isEqualTo(thirty);
        assertThat(experiment.file().getFileName().toString())
                .startsWith("counted-äöü-")
                .endsWith(".jsonl");
        experiment.version("2").repeat(1);
        experiment.seed(6).repeat(1);
        experiment.settings(Settings.of("a", 1)).repeat(1);
        assertThat(calls).hasValue(33);
    }

    @Test
    void failuresAreRunAgainOnlyWhenAskedFor() {
        var calls = new AtomicInteger();
        var experiment = Experiment.named("first fails")
                .run((seeds, settings) -> {
                    if (calls.getAndIncrement() == 0) {
                        throw new IllegalStateException("no device");
                    }
                    return Result.of("x", 1);
                })
                .seed(5)
                .keepIn(folder);
        assertThat(experiment.repeat(2).failed().size()).isEqualTo(1);
        assertThat(experiment.repeat(2).failed().size()).isEqualTo(1);
        assertThat(calls).hasValue(2);
        assertThat(experiment.retryFailures().repeat(2).failed().size()).isZero();
        assertThat(calls).hasValue(3);
        assertThat(Trials.read(experiment.file()).failed().size()).isZero();
    }

    @Test
    void anInterruptStopsTheExperimentAndKeepsWhatHadEnded() {
        var experiment = NOISE.run((seeds, settings) -> {
                    double x = seeds.stream("x").nextDouble();
                    if (seeds.toString().endsWith("[3]")) {
                        Thread.currentThread().interrupt();
                    }
                    return Result.of("x", x);
                })
                .keepIn(folder);
        try {
            assertThatThrownBy(() -> experiment.repeat(10))
                    .isInstanceOf(CancellationException.class)
                    .hasMessageContaining("start it again to go on: 4 trials are in ");
        } finally {
            assertThat(Thread.interrupted()).isTrue();
        }
        assertThat(Trials.read(experiment.file()).size()).isEqualTo(4);
    }

    @Test
    void anIncompleteExperimentSaysWhatIsMissing() {
        assertThatThrownBy(() -> Experiment.named("x").seed(1).repeat(1))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("call run(trial)");
        var noSeed = Experiment.named("x").run((seeds, settings) -> Result.of("x", 1));
        assertThatThrownBy(() -> noSeed.repeat(1)).hasMessageContaining("call seed(42)");
        assertThatThrownBy(() -> noSeed.keepIn(folder).file()).hasMessageContaining("call seed(42)");
        assertThatThrownBy(() -> noSeed.unseeded().vary("init").repeat(1))
                .hasMessageContaining("no source of randomness");
        assertThatThrownBy(() -> noSeed.seed(1).vary("a").cross("a", 2).repeat(1))
                .hasMessageContaining("at once");
        assertThatThrownBy(() -> NOISE.repeat(0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> NOISE.inThreads(0)).hasMessage("an experiment cannot run in 0 threads");
        assertThatThrownBy(() -> NOISE.cross("init", 1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> NOISE.timeLimit(Duration.ZERO)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Experiment.named(" ")).hasMessage("an experiment needs a name");
        assertThatThrownBy(() -> NOISE.repeat(2).values("loss")).hasMessageContaining("no number 'loss'; it has init");
    }
}
