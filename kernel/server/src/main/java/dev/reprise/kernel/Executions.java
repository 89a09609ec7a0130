package dev.reprise.kernel;

import dev.reprise.kernel.engine.CellResult;
import dev.reprise.kernel.engine.Engine;
import dev.reprise.kernel.protocol.Json;
import dev.reprise.notebook.MimeBundle;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Consumer;

/** The cells that wait to be run, and the running of them: one after the other, in the order in which they came. */
final class Executions {
    private final Session session;
    private final Cells cells;
    private final Engine engine;
    private final History history;
    private final BlockingQueue<Request> waiting = new LinkedBlockingQueue<>();
    private final List<Request> aborted = new ArrayList<>();
    private int executionCount;

    Executions(Session session, Cells cells, Engine engine, History history) {
        this.session = session;
        this.cells = cells;
        this.engine = engine;
        this.history = history;
    }

    void add(Request request) {
        waiting.add(request);
    }

    /** Hands over one request after the other; returns when the thread is interrupted. */
    void run(Consumer<Request> handler) {
        while (true) {
            try {
                handler.accept(waiting.take());
                abortQueued();
            } catch (InterruptedException e) {
                return;
            }
        }
    }

    /** Runs a cell and answers. */
    void execute(Request request) {
        String code = request.string("code");
        boolean silent = request.flag("silent", false);
        boolean store = !silent && request.flag("store_history", true);
        if (store) {
            executionCount++;
            history.add(executionCount, code);
        }
        if (!silent) {
            session.publish(request, "execute_input", Contents.of("code", code, "execution_count", executionCount));
        }
        CellResult result = engine.execute(cells.open(request), executionCount, code);
        if (result instanceof CellResult.Failure failure) {
            // Before the reply, after which a front end may send cells that do not belong to this batch.
            if (request.flag("stop_on_error", true)) {
                waiting.drainTo(aborted);
            }
            session.publish(request, "error", Contents.error(failure.report()));
            session.reply(
                    request, "execute_reply", Contents.errorReply(failure.report(), "execution_count", executionCount));
        } else if (result instanceof CellResult.Success success) {
            if (success.bundle() != null && !silent) {
                session.publish(request, "execute_result", executeResult(success.bundle()));
            }
            session.reply(
                    request,
                    "execute_reply",
                    Contents.ok(
                            "execution_count", executionCount,
                            "payload", List.of(),
                            "user_expressions", userExpressions(request)));
        }
    }

    private Map<String, Object> executeResult(MimeBundle bundle) {
        Map<String, Object> content = Contents.bundle(bundle);
        content.put("execution_count", executionCount);
        return content;
    }

    private Map<String, Object> userExpressions(Request request) {
        var values = new LinkedHashMap<String, Object>();
        Json.object(request.content(), "user_expressions").forEach((name, expression) -> {
            CellResult result = engine.execute(cells.open(request), executionCount, String.valueOf(expression));
            values.put(name, userExpression(result));
        });
        return values;
    }

    private static Map<String, Object> userExpression(CellResult result) {
        if (result instanceof CellResult.Failure failure) {
            return Contents.errorReply(failure.report());
        }
        MimeBundle bundle = ((CellResult.Success) result).bundle();
        Map<String, Object> value = Contents.bundle(bundle == null ? MimeBundle.text("") : bundle);
        value.put("status", "ok");
        return value;
    }

    /** After an error, cells that a front end sent together with the failed one do not run. */
    private void abortQueued() {
        for (Request request : aborted) {
            session.publish(request, "status", Map.of("execution_state", "busy"));
            session.reply(request, "execute_reply", Contents.of("status", "aborted"));
            session.publish(request, "status", Map.of("execution_state", "idle"));
        }
        aborted.clear();
    }
}
