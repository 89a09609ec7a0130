package dev.reprise.kernel.magics;

/** A magic could not do what it was asked; the message says why and what to do, without the magic's name. */
public class MagicException extends RuntimeException {
    public MagicException(String message) {
        super(message);
    }

    public MagicException(String message, Throwable cause) {
        super(message, cause);
    }
}
