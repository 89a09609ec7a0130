package dev.reprise.kernel;

import dev.reprise.kernel.protocol.Json;
import dev.reprise.notebook.CommMessage;
import dev.reprise.notebook.CommMessage.Kind;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The comms that are open, and their messages as Jupyter writes them. */
final class Comms {
    private final Session session;
    private final Map<String, String> targets = new LinkedHashMap<>();

    Comms(Session session) {
        this.session = session;
    }

    /** What the front end has sent. */
    synchronized CommMessage receive(Request request) {
        String id = request.string("comm_id");
        Kind kind = switch (request.type()) {
            case "comm_open" -> Kind.OPEN;
            case "comm_close" -> Kind.CLOSE;
            default -> Kind.MESSAGE;
        };
        remember(kind, id, request.string("target_name"));
        return new CommMessage(
                kind,
                id,
                request.string("target_name"),
                Json.object(request.content(), "data"),
                request.message().metadata(),
                request.message().buffers());
    }

    /** Sends what a cell or a handler wants the front end to know. */
    synchronized void send(Request request, CommMessage message) {
        remember(message.kind(), message.comm(), message.target());
        Map<String, Object> content = Contents.of("comm_id", message.comm(), "data", message.data());
        String type = switch (message.kind()) {
            case OPEN -> {
                content.put("target_name", message.target());
                yield "comm_open";
            }
            case MESSAGE -> "comm_msg";
            case CLOSE -> "comm_close";
        };
        session.publish(request, type, content, message.metadata(), message.buffers());
    }

    private void remember(Kind kind, String id, String target) {
        if (kind == Kind.OPEN) {
            targets.put(id, target);
        } else if (kind == Kind.CLOSE) {
            targets.remove(id);
        }
    }

    /** Closes every comm, since nobody is left who would answer. */
    synchronized void closeAll(Request request) {
        for (String id : List.copyOf(targets.keySet())) {
            send(request, new CommMessage(Kind.CLOSE, id, "", Map.of(), Map.of(), List.of()));
        }
    }

    /** The open comms by their ids; those of one target, unless it is empty. */
    synchronized Map<String, Object> info(String target) {
        var open = new LinkedHashMap<String, Object>();
        targets.forEach((id, name) -> {
            if (target.isEmpty() || target.equals(name)) {
                open.put(id, Map.of("target_name", name));
            }
        });
        return open;
    }
}
