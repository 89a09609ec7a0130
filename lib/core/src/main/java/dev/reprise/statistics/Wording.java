package dev.reprise.statistics;

import static dev.reprise.display.TextTable.number;

import dev.reprise.statistics.Compare.Better;
import java.util.Locale;
import java.util.OptionalInt;

/** The sentences of a {@link Verdict}. */
record Wording(String baseline, String candidate, Better better, boolean paired, int baselineRuns, int candidateRuns) {

    String different(double difference, Interval interval) {
        boolean larger = difference > 0;
        String by = (larger ? "larger" : "smaller") + " by " + number(Math.abs(difference)) + ", "
                + (larger ? interval : new Interval(-interval.high(), -interval.low(), interval.level())) + ".";
        if (better == Better.UNSAID) {
            return sentence(candidate + " is " + by.replace(" by ", " than " + baseline + " by "));
        }
        String verdict = larger == (better == Better.HIGHER) ? "better" : "worse";
        return sentence(candidate + " is " + verdict + " than " + baseline + ": " + by);
    }

    String undecided(double difference, Interval interval) {
        return "Undecided: the runs show neither that " + candidate + " and " + baseline
                + " differ nor that they do not. The difference is " + number(difference) + ", " + interval + ".";
    }

    String equivalent(Equivalence equivalence, boolean alsoDifferent) {
        return sentence(candidate + " is equivalent to " + baseline + " within ± " + number(equivalence.margin())
                + ": the difference is " + number(equivalence.difference()) + ", " + equivalence.interval() + ", p = "
                + number(equivalence.p()) + " (two one-sided tests)."
                + (alsoDifferent ? " There is a difference, but one that does not matter." : ""));
    }

    String identical(double value, boolean constant) {
        return sentence(
                constant
                        ? candidate + " and " + baseline + " gave the same number in every run: " + number(value) + "."
                        : candidate + " and " + baseline + " gave the same number in each of " + have() + ".");
    }

    String identicalOutlook() {
        return "If both were started from the same seeds, they repeat each other. That says nothing about other seeds.";
    }

    String tooFew() {
        return "No conclusion about " + baseline + " and " + candidate + ": " + have() + " "
                + (baselineRuns == 1 && (paired || candidateRuns == 1) ? "is" : "are") + " too few.";
    }

    String countAsOne() {
        return "No conclusion about " + baseline + " and " + candidate
                + ": all runs of each gave one number, so they count as one run.";
    }

    String plan(int needed) {
        return "Plan for " + needed + (paired ? " pairs" : " runs of each")
                + ", which find a large difference (0.8 standard deviations) four times in five.";
    }

    String enough() {
        return sentence(have() + " are enough for this conclusion.");
    }

    String outlook(OptionalInt needed, boolean toMargin) {
        String goal = toMargin
                ? "a difference as large as the margin"
                : "a difference as large as the one observed, if there is one,";
        return needed.isEmpty()
                ? "No practicable number of runs would find " + goal.replace(",", "") + "."
                : sentence(have() + " are not enough: about " + needed.getAsInt() + (paired ? " pairs" : " of each")
                        + " would find " + goal + " four times in five.");
    }

    String reach(double d) {
        return String.format(
                Locale.ROOT,
                " So many find a difference of %s standard deviations%s four times in five.",
                number(d),
                paired ? " of the differences" : "");
    }

    private String have() {
        if (paired) {
            return baselineRuns == 1 ? "1 pair" : baselineRuns + " pairs";
        }
        return baselineRuns == candidateRuns
                ? runs(baselineRuns) + " of each"
                : runs(baselineRuns) + " of " + baseline + " and " + candidateRuns + " of " + candidate;
    }

    private static String runs(int n) {
        return n == 1 ? "1 run" : n + " runs";
    }

    /** Names that the user chose keep their spelling. */
    private static String sentence(String text) {
        return text.startsWith("the ") ? "The " + text.substring(4) : text;
    }
}
