package dev.reprise.guide;

import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import jdk.jshell.DeclarationSnippet;
import jdk.jshell.EvalException;
import jdk.jshell.JShell;
import jdk.jshell.Snippet;
import jdk.jshell.SnippetEvent;
import jdk.jshell.execution.LocalExecutionControlProvider;

/** Runs examples one after the other, as a notebook runs its cells: what one declares, the next can use. */
final class Session implements AutoCloseable {
    /** Splits code into statements; a shell with the class path would index all of it first. */
    private static final JShell SPLITTER = JShell.builder()
            .executionEngine(new LocalExecutionControlProvider(), Map.of())
            .build();

    private static final Pattern DL4J = Pattern.compile("deeplearning4j|nd4j|bytedeco|javacpp|dl4j");

    private final JShell shell;
    private final List<Snippet> declared = new ArrayList<>();
    private boolean overwrote;

    private Session(JShell shell) {
        this.shell = shell;
    }

    /**
     * A session in this JVM, with the imports that every Java notebook has.
     *
     * @param dl4j whether examples may use Deeplearning4j; its hundred JARs make each statement compile ten times slower
     */
    static Session start(boolean dl4j) {
        String classPath = Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(entry -> dl4j || !DL4J.matcher(entry).find())
                .collect(Collectors.joining(File.pathSeparator));
        var shell = JShell.builder()
                .executionEngine(new LocalExecutionControlProvider(), Map.of())
                .compilerOptions("--class-path", classPath)
                .build();
        var session = new Session(shell);
        session.run(
                "import java.util.*; import java.util.function.*; import java.util.random.*; import java.util.stream.*;"
                        + "import java.nio.file.*; import java.time.*;");
        session.keep();
        return session;
    }

    /**
     * Runs code.
     *
     * @return what it printed, and after that the value of its last expression
     * @throws AssertionError if a statement does not compile or throws; the message shows it
     */
    String run(String code) {
        var printed = new ByteArrayOutputStream();
        var before = System.out;
        String value = null;
        System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
        try {
            for (String statement : statements(code)) {
                value = null;
                for (var event : shell.eval(statement)) {
                    check(event, statement);
                    declared.add(event.snippet());
                    overwrote |= event.status() == Snippet.Status.OVERWRITTEN;
                    if (event.causeSnippet() == null
                            && event.snippet().subKind().hasValue()
                            && !isDeclaration(event)) {
                        value = event.value();
                    }
                }
            }
        } finally {
            System.setOut(before);
        }
        return printed.toString(StandardCharsets.UTF_8) + (value == null ? "" : value);
    }

    /**
     * Forgets what was declared since the start or since it was kept.
     *
     * @return whether something that was kept is lost, because it was declared anew
     */
    boolean forget() {
        declared.stream().filter(snippet -> shell.status(snippet).isActive()).forEach(shell::drop);
        boolean lost = overwrote;
        keep();
        return lost;
    }

    /** What is declared so far stays. */
    void keep() {
        declared.clear();
        overwrote = false;
    }

    /** {@code int x = 1} has a value too, but a notebook shows only that of {@code x}. */
    private static boolean isDeclaration(SnippetEvent event) {
        return switch (event.snippet().subKind()) {
            case VAR_DECLARATION_SUBKIND, VAR_DECLARATION_WITH_INITIALIZER_SUBKIND, ASSIGNMENT_SUBKIND -> true;
            default -> false;
        };
    }

    private List<String> statements(String code) {
        var statements = new ArrayList<String>();
        for (String rest = code; !rest.isBlank(); ) {
            var next = SPLITTER.sourceCodeAnalysis().analyzeCompletion(rest);
            switch (next.completeness()) {
                case EMPTY -> rest = next.remaining();
                case DEFINITELY_INCOMPLETE, CONSIDERED_INCOMPLETE, UNKNOWN -> {
                    // Evaluating it says best what is wrong with it.
                    statements.add(rest);
                    rest = "";
                }
                default -> {
                    statements.add(next.source());
                    rest = next.remaining();
                }
            }
        }
        return statements;
    }

    private void check(SnippetEvent event, String statement) {
        if (event.status() != Snippet.Status.VALID && event.status() != Snippet.Status.OVERWRITTEN) {
            String problems = shell.diagnostics(event.snippet())
                            .map(diagnostic -> diagnostic.getMessage(Locale.ROOT))
                            .collect(Collectors.joining("\n"))
                    + (event.snippet() instanceof DeclarationSnippet declaration
                            ? shell.unresolvedDependencies(declaration)
                                    .collect(Collectors.joining(", ", "it needs ", ""))
                            : "");
            throw new AssertionError("does not compile:\n" + statement.strip() + "\n" + problems);
        }
        if (event.exception() instanceof EvalException thrown) {
            throw new AssertionError(
                    "throws " + thrown.getExceptionClassName() + ": " + thrown.getMessage() + "\n" + statement.strip(),
                    thrown);
        }
        if (event.exception() != null) {
            throw new AssertionError("throws:\n" + statement.strip(), event.exception());
        }
    }

    @Override
    public void close() {
        shell.close();
    }

    /** The declarations that the examples of a package may use without showing them. */
    static String given(String packageName) {
        try (var file = Session.class.getResourceAsStream("/given/" + packageName + ".jsh")) {
            return file == null ? "" : new String(file.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
