package dev.reprise.notebook;

/** There is no magic of this name. */
public class UndefinedMagicException extends RuntimeException {
    /** @param message which magic is missing, and what to do about it */
    public UndefinedMagicException(String message) {
        super(message);
    }
}
