package dev.reprise.dl4j;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reprise.experiment.Experiment;
import java.util.Arrays;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class TutorialTest {
    private static final Experiment SEEDED =
            Experiment.named("tutorial").run(new Tutorial()).seed(42);

    @Test
    void repetitionsDifferAndTheListRepeats() {
        double[] scores = SEEDED.repeat(4).values("mse");

        assertThat(Arrays.stream(scores).distinct()).hasSize(4);
        assertThat(SEEDED.repeat(4).values("mse")).containsExactly(scores);
    }

    @Test
    void unseededTrialsAreAllDifferent() {
        var unseeded = Experiment.named("tutorial").run(new Tutorial()).unseeded();

        assertThat(Arrays.stream(unseeded.repeat(4).values("mse")).distinct()).hasSize(4);
    }

    @Test
    @Tag("slow")
    void otherThreadsAndFreshJvmsGiveTheSameBits() {
        var here = SEEDED.repeat(2);

        assertThat(SEEDED.inThreads(2).repeat(2)).isEqualTo(here);
        assertThat(SEEDED.inJvms(2).repeat(2)).isEqualTo(here);
    }
}
