package dev.reprise.notebook;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * What travels over a {@link Comm}.
 *
 * @param kind what it does to the comm
 * @param comm the comm's id
 * @param target what the comm is for; empty except in {@link Kind#OPEN}
 * @param data strings, numbers, booleans, nulls, and lists and maps of them, which travel as JSON
 * @param metadata more of the same, by custom not for the application: a protocol version, for example
 * @param buffers bytes that would be expensive as JSON
 */
public record CommMessage(
        Kind kind,
        String comm,
        String target,
        Map<String, Object> data,
        Map<String, Object> metadata,
        List<byte[]> buffers) {

    /** What a message does. */
    public enum Kind {
        /** Opens a comm; both sides know it from then on. */
        OPEN,
        /** Tells the other side something. */
        MESSAGE,
        /** Closes a comm; nothing follows. */
        CLOSE
    }

    public CommMessage {
        Objects.requireNonNull(kind);
        Objects.requireNonNull(comm);
        Objects.requireNonNull(target);
        data = Collections.unmodifiableMap(new LinkedHashMap<>(data));
        metadata = Collections.unmodifiableMap(new LinkedHashMap<>(metadata));
        buffers = List.copyOf(buffers);
    }
}
