package dev.reprise.kernel.engine;

import dev.reprise.evaluator.Frame;
import dev.reprise.evaluator.Frame.Answer;
import dev.reprise.evaluator.Frame.Call;
import dev.reprise.evaluator.Frame.ClassFile;
import dev.reprise.evaluator.Frame.Failure;
import dev.reprise.notebook.CommMessage;
import dev.reprise.notebook.MimeBundle;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;
import java.util.function.Supplier;
import jdk.jshell.spi.ExecutionControl;

/**
 * What JShell sees of the evaluator.
 *
 * <p>JShell closes itself when its engine ends. So an evaluator that dies is hidden from it: a new one takes its place and
 * gets all classes again, and JShell only hears that an invocation was stopped.
 */
final class EvaluatorControl implements ExecutionControl {
    private Settings settings;
    private final Outlet outlet;
    private final ReentrantLock compiler;
    private final Map<String, ClassFile> defined = new LinkedHashMap<>();
    private final List<Path> classPath;
    private final Map<Thread, Run> runs = new ConcurrentHashMap<>();
    private volatile Evaluator evaluator;
    private Services services = (cell, service, arguments) -> new Services.Answer.Failed("not possible yet");

    /** What a thread that evaluates cells is at. Each such thread has a lane of its own in the evaluator. */
    private static final class Run {
        private final int lane;
        private final BlockingQueue<Optional<Call>> calls = new LinkedBlockingQueue<>();
        private int jobs;
        private volatile boolean executing;
        private volatile boolean cancelled;
        private long cell;
        private Outcome latest;

        private Run(int lane) {
            this.lane = lane;
        }
    }

    /** @param compiler held by the caller of JShell; given up while user code runs, so that completion goes on */
    EvaluatorControl(Settings settings, Outlet outlet, ReentrantLock compiler) throws IOException {
        this.settings = settings;
        this.outlet = outlet;
        this.compiler = compiler;
        this.classPath = new ArrayList<>(settings.classPath());
        start();
    }

    /** Says who answers what running code asks of the kernel. */
    void serve(Services answering) {
        this.services = answering;
    }

    List<Path> classPath() {
        return classPath;
    }

    Settings settings() {
        return settings;
    }

    /** Whether the calling thread works for code that runs and waits. */
    boolean isNested() {
        return run().jobs > 0;
    }

    /** Prepares for the snippets of a cell, on the calling thread. */
    void enterCell(long cell) {
        Run run = run();
        run.cell = cell;
        run.cancelled = false;
        run.executing = true;
    }

    /** The cell has ended. */
    void leaveCell() {
        run().executing = false;
    }

    /** Prepares for one snippet. */
    void enterSnippet() {
        run().latest = null;
    }

    /** How the latest snippet of this thread ended; null when it ran nothing. */
    Outcome latest() {
        return run().latest;
    }

    boolean isCancelled() {
        return run().cancelled;
    }

    private Run run() {
        Run run = runs.get(Thread.currentThread());
        if (run == null) {
            run = addRun();
        }
        return run;
    }

    private synchronized Run addRun() {
        var taken = runs.values().stream().map(run -> run.lane).toList();
        int lane = 0;
        while (taken.contains(lane)) {
            lane++;
        }
        if (lane == Frame.MOST_LANES) {
            throw new IllegalStateException("More than " + Frame.MOST_LANES + " threads cannot run cells at a time");
        }
        var run = new Run(lane);
        runs.put(Thread.currentThread(), run);
        return run;
    }

    /** The calling thread will evaluate no more cells. */
    synchronized void leave() {
        Run run = runs.remove(Thread.currentThread());
        if (run != null) {
            evaluator.endLane(run.lane);
        }
    }

    Evaluator evaluator() {
        return evaluator;
    }

    /** Stops what every thread runs now, and keeps the rest of those cells from running. */
    void interrupt() {
        runs.keySet().forEach(this::interrupt);
    }

    /** Stops what one thread runs. */
    void interrupt(Thread thread) {
        Run run = runs.get(thread);
        if (run == null || !run.executing) {
            return;
        }
        synchronized (run) {
            run.cancelled = true;
        }
        evaluator.interrupt(run.lane);
    }

    /** Replaces an evaluator that has ended by a fresh one with the same classes. */
    void restart() {
        evaluator.close();
        try {
            start();
        } catch (IOException e) {
            throw new UncheckedIOException("No new evaluator process could be started", e);
        }
        evaluator.define(List.copyOf(defined.values()));
        outlet.commsLost();
    }

    /**
     * Replaces the evaluator by one with other settings and the same classes.
     *
     * @throws IOException when none starts with these settings; the old one is then still there
     */
    void restart(Settings wanted) throws IOException {
        Evaluator started = Evaluator.start(wanted, classPath, outlet, this::call);
        if (!started.hasStarted()) {
            started.close();
            throw new IOException("no process starts with these options: " + String.join(" ", wanted.jvmOptions()));
        }
        evaluator.close();
        settings = wanted;
        evaluator = started;
        evaluator.define(List.copyOf(defined.values()));
        outlet.commsLost();
    }

    void replaceClassPath(List<Path> paths) {
        classPath.clear();
        classPath.addAll(paths);
    }

    /** Forgets all classes, and the class path but for what every notebook starts with. */
    void forget() {
        defined.clear();
        classPath.clear();
        classPath.addAll(settings.classPath());
    }

    /** A later evaluator does not get these classes any more. */
    void forgetClasses(Predicate<String> spent) {
        defined.keySet().removeIf(spent);
    }

    private void start() throws IOException {
        evaluator = Evaluator.start(settings, classPath, outlet, this::call);
    }

    /** The representations of the value of the latest snippet, found by code that may be the user's. */
    Outcome show() {
        Run run = run();
        return withoutCompiler(run, () -> evaluator.show(run.lane, run.cell));
    }

    /** Lets the handler of a comm take a message. */
    Outcome comm(CommMessage message) {
        Run run = run();
        return perform(run, () -> evaluator.comm(run.lane, run.cell, message));
    }

    private Outcome withoutCompiler(Run run, Supplier<CompletableFuture<Outcome>> job) {
        compiler.unlock();
        try {
            return perform(run, job);
        } finally {
            compiler.lock();
        }
    }

    /** Runs a job to its end; or not at all, when the cell has been interrupted before it could begin. */
    private Outcome perform(Run run, Supplier<CompletableFuture<Outcome>> job) {
        CompletableFuture<Outcome> outcome;
        if (run.jobs == 0) {
            // What a stopped job has asked for and does not wait for any more.
            run.calls.clear();
        }
        synchronized (run) {
            outcome = run.cancelled ? CompletableFuture.completedFuture(new Outcome.Interrupted()) : job.get();
        }
        run.jobs++;
        try {
            run.latest = await(run, outcome);
        } finally {
            run.jobs--;
        }
        return run.latest;
    }

    /** Waits for an outcome, and does meanwhile what the job asks for. */
    private Outcome await(Run run, CompletableFuture<Outcome> outcome) {
        outcome.thenRun(() -> run.calls.add(Optional.empty()));
        try {
            while (!outcome.isDone()) {
                Optional<Call> call = run.calls.take();
                if (call.isPresent()) {
                    answer(call.get());
                }
            }
        } catch (InterruptedException e) {
            throw new IllegalStateException("Nobody interrupts a thread that runs cells", e);
        }
        return outcome.join();
    }

    private void call(Call call) {
        runs.values().stream().filter(run -> run.lane == call.lane()).forEach(run -> run.calls.add(Optional.of(call)));
    }

    private void answer(Call call) {
        Evaluator asking = evaluator;
        Services.Answer answer = services.call(call.cell(), call.service(), call.arguments());
        asking.answer(frame(call, answer));
    }

    private static Answer frame(Call call, Services.Answer answer) {
        if (answer instanceof Services.Answer.Values values) {
            return frame(call, Answer.Status.VALUES, values.values());
        } else if (answer instanceof Services.Answer.LatestValue) {
            return frame(call, Answer.Status.LATEST_VALUE, List.of());
        } else if (answer instanceof Services.Answer.Failed failed) {
            return frame(call, Answer.Status.FAILED, List.of(failed.message()));
        } else if (answer instanceof Services.Answer.UndefinedMagic undefined) {
            return frame(call, Answer.Status.UNDEFINED_MAGIC, List.of(undefined.message()));
        } else if (answer instanceof Services.Answer.Interrupted) {
            return frame(call, Answer.Status.INTERRUPTED, List.of());
        }
        return frame(call, Answer.Status.NOTHING, List.of());
    }

    private static Answer frame(Call call, Answer.Status status, List<String> values) {
        return new Answer(call.number(), call.lane(), status, values);
    }

    /** For how long the calling thread's jobs have run. */
    Engine.Times times() {
        Run run = run();
        if (!(perform(run, () -> evaluator.clock(run.lane, run.cell)) instanceof Outcome.Returned returned)) {
            return new Engine.Times(0, 0, 0);
        }
        Map<String, Object> clock = returned.bundle().data();
        return new Engine.Times((Long) clock.get(Frame.WALL_NANOS), (Long) clock.get(Frame.CPU_NANOS), (Long)
                clock.get(Frame.USER_NANOS));
    }

    @Override
    public void load(ClassBytecodes[] classes) {
        List<ClassFile> files = Arrays.stream(classes)
                .map(type -> new ClassFile(type.name(), type.bytecodes()))
                .toList();
        files.forEach(file -> defined.put(file.name(), file));
        evaluator.define(files);
    }

    @Override
    public void redefine(ClassBytecodes[] classes) throws NotImplementedException {
        // JShell then loads the new version under a new name.
        throw new NotImplementedException("classes are not redefined in place");
    }

    @Override
    public String invoke(String className, String methodName) throws RunException {
        Run run = run();
        Outcome latest = withoutCompiler(run, () -> evaluator.invoke(run.lane, run.cell, className, methodName));
        if (latest instanceof Outcome.Threw threw) {
            throw userException(threw.failure());
        }
        if (latest instanceof Outcome.Unresolved unresolved) {
            throw new ResolutionException(
                    unresolved.snippetId(), unresolved.stack().toArray(StackTraceElement[]::new));
        }
        if (!(latest instanceof Outcome.Returned)) {
            throw new StoppedException();
        }
        return "";
    }

    static UserException userException(Failure failure) {
        var exception = new UserException(
                failure.message(), failure.type(), failure.stack().toArray(StackTraceElement[]::new));
        if (failure.cause() != null) {
            exception.initCause(userException(failure.cause()));
        }
        return exception;
    }

    @Override
    public String varValue(String className, String varName) {
        Run run = run();
        return withoutCompiler(run, () -> evaluator.read(run.lane, run.cell, className, varName))
                        instanceof Outcome.Returned returned
                ? (String) returned.bundle().data().get(MimeBundle.TEXT)
                : "(no text can be found for it)";
    }

    @Override
    public void addToClasspath(String path) {
        classPath.add(Path.of(path));
        evaluator.addToClassPath(Path.of(path));
    }

    @Override
    public Object extensionCommand(String command, Object arg) throws NotImplementedException {
        throw new NotImplementedException(command);
    }

    @Override
    public void stop() {
        interrupt();
    }

    @Override
    public void close() {
        evaluator.close();
    }
}
