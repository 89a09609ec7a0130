package dev.reprise.kernel.engine;

import dev.reprise.evaluator.Frame;
import dev.reprise.evaluator.Frame.AddToClassPath;
import dev.reprise.evaluator.Frame.Answer;
import dev.reprise.evaluator.Frame.Call;
import dev.reprise.evaluator.Frame.ClassFile;
import dev.reprise.evaluator.Frame.Clear;
import dev.reprise.evaluator.Frame.Clock;
import dev.reprise.evaluator.Frame.CloseBlocker;
import dev.reprise.evaluator.Frame.CommIn;
import dev.reprise.evaluator.Frame.CommOut;
import dev.reprise.evaluator.Frame.Define;
import dev.reprise.evaluator.Frame.Display;
import dev.reprise.evaluator.Frame.EndLane;
import dev.reprise.evaluator.Frame.Input;
import dev.reprise.evaluator.Frame.InputRequest;
import dev.reprise.evaluator.Frame.Interrupt;
import dev.reprise.evaluator.Frame.Invoke;
import dev.reprise.evaluator.Frame.Job;
import dev.reprise.evaluator.Frame.Output;
import dev.reprise.evaluator.Frame.Read;
import dev.reprise.evaluator.Frame.Show;
import dev.reprise.evaluator.Frame.Thrown;
import dev.reprise.evaluator.Frame.Unresolved;
import dev.reprise.evaluator.Frame.Value;
import dev.reprise.evaluator.Link;
import dev.reprise.evaluator.Main;
import dev.reprise.notebook.CommMessage;
import java.io.IOException;
import java.io.InputStream;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.IntFunction;

/** One evaluator process: started, given classes and invocations, interrupted, ended. */
final class Evaluator implements AutoCloseable {
    private static final int SIGNAL_BASE = 128;
    private static final long POLITE_MILLIS = 200;
    private static final long FORCE_MILLIS = 650;
    private static final int ATTEMPTS_BY_FORCE = 3;

    private final Outlet outlet;
    private final Consumer<Call> calls;
    private final ThreadStopper stopper;
    private final Process process;
    private final CompletableFuture<Link> connected = new CompletableFuture<>();
    private final Object stopLock = new Object();
    private volatile long latestCell;
    private final Map<Integer, Running> running = new ConcurrentHashMap<>();
    private final AtomicInteger sequence = new AtomicInteger();
    private volatile String endedBecause;
    private volatile Outcome.Died died;

    /** A job that has been sent and not been answered. */
    private record Running(int sequence, int lane, CompletableFuture<Outcome> outcome) {}

    private Evaluator(Settings settings, List<Path> classPath, Outlet outlet, Consumer<Call> calls) throws IOException {
        this.outlet = outlet;
        this.calls = calls;
        this.stopper = new ThreadStopper();
        Path folder = Files.createTempDirectory("reprise-");
        Path socket = folder.resolve("evaluator");
        var server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        server.bind(UnixDomainSocketAddress.of(socket), 1);
        var builder = new ProcessBuilder(new EvaluatorCommand(settings).arguments(stopper, socket));
        builder.environment().putAll(settings.variables());
        this.process = builder.start();
        process.getOutputStream().close();
        List<Path> initial = List.copyOf(classPath);
        daemon("evaluator-link", () -> serve(server, socket, initial));
        daemon("evaluator-stdout", () -> forward(process.getInputStream(), false));
        daemon("evaluator-stderr", () -> forward(process.getErrorStream(), true));
    }

    /**
     * Starts a process; does not wait until it is ready.
     *
     * @param classPath jars and folders that it begins with
     * @param calls takes what running code asks for, and must return at once; {@link #answer(Answer)} answers
     */
    static Evaluator start(Settings settings, List<Path> classPath, Outlet outlet, Consumer<Call> calls)
            throws IOException {
        return new Evaluator(settings, classPath, outlet, calls);
    }

    /** Makes classes known; they are sent with the next invocation. */
    void define(List<ClassFile> classes) {
        send(new Define(classes));
    }

    void addToClassPath(Path path) {
        send(new AddToClassPath(path.toString()));
    }

    void answer(String line) {
        send(new Input(line));
        flush();
    }

    /** Begins to run a static method. */
    CompletableFuture<Outcome> invoke(int lane, long cell, String className, String method) {
        return begin(lane, cell, number -> new Invoke(number, lane, cell, className, method));
    }

    /** Begins to find the representations of the value that the latest invocation returned. */
    CompletableFuture<Outcome> show(int lane, long cell) {
        return begin(lane, cell, number -> new Show(number, lane, cell));
    }

    /** Begins to let the handler of a comm take a message. */
    CompletableFuture<Outcome> comm(int lane, long cell, CommMessage message) {
        return begin(lane, cell, number -> new CommIn(number, lane, cell, message));
    }

    /** Begins to find a few words for the value of a static field. */
    CompletableFuture<Outcome> read(int lane, long cell, String className, String field) {
        return begin(lane, cell, number -> new Read(number, lane, cell, className, field));
    }

    /** Begins to find out for how long a lane's jobs have run. */
    CompletableFuture<Outcome> clock(int lane, long cell) {
        return begin(lane, cell, number -> new Clock(number, lane, cell));
    }

    /** Answers a call of running code. */
    void answer(Answer answer) {
        send(answer);
        flush();
    }

    /** There will be no more jobs in a lane. */
    void endLane(int lane) {
        send(new EndLane(lane));
    }

    private CompletableFuture<Outcome> begin(int lane, long cell, IntFunction<Job> job) {
        var outcome = new CompletableFuture<Outcome>();
        int number = sequence.incrementAndGet();
        outcome.thenRun(() -> running.remove(number));
        // A stop that is still on its way to the previous job must arrive before this one begins.
        synchronized (stopLock) {
            latestCell = cell;
            running.put(number, new Running(number, lane, outcome));
        }
        send(job.apply(number));
        flush();
        if (died != null) {
            outcome.complete(died);
        }
        return outcome;
    }

    /**
     * Stops what runs in a lane: gently, then by force, and when nothing helps by ending the process. Returns when the
     * job has ended, or at once when none is running.
     */
    void interrupt(int lane) {
        // A job that another one has asked for is the first to be stopped.
        running.values().stream()
                .filter(job -> job.lane() == lane)
                .sorted(Comparator.comparing(Running::sequence).reversed())
                .forEach(this::interrupt);
    }

    private void interrupt(Running job) {
        send(new Interrupt(job.sequence()));
        flush();
        if (endsWithin(job.outcome(), POLITE_MILLIS)) {
            return;
        }
        for (int attempt = 0; attempt < ATTEMPTS_BY_FORCE; attempt++) {
            synchronized (stopLock) {
                if (job.outcome().isDone()) {
                    return;
                }
                try {
                    stopper.stop(job.lane());
                    if (stopper.nameBlocker(job.lane())) {
                        send(new CloseBlocker(job.lane()));
                        flush();
                    }
                } catch (IOException e) {
                    break;
                }
            }
            if (endsWithin(job.outcome(), FORCE_MILLIS)) {
                return;
            }
        }
        end("The cell could not be stopped in any other way, so its process was ended");
    }

    /** Ends the process. */
    void end(String reason) {
        endedBecause = reason;
        process.destroyForcibly();
    }

    /** Whether the process has started, and is not one that ended at once; waits until this is known. */
    boolean hasStarted() {
        return connected.handle((link, failure) -> failure == null).join();
    }

    /** Whether it can be given work. Asks the operating system, which knows of an end before {@link Process} does. */
    boolean isAlive() {
        return died == null && endedBecause == null && process.toHandle().isAlive();
    }

    long pid() {
        return process.pid();
    }

    @Override
    public void close() {
        process.destroyForcibly();
        stopper.close();
    }

    private static boolean endsWithin(CompletableFuture<Outcome> outcome, long millis) {
        try {
            outcome.get(millis, TimeUnit.MILLISECONDS);
            return true;
        } catch (TimeoutException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return true;
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    private synchronized void send(Frame frame) {
        try {
            connected.join().send(frame);
        } catch (IOException | CompletionException e) {
            // The process is gone; whoever waits for an outcome is told so.
        } catch (RuntimeException | Error e) {
            // After half a frame, nothing that follows would be understood.
            end("What was sent to the cell's process could not be written (" + e + "), so it was ended");
            throw e;
        }
    }

    private synchronized void flush() {
        try {
            connected.join().flush();
        } catch (IOException | CompletionException e) {
            // As above.
        }
    }

    /** Connects, then receives frames until the process ends. */
    private void serve(ServerSocketChannel server, Path socket, List<Path> classPath) {
        process.onExit().thenRun(() -> delete(server, socket));
        try (Link link = new Link(server.accept())) {
            delete(server, socket);
            for (Path path : classPath) {
                link.send(new AddToClassPath(path.toString()));
            }
            connected.complete(link);
            while (true) {
                handle(link.receive());
            }
        } catch (IOException e) {
            delete(server, socket);
            connected.completeExceptionally(e);
            died = new Outcome.Died(ending());
            running.values().forEach(job -> job.outcome().complete(died));
        }
    }

    private void handle(Frame frame) {
        if (frame instanceof Output output) {
            outlet.output(output.cell(), output.error(), output.text());
        } else if (frame instanceof Value value) {
            complete(value.sequence(), new Outcome.Returned(value.bundle()));
        } else if (frame instanceof Thrown thrown) {
            complete(
                    thrown.sequence(),
                    thrown.interrupted()
                            ? new Outcome.Interrupted()
                            : new Outcome.Threw(thrown.failure(), thrown.exhausted()));
        } else if (frame instanceof Unresolved unresolved) {
            complete(unresolved.sequence(), new Outcome.Unresolved(unresolved.snippetId(), unresolved.stack()));
        } else if (frame instanceof Display display) {
            outlet.display(display.cell(), display.displayId(), display.bundle(), display.update());
        } else if (frame instanceof Clear clear) {
            outlet.clear(clear.cell(), clear.onNextOutput());
        } else if (frame instanceof CommOut comm) {
            outlet.comm(comm.cell(), comm.message());
        } else if (frame instanceof Call call) {
            calls.accept(call);
        } else if (frame instanceof InputRequest request) {
            outlet.input(request.cell(), request.prompt(), request.password());
        }
    }

    private void complete(int answered, Outcome outcome) {
        Running job = running.get(answered);
        if (job != null) {
            job.outcome().complete(outcome);
        }
    }

    /** What native code and the JVM itself print belongs to the latest cell. */
    private void forward(InputStream stream, boolean error) {
        var bytes = new byte[1 << 13];
        try (stream) {
            for (int count = stream.read(bytes); count >= 0; count = stream.read(bytes)) {
                outlet.output(latestCell, error, new String(bytes, 0, count, Charset.defaultCharset()));
            }
        } catch (IOException e) {
            // The process is gone.
        }
    }

    private String ending() {
        try {
            int code = process.onExit().get(5, TimeUnit.SECONDS).exitValue();
            String reason = endedBecause;
            if (reason != null) {
                return reason;
            }
            Path report = EvaluatorCommand.crashReport(Long.toString(pid()));
            if (Files.exists(report)) {
                return "The cell's process crashed, in native code or in the JVM itself (its report: " + report + ")";
            }
            if (code == Main.LINK_LOST) {
                return "The cell's process could not speak to the kernel any more, perhaps for lack of memory, and ended";
            }
            if (code > SIGNAL_BASE && code < 2 * SIGNAL_BASE) {
                return "The cell's process was ended by " + signal(code - SIGNAL_BASE) + " (exit code " + code + ")";
            }
            return "The cell ended its process with exit code " + code;
        } catch (InterruptedException | ExecutionException | TimeoutException e) {
            process.destroyForcibly();
            return "The cell closed the connection to the kernel, so its process was ended";
        }
    }

    private static String signal(int number) {
        return switch (number) {
            case 6 -> "SIGABRT, as after a fatal error in the JVM or in native code";
            case 9 -> "SIGKILL, perhaps because the machine ran out of memory";
            case 11 -> "SIGSEGV, a crash in native code";
            case 15 -> "SIGTERM";
            default -> "signal " + number;
        };
    }

    /** The address is for one connection only. */
    private static void delete(ServerSocketChannel server, Path socket) {
        try {
            server.close();
            Files.deleteIfExists(socket);
            Files.deleteIfExists(socket.getParent());
        } catch (IOException e) {
            System.err.println("Reprise: could not delete " + socket + ": " + e.getMessage());
        }
    }

    private static void daemon(String name, Runnable task) {
        var thread = new Thread(task, name);
        thread.setDaemon(true);
        thread.start();
    }
}
