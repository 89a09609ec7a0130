package dev.reprise.statistics;

import static dev.reprise.display.TextTable.number;

import dev.reprise.statistics.EffectSize.Magnitude;
import dev.reprise.statistics.Verdict.Conclusion;
import dev.reprise.statistics.Verdict.Effect;
import java.util.Arrays;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import org.apache.commons.numbers.combinatorics.BinomialCoefficientDouble;
import org.apache.commons.statistics.distribution.TDistribution;

/**
 * Compares the runs of two configurations and says what they show.
 *
 * <pre>{@code
 * Verdict v = Compare.of(baseline, candidate).verdict();
 * Compare.ofPairs(baseline, candidate).named("SGD", "Adam").higherIsBetter().equivalentWithin(0.001).verdict();
 * }</pre>
 *
 * <p>Means are compared, by Welch's or the paired t-test, unless they would say little: where positive values of one
 * configuration spread over more than two orders of magnitude (as losses of small networks do), or every pair differs by
 * the same amount, ranks are, by the Mann-Whitney or the Wilcoxon test. The verdict says which and why.
 *
 * <p>No conclusion is drawn from fewer than five runs, or where even the clearest outcome could not reach the
 * significance level. Repetitions that start from one seed are one run: vary the seed. Where many comparisons are made,
 * adjust their p-values by {@link MultipleComparisons}.
 */
public final class Compare {
    /** With fewer, only differences of more than two standard deviations are found, and t has not enough degrees. */
    private static final int FEWEST_RUNS = 5;

    private static final double POWER = 0.8;
    private static final double LARGE_EFFECT = 0.8;
    private static final double ORDERS_OF_MAGNITUDE = 100;
    /** A plan beyond it helps nobody. */
    private static final double MOST_RUNS = 1e6;

    private final double[] baseline;
    private final double[] candidate;
    private final boolean paired;
    private String baselineName = "the baseline";
    private String candidateName = "the candidate";
    private double alpha = 0.05;
    private double margin = Double.NaN;
    private Better better = Better.UNSAID;

    /** Which direction is an improvement. */
    enum Better {
        UNSAID,
        LOWER,
        HIGHER
    }

    private Compare(double[] baseline, double[] candidate, boolean paired) {
        this.baseline = baseline;
        this.candidate = candidate;
        this.paired = paired;
    }

    /**
     * Compares independent runs.
     *
     * @param baseline one finite number for each run, at least 1
     * @param candidate the same for the other configuration; the numbers of runs may differ
     * @return a comparison, to be refined or asked for its {@link #verdict()}
     * @throws IllegalArgumentException if a sample is empty or not finite
     */
    public static Compare of(double[] baseline, double[] candidate) {
        return new Compare(Sample.copy("the baseline", baseline, 1), Sample.copy("the candidate", candidate, 1), false);
    }

    /**
     * Compares runs in pairs that share seed, split or data set. What the pair shares then cancels out.
     *
     * @param baseline one finite number for each pair, at least 1
     * @param candidate the other number of each pair, in the same order
     * @return a comparison, to be refined or asked for its {@link #verdict()}
     * @throws IllegalArgumentException if the samples are empty, not finite, or differ in length
     */
    public static Compare ofPairs(double[] baseline, double[] candidate) {
        double[][] pairs = Sample.pairs(baseline, candidate, 1);
        return new Compare(pairs[0], pairs[1], true);
    }

    /**
     * Names both, for the words of the verdict.
     *
     * @param baselineName the first configuration
     * @param candidateName the second
     * @return this
     */
    public Compare named(String baselineName, String candidateName) {
        this.baselineName = Objects.requireNonNull(baselineName);
        this.candidateName = Objects.requireNonNull(candidateName);
        return this;
    }

    /**
     * Sets the significance level; the interval has level {@code 1 - alpha}.
     *
     * @param alpha above 0 and below 0.5; 0.05 if not set
     * @return this
     * @throws IllegalArgumentException if it is not
     */
    public Compare alpha(double alpha) {
        if (!(alpha > 0 && alpha < 0.5)) {
            throw new IllegalArgumentException("a significance level lies above 0 and below 0.5, not at " + alpha);
        }
        this.alpha = alpha;
        return this;
    }

    /**
     * Also asks whether both are practically the same: whether a result was reproduced.
     *
     * @param margin the largest difference of means that does not matter, positive, chosen before looking at the runs
     * @return this
     * @throws IllegalArgumentException if it is not positive
     */
    public Compare equivalentWithin(double margin) {
        if (!(margin > 0 && Double.isFinite(margin))) {
            throw new IllegalArgumentException("the margin of equivalence is a positive number, not " + margin);
        }
        this.margin = margin;
        return this;
    }

    /**
     * Lets the verdict speak of better and worse: these are losses, errors or times.
     *
     * @return this
     */
    public Compare lowerIsBetter() {
        better = Better.LOWER;
        return this;
    }

    /**
     * Lets the verdict speak of better and worse: these are accuracies or scores.
     *
     * @return this
     */
    public Compare higherIsBetter() {
        better = Better.HIGHER;
        return this;
    }

    /**
     * What the runs show.
     *
     * @return the verdict
     */
    public Verdict verdict() {
        var words = new Wording(baselineName, candidateName, better, paired, baseline.length, candidate.length);
        boolean constant = Sample.isConstant(baseline) && Sample.isConstant(candidate);
        if (runs() > 1 && (paired ? Arrays.equals(baseline, candidate) : constant && baseline[0] == candidate[0])) {
            return withoutTest(
                    Conclusion.IDENTICAL,
                    words.identical(baseline[0], constant),
                    "No test: nothing varies between the configurations.",
                    runs(),
                    words.identicalOutlook());
        }
        if (runs() < FEWEST_RUNS) {
            return refusal(
                    words,
                    words.tooFew(),
                    "No test: with fewer than " + FEWEST_RUNS
                            + " of each, even a difference of two standard deviations is mostly missed.");
        }
        if (constant) {
            return refusal(
                    words,
                    words.countAsOne(),
                    "No test: without any spread there is nothing to measure the difference by. Were all runs started"
                            + " from one seed? Vary it.");
        }
        String whyRanks = whyRanks();
        if (!whyRanks.isEmpty() && smallestRankP() >= alpha) {
            return refusal(
                    words,
                    words.tooFew(),
                    whyRanks + " With so few, their p-value cannot fall below " + number(smallestRankP()) + ".");
        }
        return whyRanks.isEmpty() ? byMeans(words) : byRanks(words, whyRanks);
    }

    private int runs() {
        return Math.min(baseline.length, candidate.length);
    }

    /** Empty if means are to be compared. */
    private String whyRanks() {
        if (paired && Sample.differByAConstant(candidate, baseline)) {
            return "Ranks are compared, because every pair differs by the same amount.";
        }
        return spreads(baseline) || spreads(candidate)
                ? "Ranks are compared, because values spread over more than two orders of magnitude, where a few of them"
                        + " decide the mean."
                : "";
    }

    private static boolean spreads(double[] values) {
        double min = Arrays.stream(values).min().orElseThrow();
        return min > 0 && Arrays.stream(values).max().orElseThrow() > ORDERS_OF_MAGNITUDE * min;
    }

    private double smallestRankP() {
        if (!paired) {
            return 2 / BinomialCoefficientDouble.value(baseline.length + candidate.length, baseline.length);
        }
        long n = Arrays.stream(Sample.differences(candidate, baseline))
                .filter(d -> d != 0)
                .count();
        return Math.min(1, Math.scalb(2.0, (int) -Math.min(n, 1000)));
    }

    private Verdict byMeans(Wording words) {
        var test = paired ? SignificanceTest.pairedT(candidate, baseline) : SignificanceTest.welch(candidate, baseline);
        double difference = meanDifference();
        double half = TDistribution.of(test.degreesOfFreedom()).inverseSurvivalProbability(alpha / 2) * standardError();
        var interval = new Interval(difference - half, difference + half, 1 - alpha);
        double d = paired ? EffectSize.cohenDPaired(candidate, baseline) : EffectSize.hedgesG(candidate, baseline);
        var effect = new Effect(paired ? "Cohen's d of the differences" : "Hedges' g", d, Magnitude.ofD(d));
        var power = new Power(paired, alpha, POWER);
        String reach = words.reach(power.detectable(runs()));
        String reason = paired
                ? "The mean difference within pairs is compared with none; what a pair shares cancels out."
                : "Means are compared; Welch's t does not need equal variances or equal numbers of runs.";
        if (!Double.isNaN(margin)) {
            var equivalence = paired
                    ? Equivalence.paired(candidate, baseline, margin, alpha)
                    : Equivalence.of(candidate, baseline, margin, alpha);
            if (equivalence.holds(alpha)) {
                return new Verdict(
                        Conclusion.EQUIVALENT,
                        baselineName,
                        candidateName,
                        words.equivalent(equivalence, test.rejects(alpha)),
                        difference,
                        equivalence.interval(),
                        Optional.of(test),
                        reason,
                        Optional.of(effect),
                        probability(),
                        runs(),
                        OptionalInt.of(runs()),
                        words.enough());
            }
        }
        // With a margin, the runs that would find a difference as large as it: the observed d, rescaled.
        double sought = Double.isNaN(margin) ? d : margin / standardDeviation();
        double needed = sought == 0 ? Double.POSITIVE_INFINITY : power.runs(sought);
        return decided(words, test, reason, difference, interval, effect, needed, !Double.isNaN(margin), reach);
    }

    private double meanDifference() {
        return paired
                ? Sample.mean(Sample.differences(candidate, baseline))
                : Sample.mean(candidate) - Sample.mean(baseline);
    }

    private double standardError() {
        return paired
                ? standardDeviation() / Math.sqrt(runs())
                : Math.sqrt(
                        Sample.variance(candidate) / candidate.length + Sample.variance(baseline) / baseline.length);
    }

    /** The scale of d: between differences if paired, else pooled. */
    private double standardDeviation() {
        return Math.sqrt(
                paired
                        ? Sample.variance(Sample.differences(candidate, baseline))
                        : Sample.pooledVariance(candidate, baseline));
    }

    private Verdict byRanks(Wording words, String reason) {
        var test = paired
                ? SignificanceTest.wilcoxon(candidate, baseline)
                : SignificanceTest.mannWhitney(candidate, baseline);
        var shift = paired
                ? Shift.paired(candidate, baseline, 1 - alpha)
                : Shift.independent(candidate, baseline, 1 - alpha);
        double delta =
                paired ? EffectSize.rankBiserial(candidate, baseline) : EffectSize.cliffDelta(candidate, baseline);
        var effect =
                new Effect(paired ? "rank-biserial correlation" : "Cliff's delta", delta, Magnitude.ofDelta(delta));
        double needed = paired
                ? Power.pairsForRanks(Sample.differences(candidate, baseline), alpha, POWER)
                : Power.runsForRanks(probability(), alpha, POWER);
        String limits = Double.isNaN(margin) ? "" : " Equivalence is a question about means, and was not tested.";
        return decided(words, test, reason, shift.estimate(), shift.interval(), effect, needed, false, limits);
    }

    private double probability() {
        return paired
                ? Arrays.stream(Sample.differences(candidate, baseline))
                        .map(d -> (Math.signum(d) + 1) / 2)
                        .average()
                        .orElseThrow()
                : EffectSize.a12(candidate, baseline);
    }

    private Verdict decided(
            Wording words,
            TestResult test,
            String reason,
            double difference,
            Interval interval,
            Effect effect,
            double runsForIt,
            boolean toMargin,
            String limits) {
        boolean different = test.rejects(alpha);
        // A plan below what was not enough would be a contradiction: approximations are rough for few runs.
        var needed = different
                ? OptionalInt.of(runs())
                : runsForIt > MOST_RUNS
                        ? OptionalInt.empty()
                        : OptionalInt.of(Math.max(runs() + 1, (int) Math.ceil(runsForIt)));
        return new Verdict(
                different ? Conclusion.DIFFERENT : Conclusion.UNDECIDED,
                baselineName,
                candidateName,
                different ? words.different(difference, interval) : words.undecided(difference, interval),
                difference,
                interval,
                Optional.of(test),
                reason,
                Optional.of(effect),
                probability(),
                runs(),
                needed,
                (different ? words.enough() : words.outlook(needed, toMargin)) + limits);
    }

    private Verdict refusal(Wording words, String why, String reason) {
        int needed = (int) Math.ceil(new Power(paired, alpha, POWER).runs(LARGE_EFFECT));
        return withoutTest(Conclusion.TOO_FEW_RUNS, why, reason, needed, words.plan(needed));
    }

    private Verdict withoutTest(Conclusion conclusion, String why, String reason, int needed, String outlook) {
        return new Verdict(
                conclusion,
                baselineName,
                candidateName,
                why,
                meanDifference(),
                Interval.unknown(1 - alpha),
                Optional.empty(),
                reason,
                Optional.empty(),
                probability(),
                runs(),
                OptionalInt.of(needed),
                outlook);
    }
}
