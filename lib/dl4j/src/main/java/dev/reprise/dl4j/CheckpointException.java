package dev.reprise.dl4j;

/**
 * A checkpoint cannot be written, read or gone on from. The message says which file, why, and what to do.
 *
 * <pre>{@code
 * try {
 *     Checkpoints.in(folder).fit(network, batches, 20);
 * } catch (CheckpointException e) {
 *     System.err.println(e.getMessage());
 * }
 * }</pre>
 */
public final class CheckpointException extends RuntimeException {
    CheckpointException(String message) {
        super(message);
    }

    CheckpointException(String message, Throwable cause) {
        super(message, cause);
    }
}
