package dev.reprise.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import dev.reprise.notebook.MimeBundle;
import dev.reprise.statistics.Verdict.Conclusion;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class CompareTest {
    private static final double[] SGD = {.912, .908, .915, .911, .909, .913, .910, .914};
    private static final double[] ADAM = {.921, .918, .925, .919, .924, .917, .922, .920};
    /** Losses over four orders of magnitude. */
    private static final double[] TINY = {2e-7, 3e-6, 1e-5, 4e-8, 6e-6, 2e-5, 8e-7};

    private static final double[] SMALL = {3e-3, 5e-2, 2e-3, 0.11, 4e-2, 7e-3, 9e-2};

    private static double[] scaled(double[] values, double factor) {
        return Arrays.stream(values).map(v -> v * factor).toArray();
    }

    @Test
    void aDifferenceIsSaidWithDirectionSizeIntervalTestAndRuns() {
        var verdict =
                Compare.of(SGD, ADAM).named("SGD", "Adam").higherIsBetter().verdict();
        assertThat(verdict.conclusion()).isEqualTo(Conclusion.DIFFERENT);
        // SciPy 1.17.1: ttest_ind(ADAM, SGD, equal_var=False), its confidence_interval()
        assertThat(verdict.test().orElseThrow().p()).isCloseTo(6.819395445154661e-06, within(1e-12));
        assertThat(verdict.interval().low()).isCloseTo(0.006414862523065702, within(1e-12));
        assertThat(verdict.interval().high()).isCloseTo(0.012085137476934259, within(1e-12));
        assertThat(verdict.toString()).isEqualTo("""
                        Adam is better than SGD: larger by 0.00925, 95% [0.006415, 0.01209].
                        Welch's t-test: statistic 7.01, 13.74 degrees of freedom, p = 6.819e-06.
                        Means are compared; Welch's t does not need equal variances or equal numbers of runs.
                        The effect is large, Hedges' g = 3.314; a run of Adam gives the larger number with probability 1.
                        8 runs of each are enough for this conclusion. So many find a difference of 1.507 standard deviations four times in five.""");
    }

    /** The interval of R's t.test of these samples, printed to eight digits. */
    @Test
    void theIntervalOfMeansIsWelchs() {
        var interval = Compare.of(SignificanceTestTest.R_SECOND, SignificanceTestTest.R_FIRST)
                .verdict()
                .interval();
        assertThat(interval.low()).isCloseTo(-1.71203895, within(1e-8));
        assertThat(interval.high()).isCloseTo(12.25749350, within(1e-8));
    }

    @Test
    void losses() {
        var verdict = Compare.of(scaled(ADAM, -1), scaled(SGD, -1))
                .named("Adam", "SGD")
                .lowerIsBetter()
                .verdict();
        assertThat(verdict.words()).startsWith("SGD is worse than Adam: larger by 0.009");
        assertThat(Compare.of(ADAM, SGD).lowerIsBetter().verdict().words())
                .startsWith("The candidate is better than the baseline: smaller by 0.009");
        assertThat(Compare.of(ADAM, SGD).verdict().words()).startsWith("The candidate is smaller than the baseline by");
    }

    @Test
    void pairsCancelWhatTheyShare() {
        // Each pair shares a seed that moves both by far more than they differ.
        double[] before = {10, 20, 30, 40, 50, 60};
        double[] after = {11.1, 20.9, 31.2, 40.8, 51, 61.1};
        assertThat(Compare.of(before, after).verdict().conclusion()).isEqualTo(Conclusion.UNDECIDED);
        var verdict = Compare.ofPairs(before, after).verdict();
        assertThat(verdict.conclusion()).isEqualTo(Conclusion.DIFFERENT);
        assertThat(verdict.test().orElseThrow()).isEqualTo(SignificanceTest.pairedT(after, before));
        assertThat(verdict.runs()).isEqualTo(6);
        assertThat(verdict.probability()).isEqualTo(1);
        assertThat(verdict.outlook()).startsWith("6 pairs are enough for this conclusion.");
    }

    @Test
    void undecidedSaysHowManyRunsAreStillNeeded() {
        double[] a = {1, 2, 3, 4, 5, 6, 7};
        double[] b = {2, 3, 4, 5, 6, 7, 8};
        var verdict = Compare.of(a, b).verdict();
        assertThat(verdict.conclusion()).isEqualTo(Conclusion.UNDECIDED);
        int needed = (int) Math.ceil(Power.independent().runs(EffectSize.hedgesG(b, a)));
        assertThat(verdict.runsNeeded()).hasValue(needed);
        assertThat(verdict.runsStillNeeded()).hasValue(needed - 7);
        assertThat(verdict.words())
                .isEqualTo(
                        "Undecided: the runs show neither that the candidate and the baseline differ nor that they do"
                                + " not. The difference is 1, 95% [-1.516, 3.516].");
        assertThat(verdict.outlook())
                .startsWith("7 runs of each are not enough: about " + needed
                        + " of each would find a difference as large as the one observed, if there is one, four times in"
                        + " five.");
    }

    @Test
    void noNumberOfRunsFindsNoDifference() {
        double[] runs = {1, 2, 3, 4, 5};
        double[] same = {5, 4, 3, 2, 1};
        var verdict = Compare.of(runs, same).verdict();
        assertThat(verdict.conclusion()).isEqualTo(Conclusion.UNDECIDED);
        assertThat(verdict.runsNeeded()).isEmpty();
        assertThat(verdict.runsStillNeeded()).isEmpty();
        assertThat(verdict.outlook()).startsWith("No practicable number of runs would find a difference as large");
    }

    @Test
    void equivalenceIsOnlyConcludedWithinAMarginNamedBefore() {
        double[] again = {.911, .909, .914, .912, .908, .913, .911, .913};
        assertThat(Compare.of(SGD, again).verdict().conclusion()).isEqualTo(Conclusion.UNDECIDED);
        var verdict = Compare.of(SGD, again)
                .named("the paper", "the rerun")
                .equivalentWithin(0.005)
                .verdict();
        assertThat(verdict.conclusion()).isEqualTo(Conclusion.EQUIVALENT);
        assertThat(verdict.words())
                .startsWith("The rerun is equivalent to the paper within ± 0.005: the difference is -0.000125, 90% [")
                .endsWith("(two one-sided tests).");
        // What is called equivalent has its whole interval within the margin.
        assertThat(verdict.interval().level()).isCloseTo(0.9, within(1e-12));
        assertThat(verdict.interval().high()).isLessThan(0.005);
        var strict = Compare.of(SGD, again).equivalentWithin(0.0005).verdict();
        assertThat(strict.conclusion()).isEqualTo(Conclusion.UNDECIDED);
        assertThat(strict.outlook()).contains("would find a difference as large as the margin");
    }

    @Test
    void aDifferenceThatDoesNotMatterIsStillSaid() {
        var verdict = Compare.of(SGD, ADAM).equivalentWithin(0.05).verdict();
        assertThat(verdict.conclusion()).isEqualTo(Conclusion.EQUIVALENT);
        assertThat(verdict.words()).endsWith("There is a difference, but one that does not matter.");
        var paired = Compare.ofPairs(SGD, ADAM).equivalentWithin(0.05).verdict();
        assertThat(paired.conclusion()).isEqualTo(Conclusion.EQUIVALENT);
    }

    @Test
    void valuesOverOrdersOfMagnitudeAreComparedByRank() {
        var verdict = Compare.of(SMALL, TINY).lowerIsBetter().verdict();
        assertThat(verdict.conclusion()).isEqualTo(Conclusion.DIFFERENT);
        assertThat(verdict.test().orElseThrow()).isEqualTo(SignificanceTest.mannWhitney(TINY, SMALL));
        assertThat(verdict.reason())
                .isEqualTo("Ranks are compared, because values spread over more than two orders of magnitude, where a"
                        + " few of them decide the mean.");
        assertThat(verdict.interval())
                .isEqualTo(Shift.independent(TINY, SMALL, 0.95).interval());
        assertThat(verdict.toString())
                .contains(
                        "The effect is large, Cliff's delta = -1; a run of the candidate gives the smaller number with"
                                + " probability 1.");
        var paired = Compare.ofPairs(SMALL, TINY).verdict();
        assertThat(paired.test().orElseThrow()).isEqualTo(SignificanceTest.wilcoxon(TINY, SMALL));
        var withMargin =
                Compare.of(TINY, scaled(TINY, 1.5)).equivalentWithin(0.1).verdict();
        assertThat(withMargin.conclusion()).isEqualTo(Conclusion.UNDECIDED);
        assertThat(withMargin.outlook())
                .doesNotContain("margin")
                .endsWith("Equivalence is a question about means, and was not tested.");
        assertThat(withMargin.runsNeeded().orElseThrow()).isGreaterThan(7);
    }

    @Test
    void pairsOfLossesThatAreUndecidedNameTheRunsByNoether() {
        double[] mixed = {3e-3, 5e-8, 2e-3, 0.11, 4e-9, 7e-3, 9e-9};
        var verdict = Compare.ofPairs(TINY, mixed).verdict();
        assertThat(verdict.conclusion()).isEqualTo(Conclusion.UNDECIDED);
        // Of the 21 averages of two differences p are positive: (1.96 + 0.8416)² / (3 (p/21 - 1/2)²).
        double[] d = Sample.differences(mixed, TINY);
        int positive = 0;
        for (int i = 0; i < d.length; i++) {
            for (int j = 0; j < i; j++) {
                positive += d[i] + d[j] > 0 ? 1 : 0;
            }
        }
        double expected = 7.8489 / (3 * Math.pow(positive / 21.0 - 0.5, 2));
        assertThat(verdict.runsNeeded()).hasValue(Math.max(8, (int) Math.ceil(expected)));
    }

    @Test
    void fewRunsGetNoConclusionHoweverFarApart() {
        double[] a = {1, 1.01, 0.99, 1};
        double[] b = {9, 9.01, 8.99, 9};
        var verdict = Compare.of(a, b).verdict();
        assertThat(verdict.conclusion()).isEqualTo(Conclusion.TOO_FEW_RUNS);
        assertThat(verdict.test()).isEmpty();
        assertThat(verdict.effect()).isEmpty();
        assertThat(verdict.interval().isKnown()).isFalse();
        assertThat(verdict.difference()).isCloseTo(8, within(1e-12));
        assertThat(verdict.runsNeeded()).hasValue(26);
        assertThat(verdict.runsStillNeeded()).hasValue(22);
        assertThat(verdict.toString()).isEqualTo("""
                        No conclusion about the baseline and the candidate: 4 runs of each are too few.
                        No test: with fewer than 5 of each, even a difference of two standard deviations is mostly missed.
                        A run of the candidate gives the larger number with probability 1.
                        Plan for 26 runs of each, which find a large difference (0.8 standard deviations) four times in five.""");
        assertThat(Compare.of(new double[] {1}, new double[] {1}).verdict().words())
                .endsWith("1 run of each is too few.");
        assertThat(Compare.ofPairs(a, b).verdict().words()).endsWith("4 pairs are too few.");
        assertThat(Compare.of(new double[] {1, 2, 3}, SGD).verdict().words())
                .endsWith("3 runs of the baseline and 8 of the candidate are too few.");
    }

    @Test
    void fivePairsCannotDecideByRank() {
        var verdict =
                Compare.ofPairs(Arrays.copyOf(SMALL, 5), Arrays.copyOf(TINY, 5)).verdict();
        assertThat(verdict.conclusion()).isEqualTo(Conclusion.TOO_FEW_RUNS);
        assertThat(verdict.reason()).endsWith("With so few, their p-value cannot fall below 0.0625.");
        assertThat(verdict.runsNeeded()).hasValue(15);
    }

    @Test
    void runsOfOneSeedCountAsOneRun() {
        double[] one = {1, 1, 1, 1, 1, 1};
        double[] two = {2, 2, 2, 2, 2, 2};
        var verdict = Compare.of(one, two).verdict();
        assertThat(verdict.conclusion()).isEqualTo(Conclusion.TOO_FEW_RUNS);
        assertThat(verdict.words()).endsWith("all runs of each gave one number, so they count as one run.");
        assertThat(verdict.reason()).contains("Were all runs started from one seed? Vary it.");
    }

    @Test
    void theSameNumberInEveryRun() {
        var verdict = Compare.of(new double[] {1, 1, 1}, new double[] {1, 1}).verdict();
        assertThat(verdict.conclusion()).isEqualTo(Conclusion.IDENTICAL);
        assertThat(verdict.runsStillNeeded()).hasValue(0);
        assertThat(verdict.words()).isEqualTo("The candidate and the baseline gave the same number in every run: 1.");
        assertThat(verdict.outlook()).contains("says nothing about other seeds");
        var pairs = Compare.ofPairs(SGD, SGD.clone()).verdict();
        assertThat(pairs.conclusion()).isEqualTo(Conclusion.IDENTICAL);
        assertThat(pairs.words()).isEqualTo("The candidate and the baseline gave the same number in each of 8 pairs.");
        // One run of each is no repetition.
        assertThat(Compare.of(new double[] {1}, new double[] {1}).verdict().conclusion())
                .isEqualTo(Conclusion.TOO_FEW_RUNS);
    }

    @Test
    void pairsThatDifferByAConstantAreComparedByRank() {
        double[] before = {1, 2, 4, 8, 3, 7, 9};
        double[] after = {1.1, 2.1, 4.1, 8.1, 3.1, 7.1, 9.1};
        var verdict = Compare.ofPairs(before, after).verdict();
        assertThat(verdict.conclusion()).isEqualTo(Conclusion.DIFFERENT);
        assertThat(verdict.reason()).isEqualTo("Ranks are compared, because every pair differs by the same amount.");
        assertThat(verdict.difference()).isCloseTo(0.1, within(1e-12));
    }

    @Test
    void aCollapsedConfigurationIsStillCompared() {
        double[] collapsed = {.1135, .1135, .1135, .1135, .1135};
        var verdict = Compare.of(SGD, collapsed).higherIsBetter().verdict();
        assertThat(verdict.conclusion()).isEqualTo(Conclusion.DIFFERENT);
        assertThat(verdict.outlook())
                .startsWith("8 runs of the baseline and 5 of the candidate are enough for this conclusion.");
    }

    @Test
    void theLevelIsKept() {
        var verdict = Compare.of(SGD, ADAM).alpha(0.01).verdict();
        assertThat(verdict.interval().level()).isEqualTo(0.99);
        assertThat(verdict.interval().width())
                .isGreaterThan(Compare.of(SGD, ADAM).verdict().interval().width());
    }

    @Test
    void aNotebookShowsATable() {
        var data = Compare.of(SGD, ADAM)
                .named("a<b", "Adam")
                .verdict()
                .toMimeBundle()
                .data();
        assertThat(data.get(MimeBundle.HTML).toString())
                .contains("<caption>Verdict</caption>", "Adam is larger than a&lt;b by", ">conclusion</th>");
        assertThat(data.get(MimeBundle.TEXT).toString()).startsWith("Adam is larger than a<b by");
    }

    @Test
    void badInputIsNamed() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Compare.of(SGD, new double[] {1, Double.NaN}))
                .withMessageContaining("the candidate is NaN at index 1: a diverged run cannot be averaged");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Compare.of(new double[0], SGD))
                .withMessageContaining("the baseline has 0 values");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Compare.ofPairs(SGD, new double[] {1, 2}))
                .withMessageContaining("not 8 and 2");
        var compare = Compare.of(SGD, ADAM);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> compare.alpha(0.95))
                .withMessageContaining("above 0 and below 0.5, not at 0.95");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> compare.equivalentWithin(-1))
                .withMessageContaining("positive number, not -1");
    }

    @Property(tries = 60)
    void swappingTurnsTheDifferenceAndKeepsTheConclusion(
            @ForAll @Size(min = 1, max = 9) List<@IntRange(min = -9, max = 9) Integer> first,
            @ForAll @Size(min = 1, max = 9) List<@IntRange(min = -9, max = 9) Integer> second) {
        double[] a = first.stream().mapToDouble(i -> i).toArray();
        double[] b = second.stream().mapToDouble(i -> i).toArray();
        var one = Compare.of(a, b).equivalentWithin(3).verdict();
        var other = Compare.of(b, a).equivalentWithin(3).verdict();
        assertThat(other.conclusion()).isEqualTo(one.conclusion());
        assertThat(other.difference()).isCloseTo(-one.difference(), within(1e-12));
        assertThat(other.probability()).isCloseTo(1 - one.probability(), within(1e-12));
        assertThat(other.runsNeeded()).isEqualTo(one.runsNeeded());
        if (one.conclusion() == Conclusion.DIFFERENT) {
            assertThat(one.interval().contains(0)).isFalse();
        }
        if (one.runs() < 5) {
            assertThat(one.conclusion()).isIn(Conclusion.TOO_FEW_RUNS, Conclusion.IDENTICAL);
        }
    }
}
