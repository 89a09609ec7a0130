package dev.reprise.kernel.protocol;

import java.io.IOException;
import java.util.List;
import java.util.Map;

/** A message of which only the header can be read: enough to answer it. */
final class UnreadableMessageException extends IOException {
    private final transient Message header;

    UnreadableMessageException(List<byte[]> identities, Map<String, Object> header, String reason) {
        super(reason);
        this.header = new Message(identities, header, Map.of(), Map.of(), Map.of(), List.of());
    }

    /** The message without its content. */
    Message header() {
        return header;
    }
}
