package dev.reprise.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** Oracles: the tests of rliable, the library of Agarwal et al. 2021. */
class TaskScoresTest {
    private static final TaskScores X = TaskScores.of(new double[][] {{1, 2}, {2, 2}, {1, 1}, {2, 1}});
    private static final TaskScores Y = TaskScores.of(new double[][] {{1, 1}, {2, 2}, {3, 3}});

    @Test
    void aggregates() {
        assertThat(X.mean()).isEqualTo(1.5);
        assertThat(X.median()).isEqualTo(1.5);
        assertThat(X.iqm()).isEqualTo(1.5);
        assertThat(Y.mean()).isEqualTo(2);
        assertThat(Y.median()).isEqualTo(2);
        assertThat(Y.iqm()).isEqualTo(2);
        assertThat(X.toString()).contains("Scores of 4 runs on 2 tasks", "interquartile mean");
    }

    @Test
    void probabilityOfImprovement() {
        assertThat(X.probabilityOfImprovement(Y)).isCloseTo(1 / 3.0, within(1e-15));
        assertThat(Y.probabilityOfImprovement(X)).isCloseTo(2 / 3.0, within(1e-15));
        assertThat(X.probabilityOfImprovement(X)).isEqualTo(0.5);
        assertThat(X.improvementInterval(Y, 0.95, 1).contains(1 / 3.0)).isTrue();
    }

    @Test
    void whatIsBeyondTheTargetDoesNotMakeUpForWhatIsMissing() {
        var scores = TaskScores.of(new double[][] {{0.5, 10}});
        assertThat(scores.optimalityGap(1)).isEqualTo(0.25);
        assertThat(Y.optimalityGap(1)).isZero();
        assertThat(Y.optimalityGap(3)).isEqualTo(1);
    }

    @Test
    void theProfileIsTheShareOfRunsAboveEachThreshold() {
        assertThat(Y.profile(0, 1, 2, 3)).containsExactly(new double[] {1, 2 / 3.0, 1 / 3.0, 0}, within(1e-15));
        assertThat(Y.profile()).isEmpty();
    }

    @Test
    void intervalsResampleTheRunsOfEachTaskAndKeepTheTasks() {
        double[][] runs = new double[10][2];
        for (int run = 0; run < runs.length; run++) {
            runs[run] = new double[] {run, 1000};
        }
        var scores = TaskScores.of(runs);
        var interval = scores.interval(TaskScores::mean, 0.95, 3);
        // Half of the percentile interval of the first task's mean; the second task never varies and is never lost.
        assertThat(interval.low()).isCloseTo(500 + 2.75 / 2, within(0.05));
        assertThat(interval.high()).isCloseTo(500 + 6.25 / 2, within(0.05));
        assertThat(Threads.inPools(() -> scores.interval(TaskScores::iqm, 0.95, 3)))
                .containsOnly(scores.interval(TaskScores::iqm, 0.95, 3));
    }

    @Test
    void theOrderOfTheRunsDoesNotMatter() {
        double[][] runs = {{1, 2}, {2, 2.5}, {1.5, 1}, {2, 1}};
        double[][] reversed = {runs[3], runs[2], runs[1], runs[0]};
        assertThat(TaskScores.of(reversed).iqm()).isEqualTo(TaskScores.of(runs).iqm());
        assertThat(TaskScores.of(reversed).probabilityOfImprovement(Y))
                .isEqualTo(TaskScores.of(runs).probabilityOfImprovement(Y));
    }

    @Test
    void badInputIsNamed() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> TaskScores.of(new double[0][]))
                .withMessageContaining("the table of scores has 0 rows");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> TaskScores.of(new double[][] {{1, 2}, {1}}))
                .withMessageContaining("rows of 2 and of 1 values");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> X.probabilityOfImprovement(TaskScores.of(new double[][] {{1}})))
                .withMessageContaining("the same tasks, not on 2 and 1");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> TaskScores.of(new double[][] {{1, 2}}).interval(TaskScores::iqm, 0.95, 1))
                .withMessageContaining("at least 2 are needed");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> X.optimalityGap(Double.NaN))
                .withMessageContaining("the target is a finite number, not NaN");
        double[][] caller = {{1, 2}, {3, 4}};
        var scores = TaskScores.of(caller);
        Arrays.fill(caller[0], 99);
        assertThat(scores.mean()).isEqualTo(2.5);
    }
}
