package dev.reprise.kernel.engine;

import dev.reprise.notebook.CommMessage;
import dev.reprise.notebook.MimeBundle;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import jdk.jshell.DeclarationSnippet;
import jdk.jshell.EvalException;
import jdk.jshell.JShell;
import jdk.jshell.Snippet;
import jdk.jshell.Snippet.Kind;
import jdk.jshell.Snippet.Status;
import jdk.jshell.Snippet.SubKind;
import jdk.jshell.SnippetEvent;
import jdk.jshell.UnresolvedReferenceException;
import jdk.jshell.VarSnippet;
import jdk.jshell.spi.ExecutionControl;
import jdk.jshell.spi.ExecutionControlProvider;
import jdk.jshell.spi.ExecutionEnv;

/**
 * Compiles and runs the cells of a notebook.
 *
 * <p>Everything may be called from any thread, also while a cell runs. Threads that {@link #execute} at the same time share
 * the variables; the code of each runs on a thread of its own.
 */
public final class Engine implements AutoCloseable {
    private static final String DEFAULT_IMPORTS = Stream.of(
                    "java.io.*",
                    "java.math.*",
                    "java.net.*",
                    "java.nio.file.*",
                    "java.time.*",
                    "java.util.*",
                    "java.util.concurrent.*",
                    "java.util.function.*",
                    "java.util.prefs.*",
                    "java.util.regex.*",
                    "java.util.stream.*",
                    "static dev.reprise.notebook.Notebook.*",
                    "static dev.reprise.compatibility.Globals.*")
            .map(name -> "import " + name + ";")
            .collect(Collectors.joining(" "));

    /** Every live temporary ($1, $2, ...) makes every later snippet dearer to compile. */
    private static final int TEMPORARIES_KEPT = 20;

    /** After so many snippets and questions, what the compiler has gathered is let go. */
    private static final int TIDY_AFTER = 250;

    /** Of snippets that were run or replaced, so many are kept: errors in code that they left behind name their lines. */
    private static final int SPENT_KEPT = 250;

    private final Outlet outlet;
    private final ReentrantLock compiler = new ReentrantLock();
    private final EvaluatorControl control;
    private volatile CompletableFuture<JShell> shell = new CompletableFuture<>();
    private final ErrorReporter reporter = new ErrorReporter();
    private final Deque<Snippet> temporaries = new ArrayDeque<>();
    private final Deque<Snippet> rejected = new ArrayDeque<>();
    private int usesOfCompiler;
    private int generation;
    private boolean lombokSeen;
    private final TypeIndex types = new TypeIndex(this::classPath);

    private Engine(Settings settings, Outlet outlet) throws IOException {
        this.outlet = outlet;
        // The compiler takes longest, so it goes first.
        var starting = new CompletableFuture<EvaluatorControl>();
        var starter = new Thread(() -> createShell(settings, starting::join), "jshell");
        starter.setDaemon(true);
        starter.start();
        try {
            this.control = new EvaluatorControl(settings, outlet, compiler);
            starting.complete(control);
        } catch (IOException e) {
            starting.completeExceptionally(e);
            throw e;
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

    private void createShell(Settings settings, Supplier<EvaluatorControl> starting) {
        compiler.lock();
        try {
            JShell created = JShell.builder()
                    .executionEngine(new Provider(starting), Map.of())
                    .compilerOptions(settings.allCompilerOptions().toArray(String[]::new))
                    .idGenerator(this::id)
                    .build();
            // All in one snippet: JShell resolves them all, and starts up in less time.
            created.eval(DEFAULT_IMPORTS);
            shell.complete(created);
        } catch (RuntimeException | Error e) {
            shell.completeExceptionally(e);
        } finally {
            compiler.unlock();
        }
    }

    /** Snippets of different compilers do not meet under one name. */
    private String id(Snippet snippet, int number) {
        return generation == 0 ? String.valueOf(number) : generation + "_" + number;
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
        JShell jshell = shell.join();
        compiler.lock();
        try {
            List<String> options = control.settings().allCompilerOptions();
            refuseWithinRunningCode();
            control.restart(settings);
            String lost = forgetVariables(jshell);
            if (!options.equals(settings.allCompilerOptions())) {
                replay(jshell);
            }
            return lost;
        } finally {
            compiler.unlock();
        }
    }

    /** Starts an evaluator with another class path; what is kept and lost is as with {@link #restart}. */
    public String replaceClassPath(List<Path> paths) throws IOException {
        JShell jshell = shell.join();
        compiler.lock();
        try {
            refuseWithinRunningCode();
            control.replaceClassPath(paths);
            control.restart(control.settings());
            String lost = forgetVariables(jshell);
            replay(jshell);
            return lost;
        } finally {
            compiler.unlock();
        }
    }

    /** Starts an evaluator as a new notebook has it: nothing is declared, nothing was added to the class path. */
    public void reset(Settings settings) throws IOException {
        shell.join();
        compiler.lock();
        try {
            refuseWithinRunningCode();
            control.forget();
            control.restart(settings);
            renewCompiler();
        } finally {
            compiler.unlock();
        }
    }

    private void refuseWithinRunningCode() {
        if (control.isNested()) {
            throw new IllegalStateException("running code cannot start another process in its own place");
        }
    }

    private JShell renewCompiler() {
        generation++;
        temporaries.clear();
        shell = new CompletableFuture<>();
        createShell(control.settings(), () -> control);
        return shell.join();
    }

    /** Declares in a new compiler what was declared in the old one. */
    private void replay(JShell old) {
        List<Path> added = classPath();
        control.forget();
        JShell renewed = renewCompiler();
        added.stream()
                .filter(path -> !control.classPath().contains(path))
                .map(Path::toString)
                .forEach(renewed::addToClasspath);
        old.snippets()
                .filter(snippet ->
                        old.status(snippet).isActive() && snippet.kind().isPersistent())
                .filter(snippet ->
                        snippet.kind() != Kind.VAR && !snippet.source().equals(DEFAULT_IMPORTS))
                .forEach(snippet -> renewed.eval(snippet.source()));
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

    /** Between cells: frees memory, if enough has been gathered. The next compilation then takes some tens of milliseconds longer. */
    public void tidy() {
        JShell jshell = shell.join();
        compiler.lock();
        try {
            if (usesOfCompiler > TIDY_AFTER) {
                usesOfCompiler = 0;
                control.forgetClasses(CompilerMemory.release(jshell, SPENT_KEPT).negate());
                reporter.keepPlaces(jshell.snippets());
            }
        } finally {
            compiler.unlock();
        }
    }

    /** Whether the calling thread's cell was interrupted. */
    public boolean isCancelled() {
        return control.isCancelled();
    }

    /** Runs a part of the cell that was entered; also on behalf of running code, from within {@link Services#call}. */
    public CellResult execute(Fragment fragment) {
        JShell jshell = shell.join();
        boolean nested = control.isNested();
        long cell = fragment.cell();
        compiler.lock();
        try {
            if (!control.evaluator().isAlive()) {
                outlet.output(cell, true, "The notebook's process had ended. " + recover(jshell) + "\n");
            }
            CellResult result = run(jshell, fragment, nested);
            if (!nested) {
                dropOldTemporaries(jshell);
                rejected.forEach(CompilerMemory::releaseDiagnostics);
                rejected.clear();
            }
            return result;
        } finally {
            compiler.unlock();
        }
    }

    private CellResult run(JShell jshell, Fragment fragment, boolean nested) {
        var source = new Source(fragment.place(), fragment.source());
        List<SourceUnit> units = SourceUnit.split(jshell.sourceCodeAnalysis(), fragment.text()).stream()
                .map(unit -> unit.shifted(fragment.offset()))
                .toList();
        var declared = new ArrayList<DeclarationSnippet>();
        MimeBundle shown = null;
        for (int i = 0; i < units.size(); i++) {
            SourceUnit unit = units.get(i);
            control.enterSnippet();
            Evaluation evaluation;
            try (var deadline = new Deadline(control.settings().timeout(), control::interrupt)) {
                evaluation = evaluate(jshell, source, unit);
                if (deadline.hasPassed()) {
                    return new CellResult.Failure(timedOut());
                }
            }
            if (evaluation == null) {
                return new CellResult.Failure(reporter.compilation(jshell, source, unit, List.of()));
            }
            Snippet snippet = evaluation.event().snippet();
            Optional<ErrorReport> error = error(jshell, evaluation);
            if (error.isEmpty() && !nested && i == units.size() - 1 && hasValueToShow(snippet)) {
                Outcome outcome = control.show();
                error = error(jshell, outcome);
                shown = outcome instanceof Outcome.Returned returned ? returned.bundle() : null;
            }
            if (error.isPresent()) {
                return new CellResult.Failure(error.get());
            }
            if (snippet instanceof DeclarationSnippet declaration) {
                declared.add(declaration);
            }
        }
        hintAtUnresolved(jshell, declared, fragment.cell());
        hintAtLombok(fragment);
        return new CellResult.Success(shown);
    }

    /** A snippet that JShell has evaluated, and where it stands. */
    private record Evaluation(Source source, SourceUnit unit, SnippetEvent event) {}

    private Evaluation evaluate(JShell jshell, Source source, SourceUnit unit) {
        SnippetEvent event = evaluateOnce(jshell, source, unit);
        if (event == null) {
            return null;
        }
        var repaired = event.status() == Status.REJECTED
                ? RecordConstructors.repaired(
                        source, unit, jshell.diagnostics(event.snippet()).toList())
                : null;
        if (repaired == null) {
            return new Evaluation(source, unit, event);
        }
        event = evaluateOnce(jshell, repaired.source(), repaired.unit());
        return new Evaluation(repaired.source(), repaired.unit(), event);
    }

    /**
     * Evaluates a snippet; what follows from it for earlier snippets is JShell's business. Null when JShell finds nothing to
     * evaluate, as in a comment without an end.
     */
    private SnippetEvent evaluateOnce(JShell jshell, Source source, SourceUnit unit) {
        usesOfCompiler++;
        SnippetEvent event = jshell.eval(unit.text()).stream()
                .filter(e -> e.causeSnippet() == null)
                .findFirst()
                .orElse(null);
        if (event == null) {
            return null;
        }
        reporter.locate(event.snippet(), source, unit);
        if (event.snippet().subKind() == SubKind.TEMP_VAR_EXPRESSION_SUBKIND) {
            temporaries.add(event.snippet());
        }
        if (event.status() == Status.REJECTED) {
            rejected.add(event.snippet());
        }
        return event;
    }

    private Optional<ErrorReport> error(JShell jshell, Evaluation evaluation) {
        SnippetEvent event = evaluation.event();
        Snippet snippet = event.snippet();
        boolean unusableVariable = event.status() == Status.RECOVERABLE_NOT_DEFINED && snippet.kind() == Kind.VAR;
        if (event.status() == Status.REJECTED || unusableVariable) {
            ErrorReport report = reporter.compilation(
                    jshell,
                    evaluation.source(),
                    evaluation.unit(),
                    jshell.diagnostics(snippet).toList());
            if (unusableVariable) {
                jshell.drop(snippet);
            }
            return Optional.of(report);
        }
        if (event.exception() != null) {
            ErrorReport report = event.exception() instanceof UnresolvedReferenceException unresolved
                    ? reporter.unresolved(jshell, unresolved)
                    : reporter.exception((EvalException) event.exception());
            return Optional.of(
                    control.latest() instanceof Outcome.Threw threw && threw.exhausted()
                            ? startAfresh(jshell, report)
                            : report);
        }
        return error(jshell, control.latest());
    }

    private Optional<ErrorReport> error(JShell jshell, Outcome outcome) {
        if (outcome instanceof Outcome.Interrupted || control.isCancelled() && outcome == null) {
            return Optional.of(ErrorReporter.plain("Interrupted", "the cell was stopped; variables are kept"));
        }
        if (outcome instanceof Outcome.Died died) {
            return Optional.of(ErrorReporter.plain("ProcessEnded", died.reason() + ". " + recover(jshell)));
        }
        if (outcome instanceof Outcome.Threw threw) {
            return Optional.of(reporter.exception(threw.failure()));
        }
        return Optional.empty();
    }

    private ErrorReport timedOut() {
        return ErrorReporter.plain(
                "TimeoutException",
                "a statement ran for longer than "
                        + control.settings().timeout().toMillis() + " ms, so it was stopped; variables are kept");
    }

    private ErrorReport startAfresh(JShell jshell, ErrorReport outOfMemory) {
        control.evaluator().end("out of memory");
        String lost = "Variables fill the heap, so a new process was started. " + recover(jshell)
                + " More memory: set REPRISE_JVM_OPTS=-Xmx8g, for example, before the kernel starts.";
        var lines = new ArrayList<>(outOfMemory.lines());
        lines.add(lost);
        return new ErrorReport(outOfMemory.name(), outOfMemory.message() + ". " + lost, lines);
    }

    /** Puts a new evaluator in the place of one that has ended, and says what was lost. */
    private String recover(JShell jshell) {
        if (control.evaluator().isAlive()) {
            // A cell that ran at the same time has seen to it.
            return "Imports, types and methods are kept; variables are lost.";
        }
        control.restart();
        return forgetVariables(jshell);
    }

    private String forgetVariables(JShell jshell) {
        List<VarSnippet> variables =
                jshell.variables().filter(v -> jshell.status(v).isActive()).toList();
        List<String> lost = variables.stream()
                .filter(v -> v.subKind() != SubKind.TEMP_VAR_EXPRESSION_SUBKIND)
                .map(VarSnippet::name)
                .toList();
        variables.forEach(jshell::drop);
        temporaries.clear();
        return "Imports, types and methods are kept"
                + (lost.isEmpty() ? "." : "; lost variables: " + String.join(", ", lost) + ".");
    }

    private static boolean hasValueToShow(Snippet snippet) {
        return switch (snippet.subKind()) {
            case VAR_VALUE_SUBKIND, TEMP_VAR_EXPRESSION_SUBKIND, OTHER_EXPRESSION_SUBKIND -> true;
            default -> false;
        };
    }

    /** A type or method may mention what a later cell declares; but it may also be a slip of the pen. */
    private void hintAtUnresolved(JShell jshell, List<DeclarationSnippet> declared, long cell) {
        for (DeclarationSnippet snippet : declared) {
            Status status = jshell.status(snippet);
            if (status == Status.RECOVERABLE_DEFINED || status == Status.RECOVERABLE_NOT_DEFINED) {
                String missing = jshell.unresolvedDependencies(snippet).collect(Collectors.joining(", "));
                outlet.output(
                        cell,
                        true,
                        "Note: " + snippet.name() + " can be used once this is declared: " + missing + "\n");
            }
        }
    }

    private void hintAtLombok(Fragment fragment) {
        if (!lombokSeen && Lombok.isUsedIn(fragment.text())) {
            lombokSeen = true;
            outlet.output(fragment.cell(), true, "Note: " + Lombok.ADVICE + "\n");
        }
    }

    private void dropOldTemporaries(JShell jshell) {
        while (temporaries.size() > TEMPORARIES_KEPT) {
            jshell.drop(temporaries.remove());
        }
    }

    /** Says who answers what running code asks of the kernel. To be called before the first cell. */
    public void serve(Services services) {
        control.serve(services);
    }

    /** Adds jars and folders to the class path of compiler and evaluator; those that it has already change nothing. */
    public void addToClassPath(List<Path> paths) {
        JShell jshell = shell.join();
        compiler.lock();
        try {
            for (Path path : paths) {
                if (!control.classPath().contains(path)) {
                    jshell.addToClasspath(path.toString());
                }
            }
        } finally {
            compiler.unlock();
        }
    }

    /** The jars and folders on the class path, in their order. */
    public List<Path> classPath() {
        return List.copyOf(control.classPath());
    }

    /** A variable, its type, and its value in a few words. */
    public record Variable(String name, String type, String value) {}

    /** The variables that have a value, in the order of their declaration. */
    public List<Variable> variables() {
        JShell jshell = shell.join();
        compiler.lock();
        try {
            return jshell.variables()
                    .filter(v -> jshell.status(v) == Status.VALID)
                    .filter(v -> v.subKind() != SubKind.TEMP_VAR_EXPRESSION_SUBKIND)
                    .map(v -> new Variable(v.name(), v.typeName(), jshell.varValue(v)))
                    .toList();
        } finally {
            compiler.unlock();
        }
    }

    /** An active declaration: what kind it is, its name, its source. */
    public record Declaration(String kind, String name, String source) {}

    /** What the notebook has declared or imported, in order. */
    public List<Declaration> declarations() {
        JShell jshell = shell.join();
        compiler.lock();
        try {
            return jshell.snippets()
                    .filter(snippet ->
                            jshell.status(snippet).isActive() && snippet.kind().isPersistent())
                    .filter(snippet -> snippet.subKind() != SubKind.TEMP_VAR_EXPRESSION_SUBKIND)
                    .map(snippet -> new Declaration(
                            snippet.kind().name().toLowerCase(Locale.ROOT),
                            name(snippet),
                            snippet.source().strip()))
                    .toList();
        } finally {
            compiler.unlock();
        }
    }

    private static String name(Snippet snippet) {
        return snippet instanceof DeclarationSnippet declaration
                ? declaration.name()
                : snippet.source().strip();
    }

    /** The type of an expression, or empty when the text is not one. */
    public Optional<String> typeOf(String text) {
        JShell jshell = shell.join();
        compiler.lock();
        try {
            return Optional.ofNullable(jshell.sourceCodeAnalysis().analyzeType(text, 0));
        } finally {
            compiler.unlock();
        }
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
        JShell jshell = shell.join();
        compiler.lock();
        try {
            usesOfCompiler++;
            return question.apply(new Assistant(jshell.sourceCodeAnalysis(), types));
        } finally {
            compiler.unlock();
        }
    }

    /** Ends the evaluator. */
    @Override
    public void close() {
        control.close();
    }

    private record Provider(Supplier<EvaluatorControl> control) implements ExecutionControlProvider {
        @Override
        public String name() {
            return "reprise";
        }

        @Override
        public ExecutionControl generate(ExecutionEnv env, Map<String, String> parameters) {
            return control.get();
        }
    }
}
