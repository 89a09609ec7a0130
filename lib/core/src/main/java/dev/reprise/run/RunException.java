package dev.reprise.run;

/**
 * A run that cannot be recorded or read: the message says why and what to do.
 *
 * <pre>{@code
 * try {
 *     RunRecord.read(java.nio.file.Path.of("no such folder"));
 * } catch (RunException e) {
 *     System.out.println(e.getMessage());     // there is no run in no such folder: it has no file run.jsonl
 * }
 * }</pre>
 */
public final class RunException extends RuntimeException {
    RunException(String message, Throwable cause) {
        super(message, cause);
    }
}
