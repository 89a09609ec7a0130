package dev.reprise.run;

/** A run that cannot be recorded or read: the message says why and what to do. */
public final class RunException extends RuntimeException {
    RunException(String message, Throwable cause) {
        super(message, cause);
    }
}
