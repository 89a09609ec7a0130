package dev.reprise.kernel.engine;

import dev.reprise.evaluator.Frame.ClassFile;
import dev.reprise.evaluator.Frame.Failure;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import jdk.jshell.spi.ExecutionControl;

/**
 * What JShell sees of the evaluator.
 *
 * <p>JShell closes itself when its engine ends. So an evaluator that dies is hidden from it: a new one takes its place and
 * gets all classes again, and JShell only hears that an invocation was stopped.
 */
final class EvaluatorControl implements ExecutionControl {
    private final Settings settings;
    private final Outlet outlet;
    private final ReentrantLock compiler;
    private final Map<String, ClassFile> defined = new LinkedHashMap<>();
    private final List<Path> classPath;
    private volatile Evaluator evaluator;
    private volatile boolean cancelled;
    private long cell;
    private Outcome latest;

    /** @param compiler held by the caller of JShell; given up while user code runs, so that completion goes on */
    EvaluatorControl(Settings settings, Outlet outlet, ReentrantLock compiler) throws IOException {
        this.settings = settings;
        this.outlet = outlet;
        this.compiler = compiler;
        this.classPath = new ArrayList<>(settings.classPath());
        start();
    }

    /** Prepares for the snippets of a cell. */
    void enterCell(long cell) {
        this.cell = cell;
        this.cancelled = false;
    }

    /** Prepares for one snippet. */
    void enterSnippet() {
        latest = null;
    }

    /** How the latest snippet ended; null when it ran nothing. */
    Outcome latest() {
        return latest;
    }

    boolean isCancelled() {
        return cancelled;
    }

    Evaluator evaluator() {
        return evaluator;
    }

    /** Stops what runs now and keeps the rest of the cell from running. */
    void interrupt() {
        cancelled = true;
        evaluator.interrupt();
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
    }

    private void start() throws IOException {
        evaluator = Evaluator.start(settings, outlet);
        classPath.forEach(evaluator::addToClassPath);
    }

    /** The representations of the value of the latest snippet, found by code that may be the user's. */
    Outcome show() {
        compiler.unlock();
        try {
            latest = evaluator.show(cell);
        } finally {
            compiler.lock();
        }
        return latest;
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
        if (cancelled) {
            latest = new Outcome.Interrupted();
            throw new StoppedException();
        }
        compiler.unlock();
        try {
            latest = evaluator.invoke(cell, className, methodName);
        } finally {
            compiler.lock();
        }
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
        return "";
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
