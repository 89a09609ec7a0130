package dev.reprise.kernel;

import dev.reprise.kernel.engine.CellResult;
import dev.reprise.kernel.engine.Completion;
import dev.reprise.kernel.engine.Engine;
import dev.reprise.kernel.engine.ErrorReport;
import dev.reprise.kernel.engine.Readiness;
import dev.reprise.kernel.engine.Settings;
import dev.reprise.kernel.protocol.Channel;
import dev.reprise.kernel.protocol.Json;
import dev.reprise.kernel.protocol.Message;
import dev.reprise.kernel.protocol.Wire;
import dev.reprise.notebook.MimeBundle;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;

/**
 * Answers Jupyter's requests.
 *
 * <p>Three threads: cells run on one, one after the other; other shell requests, such as completion, are answered on a
 * second, also while a cell runs; control requests on a third. Every request gets {@code busy}, a reply with a status, and
 * {@code idle}, whatever happens.
 */
public final class Kernel implements AutoCloseable {
    private static final String VERSION = "0.1.0";

    private final Wire wire;
    private final Session session;
    private final Cells cells;
    private final Engine engine;
    private final History history = new History();
    private final BlockingQueue<Request> executions = new LinkedBlockingQueue<>();
    private final List<Request> aborted = new ArrayList<>();
    private final ExecutorService shell = Executors.newSingleThreadExecutor(task -> daemon("shell", task));
    private final ExecutorService control = Executors.newSingleThreadExecutor(task -> daemon("control", task));
    private final CountDownLatch shutdown = new CountDownLatch(1);
    private int executionCount;

    /**
     * Starts the engine and begins to answer.
     *
     * @throws IOException when the evaluator process cannot be started
     */
    public Kernel(Wire wire, Settings settings) throws IOException {
        this.wire = wire;
        this.session = new Session(wire);
        this.cells = new Cells(session, line -> answer(line));
        this.engine = Engine.start(settings, cells);
    }

    /** Answers requests until a client wants the kernel to end. */
    public void run() throws InterruptedException {
        daemon("cells", this::runCells).start();
        wire.start(this::receive, this::welcome);
        session.publish("status", Map.of("execution_state", "starting"));
        shutdown.await();
    }

    /** Ends {@link #run}. */
    public void stop() {
        shutdown.countDown();
    }

    @Override
    public void close() {
        engine.close();
        wire.close();
    }

    private void answer(String line) {
        engine.answer(line);
    }

    private void welcome(String subscription) {
        session.publish("iopub_welcome", Map.of("subscription", subscription));
    }

    private void receive(Channel channel, Message message) {
        var request = new Request(channel, message);
        switch (channel) {
            case STDIN -> shell.execute(() -> answer(request.string("value")));
            case CONTROL -> control.execute(() -> handle(request));
            case SHELL -> {
                if (request.type().equals("execute_request")) {
                    executions.add(request);
                } else {
                    shell.execute(() -> handle(request));
                }
            }
            default -> throw new IllegalArgumentException(channel + " receives no messages");
        }
    }

    private void runCells() {
        while (true) {
            try {
                handle(executions.take());
                abortQueued();
            } catch (InterruptedException e) {
                return;
            }
        }
    }

    private void handle(Request request) {
        session.publish(request, "status", Map.of("execution_state", "busy"));
        try {
            dispatch(request);
        } catch (RuntimeException | Error e) {
            e.printStackTrace();
            var report = new ErrorReport(e.getClass().getName(), "The kernel failed: " + e.getMessage(), List.of());
            session.reply(request, replyType(request), Contents.errorReply(report));
        } finally {
            session.publish(request, "status", Map.of("execution_state", "idle"));
        }
    }

    private static String replyType(Request request) {
        return request.type().replaceFirst("_request$", "") + "_reply";
    }

    private void dispatch(Request request) {
        switch (request.type()) {
            case "execute_request" -> execute(request);
            case "kernel_info_request" -> session.reply(request, "kernel_info_reply", kernelInfo());
            case "complete_request" -> session.reply(request, "complete_reply", complete(request));
            case "inspect_request" -> session.reply(request, "inspect_reply", inspect(request));
            case "is_complete_request" -> session.reply(request, "is_complete_reply", isComplete(request));
            case "history_request" ->
                session.reply(request, "history_reply", Contents.ok("history", history.find(request)));
            case "comm_info_request" -> session.reply(request, "comm_info_reply", Contents.ok("comms", Map.of()));
            case "comm_open" ->
                session.publish(
                        request, "comm_close", Contents.of("comm_id", request.string("comm_id"), "data", Map.of()));
            case "comm_msg", "comm_close" -> {
                // For a comm that was refused when it was opened.
            }
            case "interrupt_request" -> {
                engine.interrupt();
                session.reply(request, "interrupt_reply", Contents.ok());
            }
            case "shutdown_request" -> {
                session.reply(request, "shutdown_reply", Contents.ok("restart", request.flag("restart", false)));
                stop();
            }
            default ->
                session.reply(
                        request,
                        replyType(request),
                        Contents.errorReply(new ErrorReport(
                                "UnknownRequest", "This kernel does not know '" + request.type() + "'", List.of())));
        }
    }

    private void execute(Request request) {
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
                executions.drainTo(aborted);
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

    private Map<String, Object> complete(Request request) {
        String code = request.string("code");
        int cursor = CodePoints.toIndex(code, request.integer("cursor_pos", Integer.MAX_VALUE));
        Completion completion = engine.complete(code, cursor);
        return Contents.ok(
                "matches", completion.matches(),
                "cursor_start", CodePoints.fromIndex(code, completion.start()),
                "cursor_end", CodePoints.fromIndex(code, completion.end()),
                "metadata", Map.of());
    }

    private Map<String, Object> inspect(Request request) {
        String code = request.string("code");
        int cursor = CodePoints.toIndex(code, request.integer("cursor_pos", Integer.MAX_VALUE));
        Map<String, Object> data = engine.inspect(code, cursor, request.integer("detail_level", 0) > 0)
                .map(text -> Map.<String, Object>of(MimeBundle.TEXT, text))
                .orElse(Map.of());
        return Contents.ok("found", !data.isEmpty(), "data", data, "metadata", Map.of());
    }

    private Map<String, Object> isComplete(Request request) {
        Readiness readiness = engine.readiness(request.string("code"));
        return switch (readiness) {
            case COMPLETE -> Contents.of("status", "complete");
            case INVALID -> Contents.of("status", "invalid");
            case INCOMPLETE -> Contents.of("status", "incomplete", "indent", "    ");
        };
    }

    private static Map<String, Object> kernelInfo() {
        String java = Runtime.version().toString();
        return Contents.ok(
                "protocol_version",
                Session.PROTOCOL_VERSION,
                "implementation",
                "reprise",
                "implementation_version",
                VERSION,
                "language_info",
                Contents.of(
                        "name", "Java",
                        "version", java,
                        "mimetype", "text/x-java-source",
                        "file_extension", ".jshell",
                        "pygments_lexer", "java",
                        "codemirror_mode", "java",
                        "nbconvert_exporter", "script"),
                "banner",
                "Reprise " + VERSION + ", Java " + java,
                "supported_features",
                List.of(),
                "help_links",
                List.of(
                        Contents.of(
                                "text",
                                "Java API",
                                "url",
                                "https://docs.oracle.com/en/java/javase/"
                                        + Runtime.version().feature() + "/docs/api/"),
                        Contents.of("text", "JShell", "url", "https://openjdk.org/jeps/222")));
    }

    private static Thread daemon(String name, Runnable task) {
        var thread = new Thread(task, name);
        thread.setDaemon(true);
        return thread;
    }
}
