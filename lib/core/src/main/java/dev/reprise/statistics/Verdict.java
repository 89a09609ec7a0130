package dev.reprise.statistics;

import static dev.reprise.display.TextTable.number;

import dev.reprise.display.TextTable;
import dev.reprise.notebook.Displayable;
import dev.reprise.notebook.MimeBundle;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What a comparison of two configurations has shown, in words and in numbers. Made by {@link Compare}.
 *
 * <pre>{@code
 * Verdict verdict = Compare.of(baseline, candidate).named("SGD", "Adam").higherIsBetter().verdict();
 * System.out.println(verdict);              // a few sentences
 * verdict.conclusion();                     // DIFFERENT
 * verdict.runsStillNeeded();                // 0
 * }</pre>
 *
 * @param conclusion what may be concluded
 * @param baseline the name of the configuration compared with
 * @param candidate the name of the configuration compared
 * @param words the conclusion as a sentence
 * @param difference candidate minus baseline: of the means, or the Hodges-Lehmann shift if ranks were compared
 * @param interval of the difference, at level {@code 1 - alpha}; that of the two one-sided tests, at
 *     {@code 1 - 2 alpha}, if the conclusion is equivalence; unknown if the runs do not allow one
 * @param test the test that was made; empty if none could be
 * @param reason why this test, or why none
 * @param effect how large the difference is; empty if it has no scale
 * @param probability that a run of the candidate gives a larger number than one of the baseline (in a pair, if paired),
 *     ties half
 * @param runs the number of runs of the configuration that has fewer (of pairs, if paired)
 * @param runsNeeded how many runs of each are needed to decide; empty if no number of runs can be named
 * @param outlook what the number of runs means
 */
public record Verdict(
        Conclusion conclusion,
        String baseline,
        String candidate,
        String words,
        double difference,
        Interval interval,
        Optional<TestResult> test,
        String reason,
        Optional<Effect> effect,
        double probability,
        int runs,
        OptionalInt runsNeeded,
        String outlook)
        implements Displayable {
    /** What may be concluded. */
    public enum Conclusion {
        /** There is a difference. */
        DIFFERENT,
        /** A difference that matters is ruled out. Only concluded if asked for, {@link Compare#equivalentWithin}. */
        EQUIVALENT,
        /** Neither: the runs are compatible with no difference and with one that matters. */
        UNDECIDED,
        /** Every run of both gave the same number. */
        IDENTICAL,
        /** No test is made: no honest one could say anything. */
        TOO_FEW_RUNS
    }

    /**
     * A size that does not depend on the unit of measurement.
     *
     * @param name what is measured, such as {@code Hedges' g}
     * @param value the size, positive where the candidate is larger
     * @param magnitude the usual word for it
     */
    public record Effect(String name, double value, EffectSize.Magnitude magnitude) {
        /** For example {@code medium, Hedges' g = 0.6854}. */
        @Override
        public String toString() {
            return magnitude.name().toLowerCase(Locale.ROOT) + ", " + name + " = " + number(value);
        }
    }

    /**
     * How many runs are missing.
     *
     * @return runs of each configuration beyond those at hand; empty if no number of runs can be named
     */
    public OptionalInt runsStillNeeded() {
        return runsNeeded.isEmpty() ? runsNeeded : OptionalInt.of(Math.max(0, runsNeeded.getAsInt() - runs));
    }

    @Override
    public MimeBundle toMimeBundle() {
        return MimeBundle.text(toString())
                .with(MimeBundle.HTML, sheet().toMimeBundle().data().get(MimeBundle.HTML));
    }

    /** The verdict in a few sentences: what, by which test, how large, and what the number of runs means. */
    @Override
    public String toString() {
        return words + "\n" + test.map(t -> t + ".\n").orElse("") + reason + "\n" + size() + "\n" + outlook;
    }

    private String size() {
        boolean larger = probability >= 0.5;
        String chance = "a run of " + candidate + " gives the " + (larger ? "larger" : "smaller")
                + " number with probability " + number(larger ? probability : 1 - probability) + ".";
        return effect.map(e -> "The effect is " + e + "; " + chance).orElse("A" + chance.substring(1));
    }

    private TextTable sheet() {
        return TextTable.of("Verdict", "", "")
                .row("conclusion", words)
                .row("test", test.map(TestResult::toString).orElse("none"))
                .row("why", reason)
                .row("size", size())
                .row("runs", outlook);
    }
}
