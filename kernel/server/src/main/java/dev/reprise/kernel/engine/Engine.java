package dev.reprise.kernel.engine;

import dev.reprise.notebook.CommMessage;
import dev.reprise.notebook.MimeBundle;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Compiles and runs the cells of a notebook.
 *
 * <p>Everything may be called from any thread, also while a cell runs. Threads that {@link #execute} at the same time share
 * the variables; the code of each runs on a thread of its own.
 */
public final class Engine implements AutoCloseable {
    private final Outlet outlet;
    private final ReentrantLock compiler = new ReentrantLock();
    private final EvaluatorControl control;
    private final Declarations declared;
    private final ErrorReporter reporter = new ErrorReporter();
    private final TypeIndex types = new TypeIndex(this::classPath);
    private boolean lombokSeen;

    private Engine(Settings settings, Outlet outlet) throws IOException {
        this.outlet = outlet;
        // The compiler takes longest, so it goes first.
        var starting = new CompletableFuture<EvaluatorControl>();
        this.declared = new Declarations(settings, starting, compiler);
        try {
            var traced = new PrintedTraces(outlet, declared::translated, reporter);
            this.control = new EvaluatorControl(settings, traced, compiler);
            starting.complete(control);
        } catch (IOException e) {
            starting.completeExceptionally(e);
            throw e;
        }
    }

    private interface Work<T, E extends Exception> {
        T done() throws E;
    }

    /** Does what needs the compiler, as soon as it is there and free. */
    private <T, E extends Exception> T withCompiler(Work<T, E> work) throws E {
        declared.jshell();
        compiler.lock();
        try {
            return work.done();
        } finally {
            compiler.unlock();
        }
    }

    /**
     * Starts an evaluator and a compiler, both in the background.
     *
     * @throws IOException when no process can be started
     */
    public static Engine start(Settings settings, Outlet outlet) throws IOException {
        // JShell compiles against this property: against what the evaluator has, not against what this process has.
        System.setProperty(
                "java.class.path",
                ClassPath.join(Stream.of(settings.evaluatorPath(), settings.classPath())
                        .flatMap(List::stream)
                        .toList()));
        return new Engine(settings, outlet);
    }

    /** The process id of the evaluator; another one after a restart. */
    public long process() {
        return control.evaluator().pid();
    }

    /** The settings that the evaluator runs with. */
    public Settings settings() {
        return control.settings();
    }

    /**
     * Starts an evaluator with other settings, in which imports, types, methods and the class path are the same.
     *
     * @return what is kept and what is lost, in sentences
     * @throws IOException when none starts with these settings: nothing is lost then
     */
    public String restart(Settings settings) throws IOException {
        return withCompiler(() -> {
            refuseWithinRunningCode();
            return declared.restart(settings);
        });
    }

    /** Starts an evaluator with another class path; what is kept and lost is as with {@link #restart}. */
    public String replaceClassPath(List<Path> paths) throws IOException {
        return withCompiler(() -> {
            refuseWithinRunningCode();
            return declared.replaceClassPath(paths);
        });
    }

    /** Starts an evaluator as a new notebook has it: nothing is declared, nothing was added to the class path. */
    public void reset(Settings settings) throws IOException {
        withCompiler(() -> {
            refuseWithinRunningCode();
            declared.reset(settings);
            return null;
        });
    }

    private void refuseWithinRunningCode() {
        if (control.isNested()) {
            throw new IllegalStateException("running code cannot start another process in its own place");
        }
    }

    /**
     * A cell begins, on the calling thread; from now on it can be interrupted.
     *
     * @param cell identifies the cell towards the {@link Outlet}
     */
    public void enterCell(long cell) {
        control.enterCell(cell);
    }

    /** The cell has ended. */
    public void leaveCell() {
        control.leaveCell();
    }

    /** Between cells: frees memory, if enough has been gathered. */
    public void tidy() {
        withCompiler(() -> {
            declared.tidy(reporter);
            return null;
        });
    }

    /** Whether the calling thread's cell was interrupted. */
    public boolean isCancelled() {
        return control.isCancelled();
    }

    /** Runs a part of the cell that was entered; also on behalf of running code, from within {@link Services#call}. */
    public CellResult execute(Fragment fragment) {
        boolean nested = control.isNested();
        return withCompiler(() -> {
            if (!control.evaluator().isAlive()) {
                String note = "The notebook's process had ended. " + declared.recover() + "\n";
                outlet.output(fragment.cell(), true, note);
            }
            CellResult result = new FragmentRun(declared, control, reporter, outlet, fragment).run(!nested);
            if (result instanceof CellResult.Success) {
                hintAtLombok(fragment);
            }
            if (!nested) {
                declared.leaveCell();
            }
            return result;
        });
    }

    private void hintAtLombok(Fragment fragment) {
        if (!lombokSeen && Lombok.isUsedIn(fragment.text())) {
            lombokSeen = true;
            outlet.output(fragment.cell(), true, "Note: " + Lombok.ADVICE + "\n");
        }
    }

    /** Says who answers what running code asks of the kernel. To be called before the first cell. */
    public void serve(Services services) {
        control.serve(services);
    }

    /** Adds jars and folders to the class path of compiler and evaluator; those that it has already change nothing. */
    public void addToClassPath(List<Path> paths) {
        withCompiler(() -> {
            declared.addToClassPath(paths);
            return null;
        });
    }

    /** The jars and folders on the class path, in their order. */
    public List<Path> classPath() {
        return List.copyOf(control.classPath());
    }

    /** A variable, its type, and its value in a few words. */
    public record Variable(String name, String type, String value) {}

    /** The variables that have a value, in the order of their declaration. */
    public List<Variable> variables() {
        return withCompiler(declared::variables);
    }

    /** An active declaration: what kind it is, its name, its source. */
    public record Declaration(String kind, String name, String source) {}

    /** What the notebook has declared or imported, in order. */
    public List<Declaration> declarations() {
        return withCompiler(declared::list);
    }

    /** The type of an expression, or empty when the text is not one. */
    public Optional<String> typeOf(String text) {
        return withCompiler(
                () -> Optional.ofNullable(declared.jshell().sourceCodeAnalysis().analyzeType(text, 0)));
    }

    /** For how long code has run, without its compilation: elapsed time, CPU time, CPU time in user mode. */
    public record Times(long nanos, long cpuNanos, long userNanos) {}

    /** For how long the calling thread's code has run so far. */
    public Times times() {
        return control.times();
    }

    /** Stops all running cells. Takes up to about three seconds. */
    public void interrupt() {
        control.interrupt();
    }

    /** Stops the cell that one thread runs, if it runs one. */
    public void interrupt(Thread thread) {
        control.interrupt(thread);
    }

    /** The calling thread will execute nothing more. */
    public void leave() {
        control.leave();
    }

    /**
     * Lets the handler of a comm take a message.
     *
     * @param cell identifies towards the {@link Outlet} what the handler prints
     * @return what went wrong; empty when all went well
     */
    public Optional<ErrorReport> comm(long cell, CommMessage message) {
        control.enterCell(cell);
        try {
            Outcome outcome = control.comm(message);
            return outcome instanceof Outcome.Threw threw
                    ? Optional.of(reporter.exception(threw.failure()))
                    : outcome instanceof Outcome.Interrupted
                            ? Optional.of(ErrorReporter.plain("Interrupted", "the handler was stopped"))
                            : Optional.empty();
        } finally {
            control.leaveCell();
        }
    }

    /** Hands over a line of input that was asked for; null when the front end cannot ask. */
    public void answer(String line) {
        control.evaluator().answer(line);
    }

    /** What could stand at the cursor, a position in UTF-16 code units. */
    public Completion complete(String code, int cursor) {
        return ask(assistant -> assistant.complete(code, cursor));
    }

    /** Signatures and documentation of what the cursor is in or behind. */
    public Optional<MimeBundle> inspect(String code, int cursor, boolean detailed) {
        return ask(assistant -> assistant.inspect(code, cursor, detailed));
    }

    /** Whether code can be run as it stands. */
    public Readiness readiness(String code) {
        return ask(assistant -> assistant.readiness(code));
    }

    /** The white space that the line after unfinished code begins with. */
    public String indentation(String code) {
        return Indentation.after(code);
    }

    private <T> T ask(Function<Assistant, T> question) {
        return withCompiler(() -> question.apply(declared.assistant(types)));
    }

    /** Ends the evaluator. */
    @Override
    public void close() {
        control.close();
    }
}
