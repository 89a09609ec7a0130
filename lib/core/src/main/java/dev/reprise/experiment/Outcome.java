package dev.reprise.experiment;

import java.time.Duration;

/**
 * How a trial ended.
 *
 * <pre>{@code
 * for (TrialRecord trial : trials) {
 *     if (trial.outcome() instanceof Outcome.Failed failed) {
 *         System.out.println(trial + ": " + failed.error());
 *     }
 * }
 * }</pre>
 */
public sealed interface Outcome {
    /**
     * The trial gave a result.
     *
     * @param result what came out
     */
    record Completed(Result result) implements Outcome {
        @Override
        public String toString() {
            return "completed";
        }
    }

    /**
     * The trial threw an exception, or its JVM died.
     *
     * @param error the exception, or how the JVM ended
     */
    record Failed(String error) implements Outcome {
        @Override
        public String toString() {
            return "failed: " + error;
        }
    }

    /**
     * The trial was stopped because it took too long.
     *
     * @param limit the time that it had
     */
    record TimedOut(Duration limit) implements Outcome {
        @Override
        public String toString() {
            return "stopped after " + limit.toMillis() / 1000.0 + " s";
        }
    }
}
