package dev.reprise.kernel;

import dev.reprise.kernel.engine.Outlet;
import dev.reprise.kernel.protocol.Json;
import dev.reprise.notebook.CommMessage;
import dev.reprise.notebook.MimeBundle;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;

/** Publishes what cells print and show, each as the output of the request that started it. */
final class Cells implements Outlet {
    /** Threads that outlive so many later cells lose their place. */
    private static final int REMEMBERED = 1000;

    private final Session session;
    private final Consumer<String> answer;
    private final Comms comms;
    private final OutputLimit limit;
    private final Map<Long, Request> requests = new LinkedHashMap<>();
    private long latest;
    private volatile String latestQuestion = "";

    /** @param answer takes a line of input, or null when the front end cannot ask */
    Cells(Session session, Comms comms, OutputLimit limit, Consumer<String> answer) {
        this.session = session;
        this.comms = comms;
        this.limit = limit;
        this.answer = answer;
    }

    /** A new cell, for the request that wants it run. */
    synchronized long open(Request request) {
        requests.put(++latest, request.abridged());
        requests.remove(latest - REMEMBERED);
        limit.forget(latest - REMEMBERED);
        return latest;
    }

    /** The cell has ended: says how much of its output was left out. */
    void close(long cell) {
        limit.leftOut(cell).ifPresent(note -> stream(cell, true, note));
    }

    private synchronized Request request(long cell) {
        return requests.getOrDefault(cell, requests.get(latest));
    }

    @Override
    public void output(long cell, boolean error, String text) {
        OutputLimit.Part part = limit.take(cell, text);
        if (!part.text().isEmpty()) {
            stream(cell, error, part.text());
        }
        if (!part.note().isEmpty()) {
            stream(cell, true, part.note());
        }
    }

    private void stream(long cell, boolean error, String text) {
        publish(cell, "stream", Contents.of("name", error ? "stderr" : "stdout", "text", text));
    }

    @Override
    public void display(long cell, String displayId, MimeBundle bundle, boolean update) {
        Map<String, Object> content = Contents.bundle(bundle);
        content.put("transient", Map.of("display_id", displayId));
        publish(cell, update ? "update_display_data" : "display_data", content);
    }

    @Override
    public void clear(long cell, boolean onNextOutput) {
        publish(cell, "clear_output", Contents.of("wait", onNextOutput));
    }

    @Override
    public void comm(long cell, CommMessage message) {
        comms.send(request(cell), message);
    }

    @Override
    public void commsLost() {
        comms.closeAll(request(latest));
    }

    @Override
    public void input(long cell, String prompt, boolean password) {
        Request request = request(cell);
        if (request != null && request.flag("allow_stdin", true)) {
            latestQuestion = session.ask(request, "input_request", Contents.of("prompt", prompt, "password", password));
        } else {
            answer.accept(null);
        }
    }

    /** Takes a front end's {@code input_reply}; one to a question that is no longer asked is passed over. */
    void answer(Request reply) {
        String question = Json.string(reply.message().parent(), "msg_id");
        if (question.isEmpty() || question.equals(latestQuestion)) {
            answer.accept(reply.string("value"));
        }
    }

    private void publish(long cell, String type, Map<String, Object> content) {
        Request request = request(cell);
        if (request == null) {
            session.publish(type, content);
        } else if (!request.flag("silent", false)) {
            session.publish(request, type, content);
        }
    }
}
