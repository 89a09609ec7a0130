package dev.reprise.experiment;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/**
 * One trial of an experiment: which, what came out, and where it ran. Two records are equal if they are of the same trial
 * and ended in the same way with the same bits; {@link #origin} is not compared.
 *
 * <pre>{@code
 * TrialRecord first = trials.all().get(0);
 * first.settings().getDouble("lr");
 * first.result().value("mse");
 * }</pre>
 *
 * @param settings the settings it ran with
 * @param levels for a crossed design, which variant of each crossed source of randomness it took
 * @param repeat number of the repetition, from 0
 * @param seed the master seed that it was run from
 * @param outcome how it ended
 * @param origin where and when it ran
 */
public record TrialRecord(
        Settings settings, Map<String, Integer> levels, int repeat, long seed, Outcome outcome, Origin origin) {
    /** A record of one trial. */
    public TrialRecord {
        Objects.requireNonNull(settings);
        levels = Collections.unmodifiableMap(new LinkedHashMap<>(levels));
        Objects.requireNonNull(outcome);
        Objects.requireNonNull(origin);
    }

    /**
     * Whether the trial gave a result.
     *
     * @return false if it failed or ran out of time
     */
    public boolean isCompleted() {
        return outcome instanceof Outcome.Completed;
    }

    /**
     * The result of a completed trial.
     *
     * @return what came out
     * @throws IllegalStateException if the trial failed or ran out of time; the message says how
     */
    public Result result() {
        if (outcome instanceof Outcome.Completed completed) {
            return completed.result();
        }
        throw new IllegalStateException(this + " has no result: " + origin.detail());
    }

    Task task() {
        return new Task(settings, levels, repeat);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof TrialRecord trial
                && task().equals(trial.task())
                && seed == trial.seed
                && outcome.equals(trial.outcome);
    }

    @Override
    public int hashCode() {
        return Objects.hash(settings, levels, repeat, seed, outcome);
    }

    /** Which trial, and how it ended. */
    @Override
    public String toString() {
        return task() + " " + (outcome instanceof Outcome.Completed done ? done.result() : outcome);
    }

    /** One trial that is to be run. */
    record Task(Settings settings, Map<String, Integer> levels, int repeat) {
        @Override
        public String toString() {
            String where = levels.isEmpty() ? settings.toString() : settings + " " + levels;
            return where.isBlank() ? "trial " + repeat : "trial " + repeat + " (" + where.strip() + ")";
        }
    }
}
