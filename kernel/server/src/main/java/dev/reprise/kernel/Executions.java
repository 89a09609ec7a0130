package dev.reprise.kernel;

import dev.reprise.kernel.engine.CellResult;
import dev.reprise.kernel.magics.Interpreter;
import dev.reprise.kernel.protocol.Json;
import dev.reprise.notebook.MimeBundle;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/**
 * The cells and comm messages that wait for one thread, and the working off of them: one after the other, in the order in
 * which they came. The main shell has one such thread, each subshell one more.
 */
final class Executions {
    private static final int AGAIN_MILLIS = 100;
    private static final long BETWEEN_CELLS_MILLIS = 20;
    private static final long LONGEST_BATCH_NANOS = 200_000_000;
    private static final Request END = new Request(null, null);

    private final Session session;
    private final Cells cells;
    private final Interpreter interpreter;
    private final History history;
    private final Comms comms;
    private final Consumer<Request> handler;
    private final BlockingQueue<Request> waiting = new LinkedBlockingQueue<>();
    private final List<Request> aborted = new ArrayList<>();
    private final Thread thread;
    private FailedCell failed;
    private boolean ended;

    /** @param handler is given one request after the other; it has to call {@link #execute} or {@link #comm} */
    Executions(
            String name,
            Session session,
            Cells cells,
            Interpreter interpreter,
            History history,
            Comms comms,
            BiConsumer<Executions, Request> handler) {
        this.session = session;
        this.cells = cells;
        this.interpreter = interpreter;
        this.history = history;
        this.comms = comms;
        this.handler = request -> handler.accept(this, request);
        this.thread = new Thread(this::run, name);
        thread.setDaemon(true);
    }

    void start() {
        thread.start();
    }

    /** False when this has ended, and the request will not be answered here. */
    synchronized boolean add(Request request) {
        return !ended && waiting.add(request);
    }

    /** Stops what runs, aborts what waits, and ends the thread. */
    void end() throws InterruptedException {
        var rest = new ArrayList<Request>();
        synchronized (this) {
            ended = true;
            waiting.drainTo(rest);
            waiting.add(END);
        }
        rest.forEach(this::abort);
        while (thread.isAlive()) {
            // Again, when the cell that was taken from the queue had not begun yet.
            interpreter.interrupt(thread);
            thread.join(AGAIN_MILLIS);
        }
    }

    private void run() {
        try {
            for (Request request = waiting.take(); request != END; request = waiting.take()) {
                if (isCell(request) && failed != null && failed.wasUnknownTo(request)) {
                    abort(request);
                    continue;
                }
                handler.accept(request);
                aborted.forEach(this::abort);
                aborted.clear();
                interpreter.tidy();
            }
            interpreter.leave();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Runs a cell and answers. */
    void execute(Request request) {
        String code = request.string("code");
        boolean silent = request.flag("silent", false);
        boolean store = !silent && request.flag("store_history", true);
        int number = store ? history.add(code) : history.latest();
        if (!silent) {
            session.publish(request, "execute_input", Contents.of("code", code, "execution_count", number));
        }
        long cell = cells.open(request);
        CellResult result = interpreter.execute(cell, number, code);
        cells.close(cell);
        if (result instanceof CellResult.Failure failure) {
            if (!silent) {
                session.publish(request, "error", Contents.error(failure.report()));
            }
            // Before the reply, after which a front end may send cells that do not belong to this batch.
            if (request.flag("stop_on_error", true)) {
                takeRestOfBatch();
                failed = FailedCell.of(request);
            }
            session.reply(request, "execute_reply", Contents.errorReply(failure.report(), "execution_count", number));
        } else if (result instanceof CellResult.Success success) {
            if (success.bundle() != null && !silent) {
                Map<String, Object> content = Contents.bundle(success.bundle());
                content.put("execution_count", number);
                session.publish(request, "execute_result", content);
                if (store && success.bundle().data().get(MimeBundle.TEXT) instanceof String text) {
                    history.addOutput(number, text);
                }
            }
            session.reply(
                    request,
                    "execute_reply",
                    Contents.ok(
                            "execution_count", number,
                            "payload", List.of(),
                            "user_expressions", userExpressions(request, number)));
        }
    }

    /** Hands a comm's message to its handler. There is no reply; what goes wrong is shown as an error. */
    void comm(Request request) {
        interpreter
                .comm(cells.open(request), comms.receive(request))
                .ifPresent(report -> session.publish(request, "error", Contents.error(report)));
    }

    private Map<String, Object> userExpressions(Request request, int number) {
        var values = new LinkedHashMap<String, Object>();
        Json.object(request.content(), "user_expressions").forEach((name, expression) -> {
            CellResult result = interpreter.execute(cells.open(request), number, String.valueOf(expression));
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

    /**
     * After an error, cells that a front end sent together with the failed one do not run; comm messages do. A batch may be
     * on its way while its first cell has failed already, so it is waited for as long as one request follows the other.
     */
    private void takeRestOfBatch() {
        var rest = new ArrayList<Request>();
        long end = System.nanoTime() + LONGEST_BATCH_NANOS;
        try {
            do {
                waiting.drainTo(rest);
                Request next = waiting.poll(BETWEEN_CELLS_MILLIS, TimeUnit.MILLISECONDS);
                if (next == null) {
                    break;
                }
                rest.add(next);
            } while (System.nanoTime() < end);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        for (Request request : rest) {
            if (isCell(request)) {
                aborted.add(request);
            } else {
                waiting.add(request);
            }
        }
    }

    private static boolean isCell(Request request) {
        return request != END && request.type().equals("execute_request");
    }

    private void abort(Request request) {
        session.publish(request, "status", Map.of("execution_state", "busy"));
        if (isCell(request)) {
            session.reply(request, "execute_reply", Contents.of("status", "aborted"));
        }
        session.publish(request, "status", Map.of("execution_state", "idle"));
    }
}
