package dev.reprise.kernel.magics;

import dev.reprise.kernel.engine.CellResult;
import dev.reprise.kernel.engine.Completion;
import dev.reprise.kernel.engine.Engine;
import dev.reprise.kernel.engine.ErrorReport;
import dev.reprise.kernel.engine.Fragment;
import dev.reprise.kernel.engine.Outlet;
import dev.reprise.kernel.engine.Readiness;
import dev.reprise.kernel.engine.Services.Answer;
import dev.reprise.kernel.engine.Settings;
import dev.reprise.kernel.magics.Magic.Form;
import dev.reprise.notebook.CommMessage;
import dev.reprise.notebook.MimeBundle;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Runs cells that may hold magics, and answers editors about them.
 *
 * <p>Java goes to the {@link Engine}. May be used from several threads at once, each of which runs cells of its own.
 */
public final class Interpreter {
    /** Magics whose line is Java code. */
    private static final Set<String> TAKES_CODE = Set.of("time", "timeit");

    private static final Pattern VARIABLE =
            Pattern.compile("\\$\\{(\\p{javaJavaIdentifierStart}\\p{javaJavaIdentifierPart}*)}");
    private static final CellResult DONE = new CellResult.Success(null);
    private static final CellResult INTERRUPTED = failure("Interrupted", "the cell was stopped; variables are kept");

    private final Engine engine;
    private final Outlet outlet;
    private final MagicTable table;
    private final MavenMagics maven;
    private final LocalLibraries libraries;
    private final JJavaExtensions extensions;
    private final Startup startup;
    private final Map<Thread, Work> works = new ConcurrentHashMap<>();

    /** Magics that the notebook has registered, with their percent signs: they run in the evaluator. */
    private final Set<String> claimed = ConcurrentHashMap.newKeySet();

    private final Settings initialSettings;

    /**
     * @param environment the environment variables of the kernel
     * @param home the folder in which the kernel is installed
     */
    public Interpreter(Engine engine, Outlet outlet, Map<String, String> environment, Path home) {
        this.engine = engine;
        this.outlet = outlet;
        this.initialSettings = engine.settings();
        this.extensions = new JJavaExtensions(environment, initialSettings.classPath());
        this.maven = new MavenMagics(environment);
        this.libraries = new LocalLibraries(environment);
        this.table = new MagicTable(home, maven);
        this.startup = new Startup(environment);
        engine.serve(this::call);
    }

    Engine engine() {
        return engine;
    }

    Outlet outlet() {
        return outlet;
    }

    MagicTable table() {
        return table;
    }

    Set<String> claimed() {
        return claimed;
    }

    /** The settings that the kernel was started with. */
    Settings initialSettings() {
        return initialSettings;
    }

    /** Adds jars and folders to the class path. */
    void addToClassPath(Invocation invocation, List<Path> paths) {
        engine.addToClassPath(paths);
        extensions.added(engine, invocation.cell(), paths);
    }

    /** Starts a process with another class path; returns what is kept and what is lost. */
    String replaceClassPath(Invocation invocation, List<Path> paths) throws IOException {
        String told = engine.replaceClassPath(paths);
        claimed.clear();
        return told;
    }

    /** Starts a process with other settings; returns what is kept and what is lost. */
    String restart(Invocation invocation, Settings settings) throws IOException {
        String told = engine.restart(settings);
        claimed.clear();
        return told;
    }

    /** Starts a process in which nothing is declared. */
    void reset(Invocation invocation) throws IOException {
        engine.reset(engine.settings());
        maven.clear();
        claimed.clear();
    }

    <T> T await(Callable<T> callable, Runnable tick) throws Exception {
        return works.computeIfAbsent(Thread.currentThread(), thread -> new Work())
                .await(callable, tick, engine::isCancelled);
    }

    /**
     * Runs a cell.
     *
     * @param cell identifies the cell towards the {@link Outlet}
     * @param number the cell's execution count, for messages
     */
    public CellResult execute(long cell, int number, String text) {
        // First of all, so that an interrupt is heard from now on.
        engine.enterCell(cell);
        try {
            extensions.prepare(engine, cell);
            CellResult started = startup.run(this, cell);
            return started instanceof CellResult.Failure ? started : run(cell, "Cell In[" + number + "]", text);
        } finally {
            engine.leaveCell();
        }
    }

    /** Lets the handler of a comm take a message: see {@link Engine#comm}. */
    public Optional<ErrorReport> comm(long cell, CommMessage message) {
        return engine.comm(cell, message);
    }

    /** Runs code in the name of a cell, up to its first error. */
    CellResult run(long cell, String place, String text) {
        CellResult result = DONE;
        for (Part part : CellParser.parse(text, this::isLineMagic).parts()) {
            result = engine.isCancelled() ? INTERRUPTED : run(cell, place, text, part);
            if (result instanceof CellResult.Failure) {
                break;
            }
        }
        return result;
    }

    private CellResult run(long cell, String place, String text, Part part) {
        if (part instanceof Part.Java java) {
            return engine.execute(new Fragment(cell, place, text, java.offset(), java.text()));
        } else if (part instanceof Part.Line line) {
            return claimed.contains("%" + line.name())
                    ? engine.execute(new Fragment(cell, place, text, line.offset(), asJava(line)))
                    : runOwn(cell, place, Form.LINE, line.name(), line.raw(), null);
        }
        var magic = (Part.Cell) part;
        return claimed.contains("%%" + magic.name())
                ? engine.execute(new Fragment(cell, place, text, magic.offset(), asJava(magic)))
                : runOwn(cell, place, Form.CELL, magic.name(), magic.raw(), magic.body());
    }

    private static String asJava(Part.Line line) {
        return "dev.reprise.notebook.Magics.inline(" + CellParser.quote(line.name()) + ", "
                + CellParser.quote(line.raw()) + ", new String[] " + strings(line.raw()) + ")";
    }

    private static String asJava(Part.Cell magic) {
        return "dev.reprise.notebook.Magics.cell(" + CellParser.quote(magic.name())
                + ", java.util.Arrays.asList(new String[] " + strings(magic.raw()) + "), "
                + CellParser.quote(magic.body()) + ")";
    }

    private static String strings(String raw) {
        List<String> literals =
                Arguments.split(raw).stream().map(CellParser::quote).toList();
        return "{" + String.join(", ", literals) + "}";
    }

    /** Runs a magic of the kernel as a part of a cell. */
    private CellResult runOwn(long cell, String place, Form form, String name, String raw, String body) {
        try {
            Result result = apply(cell, place, form, name, raw, body);
            return result instanceof Result.ValueOfCode value ? new CellResult.Success(value.bundle()) : DONE;
        } catch (CancellationException e) {
            return INTERRUPTED;
        } catch (CodeFailure e) {
            return new CellResult.Failure(e.report());
        } catch (UndefinedMagic e) {
            return failure("UndefinedMagicException", e.getMessage());
        } catch (Exception e) {
            return failure("MagicException", spelled(form, name) + ": " + message(e));
        }
    }

    private Result apply(long cell, String place, Form form, String name, String raw, String body) throws Exception {
        Magic magic = table.find(form, name);
        if (magic == null) {
            throw new UndefinedMagic(table.undefined(form, name, claimed));
        }
        if (form == Form.CELL && body.isBlank()) {
            throw new MagicException("needs a body: the lines below " + spelled(form, name));
        }
        String line = TAKES_CODE.contains(name) ? raw : withValues(raw);
        return magic.action().run(new Invocation(this, cell, place, line, body));
    }

    /** The line with the text of a variable in the place of its name in braces; names of no variable are left to a shell. */
    private String withValues(String line) {
        if (!VARIABLE.matcher(line).find()) {
            return line;
        }
        Map<String, String> values = engine.variables().stream()
                .collect(Collectors.toMap(Engine.Variable::name, Engine.Variable::value, (a, b) -> b));
        return VARIABLE.matcher(line)
                .replaceAll(name -> Matcher.quoteReplacement(values.getOrDefault(name.group(1), name.group())));
    }

    private static String spelled(Form form, String name) {
        return (form == Form.CELL ? "%%" : "%") + name;
    }

    private static String message(Exception e) {
        return e instanceof MagicException ? e.getMessage() : e.getClass().getSimpleName() + ": " + e.getMessage();
    }

    private static CellResult.Failure failure(String name, String message) {
        return new CellResult.Failure(
                new ErrorReport(name, message, List.of("\u001b[1;31m" + name + "\u001b[0m: " + message)));
    }

    private static final class UndefinedMagic extends RuntimeException {
        private UndefinedMagic(String message) {
            super(message);
        }
    }

    /** What running code asks for: {@link dev.reprise.notebook.NotebookHost#call}. */
    private Answer call(long cell, String service, List<String> arguments) {
        try {
            return switch (service) {
                case "eval" -> answer(run(cell, "eval", arguments.get(0)));
                case "claim" -> {
                    claimed.add(arguments.get(0));
                    yield new Answer.Nothing();
                }
                case "line" -> answer(apply(cell, "lineMagic", Form.LINE, arguments.get(0), arguments.get(1), null));
                case "cell" -> {
                    String raw = String.join(" ", arguments.subList(2, arguments.size()));
                    yield answer(apply(cell, "cellMagic", Form.CELL, arguments.get(0), raw, arguments.get(1)));
                }
                default -> new Answer.Failed("This kernel does not offer '" + service + "'");
            };
        } catch (CancellationException e) {
            return new Answer.Interrupted();
        } catch (UndefinedMagic e) {
            return new Answer.UndefinedMagic(e.getMessage());
        } catch (CodeFailure e) {
            return answer(new CellResult.Failure(e.report()));
        } catch (Exception e) {
            return new Answer.Failed(message(e));
        }
    }

    private Answer answer(CellResult result) {
        if (result instanceof CellResult.Failure failure) {
            return engine.isCancelled()
                    ? new Answer.Interrupted()
                    : new Answer.Failed(
                            failure.report().name() + ": " + failure.report().message());
        }
        return new Answer.LatestValue();
    }

    private static Answer answer(Result result) {
        if (result instanceof Result.Values values) {
            return new Answer.Values(values.values());
        }
        return result instanceof Result.ValueOfCode ? new Answer.LatestValue() : new Answer.Nothing();
    }

    /** Stops all running cells. Takes up to about three seconds. */
    public void interrupt() {
        engine.interrupt();
        works.values().forEach(Work::cancel);
    }

    /** Stops the cell that one thread runs, if it runs one. */
    public void interrupt(Thread thread) {
        engine.interrupt(thread);
        Work work = works.get(thread);
        if (work != null) {
            work.cancel();
        }
    }

    /** Between cells: frees memory, if enough has been gathered. */
    public void tidy() {
        engine.tidy();
    }

    /** The calling thread will execute nothing more. */
    public void leave() {
        works.remove(Thread.currentThread());
        engine.leave();
    }

    /** What could stand at the cursor, a position in UTF-16 code units. */
    public Completion complete(String code, int cursor) {
        return new MagicCompletion(table, claimed, libraries)
                .complete(code, cursor)
                .orElseGet(() -> engine.complete(java(code), cursor));
    }

    /** Signatures and documentation of what the cursor is in or behind. */
    public Optional<MimeBundle> inspect(String code, int cursor, boolean detailed) {
        Optional<String> magic = table.describe(code, cursor);
        return magic.isPresent() ? magic.map(MimeBundle::text) : engine.inspect(java(code), cursor, detailed);
    }

    /** Whether code can be run as it stands. */
    public Readiness readiness(String code) {
        return engine.readiness(java(code));
    }

    /** The white space that the line after unfinished code begins with. */
    public String indentation(String code) {
        return engine.indentation(code);
    }

    private String java(String code) {
        return CellParser.parse(code, this::isLineMagic).java();
    }

    private boolean isLineMagic(String name) {
        return claimed.contains("%" + name) || table.find(Form.LINE, name) != null;
    }
}
