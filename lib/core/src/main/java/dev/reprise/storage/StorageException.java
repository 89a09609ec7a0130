package dev.reprise.storage;

/**
 * A file that cannot be read, written or trusted: the message names it and says what to do.
 *
 * <pre>{@code
 * try {
 *     JsonLines.open(java.nio.file.Path.of("target"));      // a folder, or not there at all
 * } catch (StorageException e) {
 *     System.out.println(e.getMessage());
 * }
 * }</pre>
 */
public class StorageException extends RuntimeException {
    /**
     * A file that cannot be used.
     *
     * @param message which file, what is wrong, what to do
     * @param cause what was thrown, or null
     */
    public StorageException(String message, Throwable cause) {
        super(message, cause);
    }

    /** Somebody else is writing to the file at this moment. */
    public static final class Busy extends StorageException {
        Busy(String message) {
            super(message, null);
        }
    }
}
