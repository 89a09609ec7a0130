package dev.reprise.statistics;

import static dev.reprise.display.TextTable.number;

import dev.reprise.statistics.EffectSize.Magnitude;
import dev.reprise.statistics.Verdict.Conclusion;
import dev.reprise.statistics.Verdict.Effect;
import java.util.Arrays;
import java.util.Locale;
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
 * Compare.ofPairs(before, after).named("SGD", "Adam").lowerIsBetter().equivalentWithin(0.001).verdict();
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
    private static final double ORDERS_OF_MAGNITUDE = 100;

    private final double[] baseline;
    private final double[] candidate;
    private final boolean paired;
    private String baselineName = "the baseline";
    private String candidateName = "the candidate";
    private double alpha = 0.05;
    private double margin = Double.NaN;
    private double better = 0;

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
     * @param alpha between 0 and 1, 0.05 if not set
     * @return this
     * @throws IllegalArgumentException if it is not between 0 and 1
     */
    public Compare alpha(double alpha) {
        this.alpha = Sample.probability("a significance level", alpha);
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
        better = -1;
        return this;
    }

    /**
     * Lets the verdict speak of better and worse: these are accuracies or scores.
     *
     * @return this
     */
    public Compare higherIsBetter() {
        better = 1;
        return this;
    }

    /**
     * What the runs show.
     *
     * @return the verdict
     */
    public Verdict verdict() {
        boolean constant = isConstant(baseline) && isConstant(candidate);
        if (constant && baseline[0] == candidate[0] && runs() > 1) {
            return identical();
        }
        if (runs() < FEWEST_RUNS) {
            return refusal(String.format(
                    Locale.ROOT,
                    "No test: %s of each are needed, for with fewer even a difference of two standard deviations is"
                            + " mostly missed.",
                    FEWEST_RUNS));
        }
        if (constant) {
            return refusal(
                    "No test: all runs of each configuration gave one number, so they count as one run. Were they"
                            + " started from one seed? Vary it.");
        }
        String whyRanks = whyRanks();
        if (!whyRanks.isEmpty() && smallestRankP() >= alpha) {
            return refusal(whyRanks + " So many runs cannot give p below " + number(smallestRankP()) + ".");
        }
        return whyRanks.isEmpty() ? byMeans() : byRanks(whyRanks);
    }

    private int runs() {
        return Math.min(baseline.length, candidate.length);
    }

    private static boolean isConstant(double[] values) {
        return Arrays.stream(values).allMatch(v -> v == values[0]);
    }

    /** Empty if means are to be compared. */
    private String whyRanks() {
        if (paired && isConstant(Sample.differences(candidate, baseline))) {
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

    private Verdict byMeans() {
        var test = paired ? SignificanceTest.pairedT(candidate, baseline) : SignificanceTest.welch(candidate, baseline);
        double difference = meanDifference();
        double half = TDistribution.of(test.degreesOfFreedom()).inverseSurvivalProbability(alpha / 2) * standardError();
        var effect = paired
                ? effect("Cohen's d of the differences", EffectSize.cohenDPaired(candidate, baseline))
                : effect("Hedges' g", EffectSize.hedgesG(candidate, baseline));
        var equivalence = Double.isNaN(margin)
                ? Optional.<Equivalence>empty()
                : Optional.of(
                        paired
                                ? Equivalence.paired(candidate, baseline, margin)
                                : Equivalence.of(candidate, baseline, margin));
        var power = new Power(paired, alpha, Math.max(POWER, (1 + alpha) / 2));
        // Cohen's d of the margin: the observed one, rescaled.
        double d = Double.isNaN(margin) ? effect.value() : margin / standardDeviation();
        var needed = atMostInt(d == 0 ? Double.POSITIVE_INFINITY : power.runs(d));
        String reason = paired
                ? "Means of pairs are compared; t needs no equal variances and is robust for this many pairs unless one"
                        + " pair is far out."
                : "Means are compared; Welch's t does not need equal variances or equal numbers of runs.";
        return concluded(
                test,
                reason,
                difference,
                new Interval(difference - half, difference + half, 1 - alpha),
                effect,
                equivalence,
                needed,
                " These runs find differences from d = " + number(power.detectable(runs())) + ".");
    }

    private static Effect effect(String name, double d) {
        return new Effect(name, d, Magnitude.ofD(d));
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
        if (paired) {
            return Math.sqrt(Sample.variance(Sample.differences(candidate, baseline)));
        }
        int n1 = baseline.length;
        int n2 = candidate.length;
        return Math.sqrt(
                ((n1 - 1) * Sample.variance(baseline) + (n2 - 1) * Sample.variance(candidate)) / (n1 + n2 - 2));
    }

    private Verdict byRanks(String reason) {
        var test = paired
                ? SignificanceTest.wilcoxon(candidate, baseline)
                : SignificanceTest.mannWhitney(candidate, baseline);
        var shift = paired
                ? Shift.paired(candidate, baseline, 1 - alpha)
                : Shift.independent(candidate, baseline, 1 - alpha);
        double delta =
                paired ? EffectSize.rankBiserial(candidate, baseline) : EffectSize.cliffDelta(candidate, baseline);
        double probability = probability();
        double needed = probability == 0.5
                ? Double.POSITIVE_INFINITY
                : probability == 0 || probability == 1
                        ? FEWEST_RUNS
                        : Power.runsForProbability(probability, alpha / 2, POWER);
        return concluded(
                test,
                reason,
                shift.estimate(),
                shift.interval(),
                new Effect(paired ? "rank-biserial correlation" : "Cliff's delta", delta, Magnitude.ofDelta(delta)),
                Optional.empty(),
                atMostInt(needed),
                Double.isNaN(margin) ? "" : " Equivalence is a question about means, and was not tested.");
    }

    private double probability() {
        return paired
                ? Arrays.stream(Sample.differences(candidate, baseline))
                        .map(d -> (Math.signum(d) + 1) / 2)
                        .average()
                        .orElseThrow()
                : EffectSize.a12(candidate, baseline);
    }

    private static OptionalInt atMostInt(double runs) {
        return runs > Integer.MAX_VALUE / 2 ? OptionalInt.empty() : OptionalInt.of((int) Math.ceil(runs));
    }

    private Verdict concluded(
            TestResult test,
            String reason,
            double difference,
            Interval interval,
            Effect effect,
            Optional<Equivalence> equivalence,
            OptionalInt needed,
            String limits) {
        String size = "difference " + number(difference) + ", " + interval;
        Conclusion conclusion;
        String words;
        if (equivalence.isPresent() && equivalence.get().holds(alpha)) {
            conclusion = Conclusion.EQUIVALENT;
            words = candidateName + " is equivalent to " + baselineName + " within ± " + number(margin) + ": " + size
                    + ", p = " + number(equivalence.get().p()) + " (two one-sided tests)"
                    + (test.rejects(alpha) ? "; there is a difference, but one that does not matter." : ".");
        } else if (test.rejects(alpha)) {
            conclusion = Conclusion.DIFFERENT;
            words = candidateName + " is " + direction(difference) + " than " + baselineName + ": " + size + ".";
        } else {
            conclusion = Conclusion.UNDECIDED;
            words = "No difference between " + baselineName + " and " + candidateName
                    + " is shown, nor that there is none: " + size + ".";
        }
        boolean decided = conclusion != Conclusion.UNDECIDED;
        return new Verdict(
                conclusion,
                words,
                difference,
                interval,
                Optional.of(test),
                reason,
                Optional.of(effect),
                probability(),
                runs(),
                decided ? OptionalInt.of(runs()) : needed,
                have() + (decided ? ": enough for this conclusion." : ": " + outlook(needed)) + limits);
    }

    private String direction(double difference) {
        String larger = difference > 0 ? "larger" : "smaller";
        return better == 0 ? larger : (better * difference > 0 ? "better, " : "worse, ") + larger;
    }

    private String have() {
        return paired ? runs() + " pairs" : baseline.length + " and " + candidate.length + " runs";
    }

    private String outlook(OptionalInt needed) {
        String goal = Double.isNaN(margin)
                ? "a difference as large as the one observed, if there is one,"
                : "a difference as large as the margin";
        return needed.isEmpty()
                ? "no practicable number of runs would find " + goal.replace(",", "") + "."
                : "about " + needed.getAsInt() + (paired ? " pairs" : " of each") + " would find " + goal
                        + " four times in five.";
    }

    private Verdict identical() {
        return new Verdict(
                Conclusion.IDENTICAL,
                candidateName + " and " + baselineName + " gave the same number in every run: " + number(baseline[0])
                        + ".",
                0,
                Interval.unknown(1 - alpha),
                Optional.empty(),
                "No test: nothing varies, neither between runs nor between configurations.",
                Optional.empty(),
                0.5,
                runs(),
                OptionalInt.of(runs()),
                have()
                        + ". If they were started from one seed, they show repeatability, and nothing about other seeds.");
    }

    private Verdict refusal(String reason) {
        int needed = (int) Math.ceil(new Power(paired, alpha, Math.max(POWER, (1 + alpha) / 2)).runs(0.8));
        String each = paired ? " pairs" : " runs of each";
        return new Verdict(
                Conclusion.TOO_FEW_RUNS,
                "No conclusion about " + baselineName + " and " + candidateName + ": " + have() + " are too few.",
                meanDifference(),
                Interval.unknown(1 - alpha),
                Optional.empty(),
                reason,
                Optional.empty(),
                probability(),
                runs(),
                OptionalInt.of(Math.max(needed, FEWEST_RUNS)),
                have() + ". Plan for " + needed + each
                        + ", which find a large difference (0.8 standard deviations) four times in five.");
    }
}
