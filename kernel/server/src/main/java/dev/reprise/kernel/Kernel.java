package dev.reprise.kernel;

import dev.reprise.kernel.engine.Engine;
import dev.reprise.kernel.engine.ErrorReport;
import dev.reprise.kernel.engine.Settings;
import dev.reprise.kernel.protocol.Channel;
import dev.reprise.kernel.protocol.ConnectionFile;
import dev.reprise.kernel.protocol.Message;
import dev.reprise.kernel.protocol.Wire;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Answers Jupyter's requests.
 *
 * <p>Three threads: cells run on one, one after the other; other shell requests, such as completion, are answered on a
 * second, also while a cell runs; control requests on a third. Every request gets {@code busy}, a reply with a status, and
 * {@code idle}, whatever happens.
 */
public final class Kernel implements AutoCloseable {
    private final Wire wire;
    private final Session session;
    private final Cells cells;
    private final Engine engine;
    private final History history = new History();
    private final Executions executions;
    private final Assistance assistance;
    private final ExecutorService shell = Executors.newSingleThreadExecutor(task -> daemon("shell", task));
    private final ExecutorService control = Executors.newSingleThreadExecutor(task -> daemon("control", task));
    private final CountDownLatch shutdown = new CountDownLatch(1);

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
        this.executions = new Executions(session, cells, engine, history);
        this.assistance = new Assistance(engine);
    }

    /** Answers requests until a client wants the kernel to end. */
    public void run() throws InterruptedException {
        daemon("cells", () -> executions.run(this::handle)).start();
        wire.start(this::receive, this::welcome);
        session.publish("status", Map.of("execution_state", "starting"));
        shutdown.await();
    }

    /** Ends {@link #run}. */
    public void stop() {
        shutdown.countDown();
    }

    /** Stops the running cell, if there is one. */
    public void interrupt() {
        control.execute(engine::interrupt);
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
        session.welcome(subscription);
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
            case "execute_request" -> executions.execute(request);
            case "kernel_info_request" -> session.reply(request, "kernel_info_reply", KernelInfo.reply());
            case "complete_request" -> session.reply(request, "complete_reply", assistance.complete(request));
            case "inspect_request" -> session.reply(request, "inspect_reply", assistance.inspect(request));
            case "is_complete_request" -> session.reply(request, "is_complete_reply", assistance.isComplete(request));
            case "history_request" ->
                session.reply(request, "history_reply", Contents.ok("history", history.find(request)));
            case "comm_info_request" -> session.reply(request, "comm_info_reply", Contents.ok("comms", Map.of()));
            case "comm_open" ->
                session.publish(
                        request, "comm_close", Contents.of("comm_id", request.string("comm_id"), "data", Map.of()));
            case "comm_msg", "comm_close" -> {
                // For a comm that was refused when it was opened.
            }
            case "connect_request" -> session.reply(request, "connect_reply", ports(wire.connection()));
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

    private static Map<String, Object> ports(ConnectionFile connection) {
        return Contents.ok(
                "shell_port", connection.shell(),
                "iopub_port", connection.iopub(),
                "stdin_port", connection.stdin(),
                "hb_port", connection.heartbeat(),
                "control_port", connection.control());
    }

    private static Thread daemon(String name, Runnable task) {
        var thread = new Thread(task, name);
        thread.setDaemon(true);
        return thread;
    }
}
