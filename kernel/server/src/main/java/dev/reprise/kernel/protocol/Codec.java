package dev.reprise.kernel.protocol;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * Messages as ZeroMQ frames: identities, delimiter, signature, header, parent header, metadata, content, buffers.
 *
 * @see <a href="https://jupyter-client.readthedocs.io/en/stable/messaging.html#the-wire-protocol">The wire protocol</a>
 */
final class Codec {
    private static final byte[] DELIMITER = "<IDS|MSG>".getBytes(StandardCharsets.US_ASCII);
    private static final int JSON_PARTS = 4;

    private final Signer signer;

    Codec(Signer signer) {
        this.signer = signer;
    }

    List<byte[]> encode(Message message) {
        List<byte[]> parts = List.of(
                Json.write(message.header()),
                Json.write(message.parent()),
                Json.write(message.metadata()),
                Json.write(message.content()));
        var frames = new ArrayList<>(message.identities());
        frames.add(DELIMITER);
        frames.add(signer.sign(parts));
        frames.addAll(parts);
        frames.addAll(message.buffers());
        return frames;
    }

    /**
     * Reads a message.
     *
     * @throws UnreadableMessageException when it is signed and has a header, but the rest cannot be read
     * @throws IOException when the frames are not a message, or its signature is wrong
     */
    Message decode(List<byte[]> frames) throws IOException {
        int delimiter = 0;
        while (delimiter < frames.size() && !Arrays.equals(frames.get(delimiter), DELIMITER)) {
            delimiter++;
        }
        int start = delimiter + 2;
        if (frames.size() < start + JSON_PARTS) {
            throw new IOException("not a Jupyter message: " + frames.size() + " frames");
        }
        List<byte[]> parts = frames.subList(start, start + JSON_PARTS);
        if (!signer.accepts(parts, frames.get(delimiter + 1))) {
            throw new IOException("wrong signature");
        }
        Map<String, Object> header = Json.read(parts.get(0));
        if (Json.string(header, "msg_id").isEmpty()
                || Json.string(header, "msg_type").isEmpty()) {
            throw new IOException("a header without msg_id or msg_type");
        }
        List<byte[]> identities = List.copyOf(frames.subList(0, delimiter));
        try {
            return new Message(
                    identities,
                    header,
                    Json.read(parts.get(1)),
                    Json.read(parts.get(2)),
                    Json.read(parts.get(3)),
                    List.copyOf(frames.subList(start + JSON_PARTS, frames.size())));
        } catch (IOException e) {
            throw new UnreadableMessageException(identities, header, "a part is not the JSON object that it should be");
        } catch (OutOfMemoryError e) {
            throw new UnreadableMessageException(identities, header, "it is too large for the kernel's memory");
        }
    }
}
