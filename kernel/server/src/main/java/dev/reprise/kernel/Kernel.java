package dev.reprise.kernel;

import dev.reprise.kernel.engine.Engine;
import dev.reprise.kernel.engine.ErrorReport;
import dev.reprise.kernel.engine.Settings;
import dev.reprise.kernel.magics.Interpreter;
import dev.reprise.kernel.protocol.Channel;
import dev.reprise.kernel.protocol.ConnectionFile;
import dev.reprise.kernel.protocol.Message;
import dev.reprise.kernel.protocol.Wire;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Answers Jupyter's requests.
 *
 * <p>Three threads: cells and comms run on one, in the order in which they came; other shell requests, such as completion,
 * are answered on a second, also while a cell runs; control requests on a third. Every subshell has one more. Every request gets {@code busy}, a reply with a status, and
 * {@code idle}, whatever happens.
 */
public final class Kernel implements AutoCloseable {
    private final Wire wire;
    private final Session session;
    private final Cells cells;
    private final Engine engine;
    private final Interpreter interpreter;
    private final History history;
    private final Comms comms;
    private final Usage usage = new Usage();
    private final Executions main;
    private final Subshells subshells;
    private final Assistance assistance;
    private final ExecutorService shell = Executors.newSingleThreadExecutor(task -> daemon("shell", task));
    private final ExecutorService control = Executors.newSingleThreadExecutor(task -> daemon("control", task));
    private final CountDownLatch shutdown = new CountDownLatch(1);

    /**
     * Starts the engine.
     *
     * @throws IOException when the evaluator process cannot be started
     */
    public Kernel(Wire wire, Settings settings, Map<String, String> environment) throws IOException {
        this.wire = wire;
        this.history = new History(HistoryFiles.of(environment));
        this.session = new Session(wire);
        this.comms = new Comms(session);
        this.cells = new Cells(session, comms, OutputLimit.of(environment), this::passOn);
        this.engine = Engine.start(settings, cells);
        this.interpreter = new Interpreter(engine, cells, environment, Path.of(System.getProperty(Main.HOME)));
        this.main = executions("cells");
        this.subshells = new Subshells(() -> {
            Executions subshell = executions("subshell");
            subshell.start();
            return subshell;
        });
        this.assistance = new Assistance(interpreter);
    }

    private Executions executions(String name) {
        return new Executions(name, session, cells, interpreter, history, comms, this::handle);
    }

    /**
     * Begins to answer requests.
     *
     * @throws IOException when an address is taken
     */
    public void start() throws IOException {
        main.start();
        wire.start(this::receive, this::refuse, this::welcome);
        session.publish("status", Map.of("execution_state", "starting"));
    }

    /** Waits until a client wants the kernel to end, or {@link #stop} is called. */
    public void awaitEnd() throws InterruptedException {
        shutdown.await();
    }

    /** Ends {@link #awaitEnd}. */
    public void stop() {
        shutdown.countDown();
    }

    /** Stops all running cells. */
    public void interrupt() {
        control.execute(interpreter::interrupt);
    }

    @Override
    public void close() {
        engine.close();
        wire.close();
    }

    private void passOn(String line) {
        engine.answer(line);
    }

    private void welcome(String subscription) {
        session.welcome(subscription);
    }

    private void receive(Channel channel, Message message) {
        var request = new Request(channel, message);
        switch (channel) {
            case STDIN -> shell.execute(() -> cells.answer(request));
            case CONTROL -> {
                if (request.isForUserCode()) {
                    main.add(request);
                } else {
                    control.execute(() -> handle(null, request));
                }
            }
            case SHELL -> {
                Executions executions = request.subshell().isEmpty() ? main : subshells.get(request.subshell());
                if (executions == null || !request.isForUserCode()) {
                    shell.execute(() -> handle(executions, request));
                } else if (!executions.add(request)) {
                    // A subshell that is being deleted at this moment.
                    shell.execute(() -> handle(null, request));
                }
            }
            default -> throw new IllegalArgumentException(channel + " receives no messages");
        }
    }

    /** A request whose content cannot be read gets its answer all the same. */
    private void refuse(Channel channel, Message message, String reason) {
        var request = new Request(channel, message);
        if (channel != Channel.STDIN) {
            (channel == Channel.CONTROL ? control : shell)
                    .execute(() -> answering(request, () -> refuse(request, "UnreadableRequest", reason)));
        }
    }

    /** @param executions where the request's code runs; null for a control request, and for a subshell that is not there */
    private void handle(Executions executions, Request request) {
        answering(request, () -> dispatch(executions, request));
    }

    private void answering(Request request, Runnable action) {
        session.publish(request, "status", Map.of("execution_state", "busy"));
        try {
            action.run();
        } catch (RuntimeException | Error e) {
            e.printStackTrace();
            var report = new ErrorReport(e.getClass().getName(), "The kernel failed: " + e.getMessage(), List.of());
            if (request.type().equals("execute_request")) {
                session.publish(request, "error", Contents.error(report));
            }
            answer(request, Contents.errorReply(report));
        } finally {
            session.publish(request, "status", Map.of("execution_state", "idle"));
        }
    }

    private void answer(Request request, Map<String, Object> content) {
        session.reply(request, request.type().replaceFirst("_request$", "") + "_reply", content);
    }

    private void dispatch(Executions executions, Request request) {
        if (executions == null && request.channel() == Channel.SHELL) {
            refuse(request, "UnknownSubshell", "There is no subshell '" + request.subshell() + "'");
            return;
        }
        switch (request.type()) {
            case "execute_request" -> executions.execute(request);
            case "kernel_info_request" -> session.reply(request, "kernel_info_reply", KernelInfo.reply());
            case "complete_request" -> session.reply(request, "complete_reply", assistance.complete(request));
            case "inspect_request" -> session.reply(request, "inspect_reply", assistance.inspect(request));
            case "is_complete_request" -> session.reply(request, "is_complete_reply", assistance.isComplete(request));
            case "history_request" ->
                session.reply(request, "history_reply", Contents.ok("history", history.find(request)));
            case "comm_info_request" ->
                session.reply(
                        request, "comm_info_reply", Contents.ok("comms", comms.info(request.string("target_name"))));
            case "comm_open", "comm_msg", "comm_close" -> executions.comm(request);
            case "create_subshell_request" ->
                session.reply(request, "create_subshell_reply", Contents.ok("subshell_id", subshells.create()));
            case "list_subshell_request" ->
                session.reply(request, "list_subshell_reply", Contents.ok("subshell_id", subshells.list()));
            case "delete_subshell_request" -> {
                if (subshells.delete(request.string("subshell_id"))) {
                    answer(request, Contents.ok());
                } else {
                    refuse(request, "UnknownSubshell", "There is no such subshell");
                }
            }
            case "connect_request" -> session.reply(request, "connect_reply", ports(wire.connection()));
            case "usage_request" -> answer(request, usage.reply());
            case "interrupt_request" -> {
                interpreter.interrupt();
                session.reply(request, "interrupt_reply", Contents.ok());
            }
            case "shutdown_request" -> {
                session.reply(request, "shutdown_reply", Contents.ok("restart", request.flag("restart", false)));
                stop();
            }
            default -> refuse(request, "UnknownRequest", "This kernel does not know '" + request.type() + "'");
        }
    }

    private void refuse(Request request, String name, String message) {
        answer(request, Contents.errorReply(new ErrorReport(name, message, List.of())));
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
