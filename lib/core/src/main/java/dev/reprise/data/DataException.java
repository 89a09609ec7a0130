package dev.reprise.data;

/** Data that is not there, or is not what it should be: the message says which file, what is wrong and what to do. */
public final class DataException extends RuntimeException {
    DataException(String message) {
        super(message);
    }

    DataException(String message, Throwable cause) {
        super(message, cause);
    }
}
