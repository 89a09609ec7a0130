package dev.reprise.agreement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import dev.reprise.statistics.SignificanceTest;
import dev.reprise.statistics.Summary;
import java.util.Arrays;
import java.util.function.IntBinaryOperator;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.apache.commons.statistics.inference.AlternativeHypothesis;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AgreementTest {
    private static final int[] LABELS = {0, 1, 1, 0, 1, 0, 0, 1, 1, 0};
    private static final Agreement THREE_RUNS = Agreement.of(LABELS, new int[][] {
        {0, 1, 1, 0, 1, 0, 0, 1, 0, 1}, {0, 1, 1, 0, 1, 0, 1, 0, 1, 0}, {0, 1, 0, 1, 1, 0, 0, 1, 1, 0}
    });

    private static int[] fill(int n, java.util.function.IntUnaryOperator label) {
        int[] labels = new int[n];
        Arrays.setAll(labels, label);
        return labels;
    }

    private static int[][] runs(int runs, int examples, IntBinaryOperator label) {
        int[][] predictions = new int[runs][];
        Arrays.setAll(predictions, r -> fill(examples, i -> label.applyAsInt(r, i)));
        return predictions;
    }

    /** Accuracy .8, prediction difference .4 and kappa .2 (scikit-learn's cohen_kappa_score) in every run and pair. */
    @Test
    void threeRunsOnTenExamples() {
        assertThat(THREE_RUNS.accuracies()).containsExactly(.8, .8, .8);
        assertThat(THREE_RUNS.meanAccuracy()).isEqualTo(.8);
        assertThat(THREE_RUNS.predictionDifferences()).containsExactly(.4, .4, .4);
        assertThat(THREE_RUNS.meanPredictionDifference()).isEqualTo(.4);
        assertThat(THREE_RUNS.effectiveTestAccuracy()).isEqualTo(.4);
        assertThat(THREE_RUNS.kappa(0, 1)).isCloseTo(.2, within(1e-12));
        assertThat(THREE_RUNS.meanKappa()).isCloseTo(.2, within(1e-12));
        assertThat(THREE_RUNS.toString())
                .contains("Agreement of 3 runs on 10 examples", "effective test accuracy", "Cohen's kappa");
    }

    /**
     * What the regulariser study published for networks of 20 layers that collapsed: five runs that predict one class
     * for everything. Ten classes of equal size, accuracy .1; k of five runs predict another class than the others.
     */
    @ParameterizedTest
    @CsvSource({"'0,1,2,3,4', -0.9", "'0,0,1,2,3', -0.8", "'0,0,1,1,2', -0.7", "'0,0,0,1,1', -0.5", "'7,7,7,7,7', 0.1"})
    void theCollapsedNetworksOfTheStudy(String classes, double published) {
        int[] predicted =
                Arrays.stream(classes.split(",")).mapToInt(Integer::parseInt).toArray();
        var agreement = Agreement.of(fill(1000, i -> i % 10), runs(5, 1000, (r, i) -> predicted[r]));
        assertThat(agreement.effectiveTestAccuracy()).isCloseTo(published, within(1e-15));
        assertThat(agreement.meanAccuracy()).isCloseTo(0.1, within(1e-15));
    }

    @Test
    void fiveDeadNetworksOnMnistAgreePerfectly() {
        // 1135 of the 10 000 test digits are ones.
        var agreement = Agreement.of(fill(10_000, i -> i < 1135 ? 1 : 0), runs(5, 10_000, (r, i) -> 1));
        assertThat(agreement.effectiveTestAccuracy()).isEqualTo(0.1135);
        assertThat(agreement.meanKappa()).isNaN();
        assertThat(agreement.interval(Agreement::meanKappa, 0.95).isKnown()).isFalse();
        assertThat(agreement.interval(Agreement::effectiveTestAccuracy, 0.95).width())
                .isZero();
    }

    /** The study's test of ten prediction differences against zero gives 2/2¹⁰ whatever the data are. */
    @Test
    void theStudysTestIsATautology() {
        double[] pairs = THREE_RUNS.predictionDifferences();
        assertThat(pairs).hasSize(3);
        var five = Agreement.of(fill(64, i -> 0), runs(5, 64, (r, i) -> i < 1 << r ? 1 : 0));
        assertThat(SignificanceTest.wilcoxon(five.predictionDifferences(), AlternativeHypothesis.TWO_SIDED)
                        .p())
                .isEqualTo(2 / 1024.0);
    }

    /** A number made of three runs of four examples by hand: pairs differ in 1, 2 and 3 examples. */
    @Test
    void pairsComeInOrder() {
        var agreement = Agreement.of(new int[] {0, 0, 0, 0}, new int[][] {{0, 0, 0, 0}, {1, 0, 0, 0}, {0, 1, 1, 0}});
        assertThat(agreement.predictionDifferences()).containsExactly(.25, .5, .75);
        assertThat(agreement.predictionDifference(2, 1)).isEqualTo(.75);
        assertThat(agreement.meanPredictionDifference()).isEqualTo(.5);
        assertThat(agreement.effectiveTestAccuracy()).isEqualTo(.75 - .5);
        assertThat(agreement.runs()).isEqualTo(3);
        assertThat(agreement.examples()).isEqualTo(4);
    }

    @Test
    void theIntervalOfTheMeanAccuracyIsStudentsOfTheRuns() {
        var agreement = Agreement.of(fill(100, i -> 0), runs(4, 100, (r, i) -> i < 10 + 3 * r * r ? 1 : 0));
        var jackknife = agreement.interval(Agreement::meanAccuracy, 0.9);
        var student = Summary.of(agreement.accuracies()).atLevel(0.9).meanInterval();
        assertThat(jackknife.low()).isCloseTo(student.low(), within(1e-12));
        assertThat(jackknife.high()).isCloseTo(student.high(), within(1e-12));
    }

    /** Ten pairs of five runs are not ten observations: the interval over runs is wider than Student's over pairs. */
    @Test
    void pairsAreNotTakenForIndependent() {
        var agreement = Agreement.of(fill(100, i -> 0), runs(5, 100, (r, i) -> i < r * r * 5 ? 1 : 0));
        var overRuns = agreement.interval(Agreement::meanPredictionDifference, 0.95);
        var overPairs = Summary.of(agreement.predictionDifferences()).meanInterval();
        assertThat(overRuns.width()).isGreaterThan(1.5 * overPairs.width());
    }

    @Test
    void twoRunsHaveNoInterval() {
        var two = Agreement.of(new int[] {0, 1}, new int[][] {{0, 1}, {0, 0}});
        assertThat(two.interval(Agreement::effectiveTestAccuracy, 0.95).isKnown())
                .isFalse();
        assertThat(two.toString()).contains("[unknown]");
    }

    @Test
    void everyClassApart() {
        var classes = THREE_RUNS.perClass();
        assertThat(classes.keySet()).containsExactly(0, 1);
        // Class 0 is at 0, 3, 5, 6, 9: the runs are right on 4, 4 and 4 of the five.
        assertThat(classes.get(0).accuracies()).containsExactly(.8, .8, .8);
        assertThat(classes.get(0).examples()).isEqualTo(5);
        var table = THREE_RUNS.perClassTable();
        assertThat(table.columnNames())
                .containsExactly("class", "examples", "accuracy", "prediction difference", "effective test accuracy");
        assertThat(table.doubleColumn("effective test accuracy").get(1))
                .isEqualTo(classes.get(1).effectiveTestAccuracy());
    }

    @Test
    void badInputIsNamed() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Agreement.of(new int[0], new int[2][0]))
                .withMessageContaining("at least one example");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Agreement.of(LABELS, new int[][] {LABELS}))
                .withMessageContaining("at least 2 runs, not of 1");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Agreement.of(LABELS, new int[][] {LABELS, {1, 2}}))
                .withMessageContaining("run 1 has 2 predictions for 10 examples");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> THREE_RUNS.interval(Agreement::meanAccuracy, 95))
                .withMessageContaining("confidence level");
        int[][] callers = {LABELS.clone(), LABELS.clone()};
        var agreement = Agreement.of(LABELS, callers);
        callers[0][0] = 99;
        assertThat(agreement.meanAccuracy()).isEqualTo(1);
    }

    @Property(tries = 300)
    void theBoundsOfEffectiveTestAccuracy(
            @ForAll long seed,
            @ForAll @IntRange(min = 2, max = 6) int runs,
            @ForAll @IntRange(min = 1, max = 40) int examples,
            @ForAll @IntRange(min = 1, max = 5) int classes) {
        var random = new java.util.SplittableRandom(seed);
        int[] truth = fill(examples, i -> random.nextInt(classes));
        // From always right to always guessing.
        double skill = random.nextDouble();
        int[][] predictions =
                runs(runs, examples, (r, i) -> random.nextDouble() < skill ? truth[i] : random.nextInt(classes));
        var agreement = Agreement.of(truth, predictions);
        double accuracy = agreement.meanAccuracy();
        double difference = agreement.meanPredictionDifference();
        double effective = agreement.effectiveTestAccuracy();
        assertThat(effective).isCloseTo(accuracy - difference, within(1e-12));
        assertThat(effective).isBetween(-1.0, 1.0).isLessThanOrEqualTo(accuracy + 1e-12);
        assertThat(effective).isGreaterThanOrEqualTo(3 * accuracy - 2 - 1e-12);
        for (int r = 0; r < runs; r++) {
            for (int s = 0; s < runs; s++) {
                double pd = agreement.predictionDifference(r, s);
                double[] acc = agreement.accuracies();
                assertThat(pd).isEqualTo(agreement.predictionDifference(s, r));
                assertThat(pd).isGreaterThanOrEqualTo(Math.abs(acc[r] - acc[s]) - 1e-12);
                assertThat(pd).isLessThanOrEqualTo(2 - acc[r] - acc[s] + 1e-12);
            }
        }
        int[][] reversed = new int[runs][];
        Arrays.setAll(reversed, r -> predictions[runs - 1 - r]);
        assertThat(Agreement.of(truth, reversed).effectiveTestAccuracy()).isEqualTo(effective);
    }
}
