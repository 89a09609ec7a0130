package dev.reprise.kernel.protocol;

import java.util.List;
import java.util.Map;

/**
 * One Jupyter message.
 *
 * @param identities ZeroMQ routing prefix: on a request, whom to answer; on IOPub, the topic
 * @param header message id, type, session and so on
 * @param parent the header of the request that this message answers; empty for a request
 * @param buffers binary parts behind the JSON
 */
public record Message(
        List<byte[]> identities,
        Map<String, Object> header,
        Map<String, Object> parent,
        Map<String, Object> metadata,
        Map<String, Object> content,
        List<byte[]> buffers) {

    /** The message type, such as {@code execute_request}. */
    public String type() {
        return Json.string(header, "msg_type");
    }

    /** The message's own id. */
    public String id() {
        return Json.string(header, "msg_id");
    }
}
