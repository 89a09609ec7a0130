package dev.reprise.tablesaw.picture;

/** A figure, or a part of one, of which there is no picture; the message says of what, for the reader. */
public final class UndrawableException extends Exception {
    UndrawableException(String message) {
        super(message);
    }

    UndrawableException(String message, Throwable cause) {
        super(message, cause);
    }
}
