package dev.reprise.kernel.engine;

import dev.reprise.notebook.CommMessage;
import dev.reprise.notebook.MimeBundle;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import jdk.jshell.DeclarationSnippet;
import jdk.jshell.JShell;
import jdk.jshell.Snippet;
import jdk.jshell.Snippet.Kind;
import jdk.jshell.Snippet.Status;
import jdk.jshell.Snippet.SubKind;
import jdk.jshell.SnippetEvent;
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
                    "java.util.regex.*",
                    "java.util.stream.*",
                    "static dev.reprise.notebook.Notebook.*")
            .map(name -> "import " + name + ";")
            .collect(Collectors.joining(" "));

    /** Every live temporary ($1, $2, ...) makes every later snippet dearer to compile. */
    private static final int TEMPORARIES_KEPT = 20;

    private final Outlet outlet;
    private final ReentrantLock compiler = new ReentrantLock();
    private final EvaluatorControl control;
    private final CompletableFuture<JShell> shell = new CompletableFuture<>();
    private final ErrorReporter reporter = new ErrorReporter();
    private final Deque<Snippet> temporaries = new ArrayDeque<>();

    private Engine(Settings settings, Outlet outlet) throws IOException {
        this.outlet = outlet;
        this.control = new EvaluatorControl(settings, outlet, compiler);
        var starter = new Thread(this::createShell, "jshell");
        starter.setDaemon(true);
        starter.start();
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

    private void createShell() {
        compiler.lock();
        try {
            JShell created = JShell.builder()
                    .executionEngine(new Provider(control), Map.of())
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

    /**
     * Runs a cell.
     *
     * @param cell identifies the cell towards the {@link Outlet}
     * @param number the cell's execution count, for messages
     */
    public CellResult execute(long cell, int number, String text) {
        // First of all, so that an interrupt is heard also while the cell waits for the compiler.
        control.enterCell(cell);
        JShell jshell = shell.join();
        compiler.lock();
        try {
            if (!control.evaluator().isAlive()) {
                outlet.output(cell, true, "The notebook's process had ended. " + recover(jshell) + "\n");
            }
            CellResult result = run(jshell, new Source(number, text), cell);
            dropOldTemporaries(jshell);
            return result;
        } finally {
            control.leaveCell();
            compiler.unlock();
        }
    }

    private CellResult run(JShell jshell, Source source, long cell) {
        List<SourceUnit> units = SourceUnit.split(jshell.sourceCodeAnalysis(), source.text());
        var declared = new ArrayList<DeclarationSnippet>();
        MimeBundle shown = null;
        for (int i = 0; i < units.size(); i++) {
            SourceUnit unit = units.get(i);
            control.enterSnippet();
            SnippetEvent event = evaluate(jshell, source, unit);
            Snippet snippet = event.snippet();
            Optional<ErrorReport> error = error(jshell, source, unit, event);
            if (error.isEmpty() && i == units.size() - 1 && hasValueToShow(snippet)) {
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
        hintAtUnresolved(jshell, declared, cell);
        return new CellResult.Success(shown);
    }

    /** Evaluates a snippet; what follows from it for earlier snippets is JShell's business. */
    private SnippetEvent evaluate(JShell jshell, Source source, SourceUnit unit) {
        SnippetEvent event = jshell.eval(unit.text()).stream()
                .filter(e -> e.causeSnippet() == null)
                .findFirst()
                .orElseThrow();
        reporter.locate(event.snippet(), source, unit.offset());
        if (event.snippet().subKind() == SubKind.TEMP_VAR_EXPRESSION_SUBKIND) {
            temporaries.add(event.snippet());
        }
        return event;
    }

    private Optional<ErrorReport> error(JShell jshell, Source source, SourceUnit unit, SnippetEvent event) {
        Snippet snippet = event.snippet();
        boolean unusableVariable = event.status() == Status.RECOVERABLE_NOT_DEFINED && snippet.kind() == Kind.VAR;
        if (event.status() == Status.REJECTED || unusableVariable) {
            ErrorReport report = reporter.compilation(
                    source, unit.offset(), jshell.diagnostics(snippet).toList());
            if (unusableVariable) {
                jshell.drop(snippet);
            }
            return Optional.of(report);
        }
        if (event.exception() != null) {
            ErrorReport report = reporter.exception(event.exception());
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

    private void dropOldTemporaries(JShell jshell) {
        while (temporaries.size() > TEMPORARIES_KEPT) {
            jshell.drop(temporaries.remove());
        }
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
    public Optional<String> inspect(String code, int cursor, boolean detailed) {
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
            return question.apply(new Assistant(jshell.sourceCodeAnalysis()));
        } finally {
            compiler.unlock();
        }
    }

    /** Ends the evaluator. */
    @Override
    public void close() {
        control.close();
    }

    private record Provider(ExecutionControl control) implements ExecutionControlProvider {
        @Override
        public String name() {
            return "reprise";
        }

        @Override
        public ExecutionControl generate(ExecutionEnv env, Map<String, String> parameters) {
            return control;
        }
    }
}
