package dev.reprise.kernel;

import dev.reprise.kernel.protocol.Channel;
import dev.reprise.kernel.protocol.Json;
import dev.reprise.kernel.protocol.Message;
import java.util.Map;

/** A message that wants an answer, and the channel to answer on. */
record Request(Channel channel, Message message) {

    String type() {
        return message.type();
    }

    Map<String, Object> content() {
        return message.content();
    }

    String string(String key) {
        return Json.string(content(), key);
    }

    int integer(String key, int otherwise) {
        return Json.integer(content(), key, otherwise);
    }

    boolean flag(String key, boolean otherwise) {
        return Json.flag(content(), key, otherwise);
    }
}
