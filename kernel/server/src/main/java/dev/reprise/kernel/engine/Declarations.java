package dev.reprise.kernel.engine;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
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
 * The notebook's declarations, in JShell: one that is renewed when compiler options or the class path change, and that is
 * kept from growing.
 *
 * <p>All but the constructor is to be called with the lock held.
 */
final class Declarations {
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
    private static final int TEMPORARIES_KEPT = 5;

    /** After so many snippets and questions, what the compiler has gathered is let go. */
    private static final int TIDY_AFTER = 250;

    /** Of snippets that were run or replaced, so many are kept: errors in code that they left behind name their lines. */
    private static final int SPENT_KEPT = 250;

    private static final int LONGEST_WAIT_MILLIS = 300;
    private static final String METHOD_OF_STATEMENTS = "do_it$";

    private final CompletableFuture<EvaluatorControl> starting;
    private final ReentrantLock lock;
    private final Deque<Snippet> temporaries = new ArrayDeque<>();
    private final Deque<Snippet> rejected = new ArrayDeque<>();
    private final Set<Snippet> touched = new HashSet<>();
    private volatile CompletableFuture<JShell> jshell = new CompletableFuture<>();
    private int uses;
    private int generation;

    /** Prepares JShell in the background, also while the evaluator is still starting. */
    Declarations(Settings settings, CompletableFuture<EvaluatorControl> starting, ReentrantLock lock) {
        this.starting = starting;
        this.lock = lock;
        var starter = new Thread(
                () -> {
                    create(settings);
                    jshell.thenAccept(created -> new WarmUp(created.sourceCodeAnalysis(), lock).run());
                },
                "jshell");
        starter.setDaemon(true);
        starter.start();
    }

    private void create(Settings settings) {
        lock.lock();
        try {
            JShell created = JShell.builder()
                    .executionEngine(new Provider(starting::join), Map.of())
                    .compilerOptions(settings.allCompilerOptions().toArray(String[]::new))
                    .idGenerator(this::id)
                    .build();
            // All in one snippet: JShell resolves them all, and starts up in less time.
            created.eval(DEFAULT_IMPORTS);
            jshell.complete(created);
        } catch (RuntimeException | Error e) {
            jshell.completeExceptionally(e);
        } finally {
            lock.unlock();
        }
    }

    /** Snippets of different compilers do not meet under one name. */
    private String id(Snippet snippet, int number) {
        return generation == 0 ? String.valueOf(number) : generation + "_" + number;
    }

    private EvaluatorControl control() {
        return starting.join();
    }

    /** Waits until it is there; may be called without the lock. */
    JShell jshell() {
        return jshell.join();
    }

    /** Evaluates a snippet; null when JShell finds nothing to evaluate, as in a comment without an end. */
    SnippetEvent evaluate(String text) {
        uses++;
        // What follows from it for earlier snippets is JShell's business.
        List<SnippetEvent> events = jshell().eval(text);
        events.forEach(e -> touched.add(e.snippet()));
        SnippetEvent event = events.stream()
                .filter(e -> e.causeSnippet() == null)
                .findFirst()
                .orElse(null);
        if (event == null) {
            return null;
        }
        if (event.snippet().subKind() == SubKind.TEMP_VAR_EXPRESSION_SUBKIND) {
            temporaries.add(event.snippet());
        }
        if (event.status() == Status.REJECTED) {
            rejected.add(event.snippet());
        }
        return event;
    }

    /** To be asked something. */
    Assistant assistant(TypeIndex types) {
        uses++;
        return new Assistant(jshell().sourceCodeAnalysis(), types);
    }

    /** A cell has ended, and what is wrong with it was told. */
    void leaveCell() {
        while (temporaries.size() > TEMPORARIES_KEPT) {
            Snippet temporary = temporaries.remove();
            jshell().drop(temporary);
            touched.add(temporary);
        }
        CompilerMemory.releaseClasses(jshell(), touched);
        touched.clear();
        rejected.forEach(CompilerMemory::releaseDiagnostics);
        rejected.clear();
    }

    /** Frees memory, if enough has been gathered. The next compilation then takes some tens of milliseconds longer. */
    void tidy(ErrorReporter reporter) {
        if (uses > TIDY_AFTER) {
            uses = 0;
            control().forgetClasses(CompilerMemory.release(jshell(), SPENT_KEPT).negate());
            reporter.keepPlaces(jshell().snippets());
        }
    }

    /**
     * Names snippet and line of a frame in a cell, as JShell does in its own exceptions; any other frame stays as it is. May
     * be called without the lock, for which it does not wait long.
     */
    StackTraceElement translated(StackTraceElement frame) {
        try {
            if (!lock.tryLock(LONGEST_WAIT_MILLIS, TimeUnit.MILLISECONDS)) {
                return frame;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return frame;
        }
        try {
            Object wrapper = Internals.call(Internals.field(jshell(), "outerMap"), "getOuter", frame.getClassName());
            if (wrapper == null) {
                return frame;
            }
            int line = frame.getLineNumber() - 1;
            Snippet snippet = Internals.call(wrapper, "wrapLineToSnippet", line);
            int lineInSnippet = 1 + Internals.<Integer>call(wrapper, "wrapLineToSnippetLine", line);
            String method = frame.getMethodName().equals(METHOD_OF_STATEMENTS) ? "" : frame.getMethodName();
            return new StackTraceElement(frame.getClassName(), method, "#" + snippet.id(), lineInSnippet);
        } catch (RuntimeException e) {
            return frame;
        } finally {
            lock.unlock();
        }
    }

    /** Puts a new evaluator in the place of one that has ended, and says what was lost. */
    String recover() {
        if (control().evaluator().isAlive()) {
            // A cell that ran at the same time has seen to it.
            return "Imports, types and methods are kept; variables are lost.";
        }
        control().restart();
        return forgetVariables();
    }

    /** Starts an evaluator with other settings; see {@link Engine#restart}. */
    String restart(Settings settings) throws IOException {
        List<String> options = control().settings().allCompilerOptions();
        control().restart(settings);
        String lost = forgetVariables();
        if (!options.equals(settings.allCompilerOptions())) {
            replay();
        }
        return lost;
    }

    /** Starts an evaluator with another class path; see {@link Engine#replaceClassPath}. */
    String replaceClassPath(List<Path> paths) throws IOException {
        control().replaceClassPath(paths);
        control().restart(control().settings());
        String lost = forgetVariables();
        replay();
        return lost;
    }

    /** Starts an evaluator and forgets all that was declared. */
    void reset(Settings settings) throws IOException {
        control().forget();
        control().restart(settings);
        renew();
    }

    private void renew() {
        generation++;
        temporaries.clear();
        touched.clear();
        jshell = new CompletableFuture<>();
        create(control().settings());
    }

    /** Declares in a new compiler what was declared in the old one. */
    private void replay() {
        JShell old = jshell();
        List<Path> added = List.copyOf(control().classPath());
        control().forget();
        renew();
        addToClassPath(added);
        old.snippets()
                .filter(snippet ->
                        old.status(snippet).isActive() && snippet.kind().isPersistent())
                .filter(snippet ->
                        snippet.kind() != Kind.VAR && !snippet.source().equals(DEFAULT_IMPORTS))
                .forEach(snippet -> jshell().eval(snippet.source()));
    }

    private String forgetVariables() {
        JShell jshell = jshell();
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

    /** Adds to the class path of compiler and evaluator; what it has already changes nothing. */
    void addToClassPath(List<Path> paths) {
        paths.stream()
                .filter(path -> !control().classPath().contains(path))
                .map(Path::toString)
                .forEach(jshell()::addToClasspath);
    }

    /** The variables that have a value, in the order of their declaration. */
    List<Engine.Variable> variables() {
        JShell jshell = jshell();
        return jshell.variables()
                .filter(v -> jshell.status(v) == Status.VALID)
                .filter(v -> v.subKind() != SubKind.TEMP_VAR_EXPRESSION_SUBKIND)
                .map(v -> new Engine.Variable(v.name(), v.typeName(), jshell.varValue(v)))
                .toList();
    }

    /** What the notebook has declared or imported, in order. */
    List<Engine.Declaration> list() {
        JShell jshell = jshell();
        return jshell.snippets()
                .filter(snippet ->
                        jshell.status(snippet).isActive() && snippet.kind().isPersistent())
                .filter(snippet -> snippet.subKind() != SubKind.TEMP_VAR_EXPRESSION_SUBKIND)
                .map(snippet -> new Engine.Declaration(
                        snippet.kind().name().toLowerCase(Locale.ROOT),
                        name(snippet),
                        snippet.source().strip()))
                .toList();
    }

    private static String name(Snippet snippet) {
        return snippet instanceof DeclarationSnippet declaration
                ? declaration.name()
                : snippet.source().strip();
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
