package dev.reprise.kernel;

import dev.reprise.kernel.protocol.Channel;
import dev.reprise.kernel.protocol.Message;
import dev.reprise.kernel.protocol.Wire;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;

/** Composes and sends this kernel's messages, under a session id of its own. */
final class Session {
    static final String PROTOCOL_VERSION = "5.5";

    /** Unlike any other, but no secret: a random number that is one takes 30 ms to load. */
    private final String id;

    private final AtomicLong sent = new AtomicLong();
    private final Wire wire;

    Session(Wire wire) {
        this.wire = wire;
        var random = new SplittableRandom();
        this.id = new UUID(
                        random.nextLong(),
                        random.nextLong() ^ ProcessHandle.current().pid())
                .toString();
    }

    /** Answers a request on the channel it came from. */
    void reply(Request request, String type, Map<String, Object> content) {
        Message message = request.message();
        wire.send(
                request.channel(),
                new Message(message.identities(), header(type), message.header(), Map.of(), content, List.of()));
    }

    /** Asks the front end that sent a request; returns the id of the question. */
    String ask(Request request, String type, Map<String, Object> content) {
        Message message = request.message();
        Map<String, Object> header = header(type);
        wire.send(
                Channel.STDIN,
                new Message(message.identities(), header, message.header(), Map.of(), content, List.of()));
        return (String) header.get("msg_id");
    }

    /** Tells every front end what follows from a request, with binary parts. */
    void publish(
            Request request,
            String type,
            Map<String, Object> content,
            Map<String, Object> metadata,
            List<byte[]> buffers) {
        publish(topic(type), request.message().header(), type, content, metadata, buffers);
    }

    /** Tells every front end what follows from a request. */
    void publish(Request request, String type, Map<String, Object> content) {
        publish(request.message().header(), type, content);
    }

    /** Tells every front end. */
    void publish(String type, Map<String, Object> content) {
        publish(Map.of(), type, content);
    }

    /** Tells a new subscriber to IOPub that it hears from now on. */
    void welcome(String subscription) {
        var content = Map.<String, Object>of("subscription", subscription);
        // Under the topic that it subscribed to, since it hears no other.
        publish(subscription, Map.of(), "iopub_welcome", content, Map.of(), List.of());
    }

    private void publish(Map<String, Object> parent, String type, Map<String, Object> content) {
        publish(topic(type), parent, type, content, Map.of(), List.of());
    }

    private String topic(String type) {
        return "kernel." + id + "." + type;
    }

    private void publish(
            String topic,
            Map<String, Object> parent,
            String type,
            Map<String, Object> content,
            Map<String, Object> metadata,
            List<byte[]> buffers) {
        List<byte[]> topics = List.of(topic.getBytes(StandardCharsets.UTF_8));
        wire.send(Channel.IOPUB, new Message(topics, header(type), parent, metadata, content, buffers));
    }

    private Map<String, Object> header(String type) {
        return Map.of(
                "msg_id",
                id + "_" + sent.incrementAndGet(),
                "session",
                id,
                "username",
                "kernel",
                "date",
                Instant.now().toString(),
                "msg_type",
                type,
                "version",
                PROTOCOL_VERSION);
    }
}
