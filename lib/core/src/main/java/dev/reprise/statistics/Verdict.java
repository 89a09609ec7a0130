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
 * @param conclusion what may be concluded
 * @param words the conclusion as a sentence
 * @param difference candidate minus baseline: of the means, or the Hodges-Lehmann shift if ranks were compared
 * @param interval of the difference; unknown if the runs do not allow one
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
        /** For example {@code Hedges' g = 0.6854 (medium)}. */
        @Override
        public String toString() {
            return name + " = " + number(value) + " (" + magnitude.name().toLowerCase(Locale.ROOT) + ")";
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

    /** The verdict in a few sentences. */
    @Override
    public String toString() {
        return words
                + test.map(t -> "\n" + t + ". ").orElse("\n")
                + reason
                + "\n"
                + effect.map(e -> e + "; ").orElse("")
                + chance()
                + "\n"
                + outlook;
    }

    private String chance() {
        return "a run of the candidate is the larger one with probability " + number(probability);
    }

    private TextTable sheet() {
        return TextTable.of("Verdict", "", "")
                .row("conclusion", words)
                .row("difference", number(difference) + ", " + interval)
                .row("test", test.map(TestResult::toString).orElse("none"))
                .row("why", reason)
                .row("effect size", effect.map(Effect::toString).orElse("has no scale") + "; " + chance())
                .row("runs", outlook);
    }
}
