package dev.reprise.kernel.magics;

import dev.reprise.kernel.engine.Engine;
import dev.reprise.kernel.engine.Engine.Declaration;
import dev.reprise.kernel.engine.Engine.Variable;
import dev.reprise.kernel.engine.Settings;
import dev.reprise.notebook.Html;
import dev.reprise.notebook.MimeBundle;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Magics that show and change the state of the notebook's process. */
final class StateMagics {
    private static final int LONGEST_VALUE = 80;

    /** What decides the last bits and the printed form of results, besides the code. */
    private static final String DESCRIBE_PROCESS = """
            String.join("\\n",
                "Java " + Runtime.version() + " (" + System.getProperty("java.vm.name") + ")",
                System.getProperty("os.name") + " " + System.getProperty("os.arch") + ", "
                    + Runtime.getRuntime().availableProcessors() + " processors, heap of at most "
                    + Runtime.getRuntime().maxMemory() / (1 << 20) + " MB",
                "locale " + java.util.Locale.getDefault() + ", time zone " + java.util.TimeZone.getDefault().getID()
                    + ", encoding " + java.nio.charset.Charset.defaultCharset(),
                java.util.stream.Stream.of("OMP_NUM_THREADS", "OPENBLAS_CORETYPE", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "LC_ALL", "TZ")
                    .map(name -> name + "=" + java.util.Objects.requireNonNullElse(System.getenv(name), "(not set)"))
                    .collect(java.util.stream.Collectors.joining("\\n")))
            """;

    private final Path pinned;

    /** @param home the folder of the installed kernel, in which the pinned numeric settings are; may be null */
    StateMagics(Path home) {
        this.pinned = home == null ? null : home.resolve("numeric.env");
    }

    List<Magic> all() {
        return List.of(
                Magic.line(List.of("who"), "", "Prints the names of the variables.", StateMagics::who),
                Magic.line(
                        List.of("vars", "whos"), "", "Shows the variables, their types and values.", StateMagics::vars),
                Magic.line(
                        List.of("jshell"),
                        "/vars | /methods | /types | /imports | /list",
                        "Prints what is declared, as JShell's commands do.",
                        StateMagics::jshell),
                Magic.line(
                        List.of("env"),
                        "[NAME | NAME=VALUE]",
                        "Shows the state in which code runs, or one environment variable; with a value, starts a new"
                                + " process that has it.",
                        StateMagics::env),
                Magic.line(
                        List.of("jvm"),
                        "[--pinned] [--default] [JVM OPTIONS]",
                        "Starts a new process for this notebook with these options for its JVM, such as -Xmx8g or"
                                + " --enable-preview; imports, types, methods and dependencies are kept. --pinned: with the"
                                + " numeric settings that Reprise pins. --default: as at the kernel's start.",
                        this::jvm),
                Magic.line(
                        List.of("reset"),
                        "",
                        "Starts a new process in which nothing is declared and no dependencies are added.",
                        StateMagics::reset));
    }

    private static Result who(Invocation invocation) {
        List<Variable> variables = invocation.interpreter().engine().variables();
        invocation.print(
                variables.isEmpty()
                        ? "There are no variables.\n"
                        : variables.stream().map(Variable::name).collect(Collectors.joining(" ", "", "\n")));
        return Result.NOTHING;
    }

    private static Result vars(Invocation invocation) {
        List<Variable> variables = invocation.interpreter().engine().variables();
        if (variables.isEmpty()) {
            invocation.print("There are no variables.\n");
            return Result.NOTHING;
        }
        var text = new StringBuilder();
        var html =
                new StringBuilder("<table><thead><tr><th>Variable</th><th>Type</th><th>Value</th></tr></thead><tbody>");
        for (Variable variable : variables) {
            String value = shortened(variable.value());
            text.append(variable.type() + " " + variable.name() + " = " + value + "\n");
            html.append("<tr>" + cell(variable.name()) + cell(variable.type()) + cell(value) + "</tr>");
        }
        invocation.show(MimeBundle.text(text.toString().stripTrailing())
                .with(MimeBundle.HTML, html.append("</tbody></table>").toString()));
        return Result.NOTHING;
    }

    private static String cell(String text) {
        return "<td style=\"text-align: left\"><code>" + Html.escape(text) + "</code></td>";
    }

    private static String shortened(String value) {
        String first = value.lines().findFirst().orElse("");
        return first.length() <= LONGEST_VALUE && first.length() == value.length()
                ? first
                : first.substring(0, Math.min(first.length(), LONGEST_VALUE)) + " ...";
    }

    private static Result jshell(Invocation invocation) {
        String command =
                invocation.words().isEmpty() ? "/list" : invocation.words().get(0);
        Engine engine = invocation.interpreter().engine();
        String kind = switch (command) {
            case "/vars", "/v" -> "var";
            case "/methods", "/m" -> "method";
            case "/types", "/t" -> "type_decl";
            case "/imports", "/i" -> "import";
            case "/list", "/l" -> "";
            default ->
                throw new MagicException(
                        "there is no command " + command + "; there are /vars, /methods, /types, /imports and /list");
        };
        if (kind.equals("var")) {
            engine.variables()
                    .forEach(v -> invocation.print(
                            "|    " + v.type() + " " + v.name() + " = " + shortened(v.value()) + "\n"));
            return Result.NOTHING;
        }
        for (Declaration declaration : engine.declarations()) {
            if (kind.isEmpty() || declaration.kind().equals(kind)) {
                invocation.print("|    "
                        + (kind.isEmpty()
                                ? declaration.source()
                                : declaration.source().lines().findFirst().orElse(""))
                        + "\n");
            }
        }
        return Result.NOTHING;
    }

    private static Result env(Invocation invocation) throws IOException {
        String setting = invocation.raw();
        Engine engine = invocation.interpreter().engine();
        if (setting.isEmpty()) {
            MimeBundle process = invocation.run("%env", DESCRIBE_PROCESS);
            String options = String.join(" ", engine.settings().jvmOptions());
            invocation.print(process.data().get(MimeBundle.TEXT) + "\nJVM options: "
                    + (options.isEmpty() ? "none" : options) + "\n");
            return Result.NOTHING;
        }
        int equals = setting.indexOf('=');
        if (equals < 0) {
            Map<String, String> variables = new HashMap<>(System.getenv());
            variables.putAll(environment(invocation));
            String value = variables.get(setting);
            invocation.print(value == null ? setting + " is not set\n" : setting + "=" + value + "\n");
            return Result.NOTHING;
        }
        var variables = new HashMap<>(environment(invocation));
        variables.put(
                setting.substring(0, equals).strip(),
                setting.substring(equals + 1).strip());
        restart(invocation, engine.settings().withVariables(variables));
        return Result.NOTHING;
    }

    /** The environment variables that this notebook has set. */
    static Map<String, String> environment(Invocation invocation) {
        return invocation.interpreter().engine().settings().variables();
    }

    private Result jvm(Invocation invocation) throws IOException {
        Engine engine = invocation.interpreter().engine();
        var options = new ArrayList<>(Settings.split(invocation.raw()));
        if (options.isEmpty()) {
            String now = String.join(" ", engine.settings().jvmOptions());
            invocation.print(now.isEmpty() ? "No options besides the kernel's own.\n" : now + "\n");
            return Result.NOTHING;
        }
        Settings settings = engine.settings();
        if (options.remove("--default")) {
            settings = invocation.interpreter().initialSettings();
        }
        if (options.remove("--pinned")) {
            settings = settings.withPinned(pinnedVariables());
        }
        refuseForeign(options);
        var all = new ArrayList<>(settings.jvmOptions());
        all.addAll(options);
        restart(invocation, settings.withJvmOptions(all));
        return Result.NOTHING;
    }

    /** Options after which this would not be the notebook's process any more. */
    private static void refuseForeign(List<String> options) {
        for (String option : options) {
            if (!option.startsWith("-")
                    || List.of("-cp", "-classpath", "--class-path", "-jar", "-m", "--module")
                            .contains(option)) {
                throw new MagicException("'" + option + "' is no option for the notebook's JVM"
                        + (option.startsWith("-")
                                ? "; for the class path there are %jars, %classpath and %maven"
                                : ""));
            }
        }
    }

    private Map<String, String> pinnedVariables() throws IOException {
        if (pinned == null || !Files.exists(pinned)) {
            throw new MagicException("this kernel was installed without the pinned numeric settings (numeric.env)");
        }
        var variables = new LinkedHashMap<String, String>();
        for (String line : Files.readAllLines(pinned)) {
            int equals = line.indexOf('=');
            if (!line.startsWith("#") && equals > 0) {
                variables.put(line.substring(0, equals), line.substring(equals + 1));
            }
        }
        return variables;
    }

    private static void restart(Invocation invocation, Settings settings) {
        try {
            String told = invocation.interpreter().restart(invocation, settings);
            if (told.contains("lost variables")) {
                invocation.warn(told + "\n");
            }
        } catch (IOException e) {
            throw new MagicException(e.getMessage() + ". The notebook's process is still the old one.", e);
        } catch (IllegalStateException e) {
            throw new MagicException(e.getMessage(), e);
        }
    }

    private static Result reset(Invocation invocation) throws IOException {
        try {
            invocation.interpreter().reset(invocation);
        } catch (IllegalStateException e) {
            throw new MagicException(e.getMessage(), e);
        }
        return Result.NOTHING;
    }
}
