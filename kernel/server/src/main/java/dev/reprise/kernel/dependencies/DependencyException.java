package dev.reprise.kernel.dependencies;

/** Libraries cannot be had; the message says which, why, and what to do. */
public class DependencyException extends Exception {
    public DependencyException(String message) {
        super(message);
    }

    public DependencyException(String message, Throwable cause) {
        super(message, cause);
    }
}
