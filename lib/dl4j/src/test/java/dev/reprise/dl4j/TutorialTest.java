package dev.reprise.dl4j;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reprise.experiment.Experiment;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class TutorialTest {
    private static final Experiment SEEDED =
            Experiment.named("tutorial").run(new Tutorial()).seed(42);

    @Test
    void tenRepetitionsDifferAndTheListRepeats() {
        double[] scores = SEEDED.repeat(10).values("mse");

        assertThat(Arrays.stream(scores).distinct()).hasSize(10);
        assertThat(SEEDED.repeat(10).values("mse")).containsExactly(scores);
    }

    @Test
    void unseededTrialsAreAllDifferent() {
        var unseeded = Experiment.named("tutorial").run(new Tutorial()).unseeded();

        assertThat(IntStream.range(0, 2)
                        .mapToObj(i -> unseeded.repeat(5).values("mse"))
                        .flatMapToDouble(Arrays::stream)
                        .distinct())
                .hasSize(10);
    }

    @Test
    @Tag("slow")
    void otherThreadsAndFreshJvmsGiveTheSameBits() {
        var here = SEEDED.repeat(4);

        assertThat(SEEDED.inThreads(3).repeat(4)).isEqualTo(here);
        assertThat(SEEDED.inJvms(2).repeat(4)).isEqualTo(here);
    }
}
