package dev.reprise.kernel;

import dev.reprise.kernel.protocol.Channel;
import dev.reprise.kernel.protocol.Json;
import dev.reprise.kernel.protocol.Message;
import java.util.List;
import java.util.Map;

/**
 * A message that wants an answer.
 *
 * @param channel the channel to answer on
 * @param arrivedNanos when it came, by {@link System#nanoTime}
 */
record Request(Channel channel, Message message, long arrivedNanos) {

    /** A message that has just come. */
    Request(Channel channel, Message message) {
        this(channel, message, System.nanoTime());
    }

    String type() {
        return message.type();
    }

    Map<String, Object> content() {
        return message.content();
    }

    String string(String key) {
        return Json.string(content(), key);
    }

    /** The subshell that it is for; empty for the main shell. */
    String subshell() {
        return Json.string(message.header(), "subshell_id");
    }

    /** Whether it makes the notebook's code run, and so has to wait for its turn. */
    boolean isForUserCode() {
        return type().equals("execute_request") || type().startsWith("comm_") && !type().equals("comm_info_request");
    }

    /** What later output still needs of it: whom to tell, and how. Code and data, which may be large, are not kept. */
    Request abridged() {
        Map<String, Object> flags =
                Contents.of("silent", flag("silent", false), "allow_stdin", flag("allow_stdin", true));
        return new Request(
                channel,
                new Message(message.identities(), message.header(), Map.of(), Map.of(), flags, List.of()),
                arrivedNanos);
    }

    int integer(String key, int otherwise) {
        return Json.integer(content(), key, otherwise);
    }

    boolean flag(String key, boolean otherwise) {
        return Json.flag(content(), key, otherwise);
    }
}
