package dev.reprise.experiment;

/**
 * An experiment that cannot be run, gone on with, or read: the message says why and what to do.
 *
 * <pre>{@code
 * try {
 *     Trials.read(Path.of("no-such-file.jsonl"));
 * } catch (ExperimentException e) {
 *     System.out.println(e.getMessage());
 * }
 * }</pre>
 */
public final class ExperimentException extends RuntimeException {
    ExperimentException(String message) {
        super(message);
    }

    ExperimentException(String message, Throwable cause) {
        super(message, cause);
    }
}
