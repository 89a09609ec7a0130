package dev.reprise.kernel.engine;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * How evaluators are started.
 *
 * @param evaluatorPath jars of the evaluator, and all of the kernel that user code can see
 * @param renderers folder of the kernel's own renderers; may be absent
 * @param classPath jars and folders that every notebook starts with
 * @param jvmOptions additional options for the evaluator's JVM
 * @param compilerOptions options for the compiler, as javac has them
 * @param timeout how long one statement may run; zero for ever
 * @param variables environment variables that evaluators have besides the kernel's own, or in their place
 */
public record Settings(
        List<Path> evaluatorPath,
        Path renderers,
        List<Path> classPath,
        List<String> jvmOptions,
        List<String> compilerOptions,
        Duration timeout,
        Map<String, String> variables) {
    private static final Pattern TIMEOUT = Pattern.compile("(-?\\d+)\\W*([A-Za-z]+)?");
    private static final Pattern AGENT = Pattern.compile("-(java)?agent");
    private static final Pattern COLLECTOR = Pattern.compile("-XX:\\+Use(Serial|Parallel|G1|Z|Shenandoah|Epsilon)GC");
    private static final Pattern OPTION = Pattern.compile("\"([^\"]*)\"|'([^']*)'|(\\S+)");

    /**
     * The settings of a kernel that is installed in a folder, with those of its environment: {@code REPRISE_CLASSPATH},
     * a list of jars, folders and globs such as {@code lib/*.jar}; {@code REPRISE_JVM_OPTS} and {@code
     * REPRISE_COMPILER_OPTS}, options separated by blanks and quoted where they contain some; {@code REPRISE_TIMEOUT},
     * such as {@code 30 seconds}, in milliseconds without a unit. {@code JJAVA_*} and {@code IJAVA_*} are read when those
     * are not set. The options of {@code REPRISE_PINNED_JVM_OPTS}, from the pinned environment, come before the user's.
     */
    public static Settings of(Path home, Map<String, String> environment) {
        return new Settings(
                ClassPath.expand(home.resolve("evaluator") + "/*.jar"),
                home.resolve("renderers"),
                ClassPath.expand(variable(environment, "CLASSPATH")),
                Stream.concat(pinnedOptions(environment).stream(), split(variable(environment, "JVM_OPTS")).stream())
                        .toList(),
                split(variable(environment, "COMPILER_OPTS")),
                timeout(variable(environment, "TIMEOUT")),
                Map.of());
    }

    /**
     * These settings with other JVM options. An agent that is named again, as by a cell that runs again, is loaded once. Of
     * garbage collectors, of which a JVM wants to be told one only, the last one counts, as with most other options.
     */
    public Settings withJvmOptions(List<String> options) {
        var agents = new HashSet<String>();
        String collector = options.stream()
                .filter(option -> COLLECTOR.matcher(option).matches())
                .reduce((earlier, later) -> later)
                .orElse("");
        List<String> each = options.stream()
                .filter(option -> !AGENT.matcher(option).lookingAt() || agents.add(option))
                .filter(option -> !COLLECTOR.matcher(option).matches() || option.equals(collector))
                .toList();
        return new Settings(evaluatorPath, renderers, classPath, each, compilerOptions, timeout, variables);
    }

    /** These settings with other environment variables. */
    public Settings withVariables(Map<String, String> others) {
        return new Settings(
                evaluatorPath, renderers, classPath, jvmOptions, compilerOptions, timeout, Map.copyOf(others));
    }

    /** These settings with the variables of the pinned environment, and the JVM options that it names. */
    public Settings withPinned(Map<String, String> pinned) {
        var all = new HashMap<>(variables);
        all.putAll(pinned);
        var options = new LinkedHashSet<>(jvmOptions);
        options.addAll(pinnedOptions(pinned));
        return withVariables(all).withJvmOptions(List.copyOf(options));
    }

    private static List<String> pinnedOptions(Map<String, String> environment) {
        return split(environment.getOrDefault("REPRISE_PINNED_JVM_OPTS", ""));
    }

    /** What the compiler is started with: a JVM with preview features needs a compiler with them. */
    List<String> allCompilerOptions() {
        if (!jvmOptions.contains("--enable-preview") || compilerOptions.contains("--enable-preview")) {
            return compilerOptions;
        }
        var options = new ArrayList<>(compilerOptions);
        options.addAll(List.of(
                "--enable-preview", "-source", String.valueOf(Runtime.version().feature())));
        return options;
    }

    private static Duration timeout(String text) {
        Matcher timeout = TIMEOUT.matcher(text.strip());
        if (!timeout.matches()) {
            return Duration.ZERO;
        }
        long amount = Math.max(0, Long.parseLong(timeout.group(1)));
        if (timeout.group(2) == null) {
            return Duration.ofMillis(amount);
        }
        String unit = timeout.group(2).toUpperCase(Locale.ROOT);
        for (TimeUnit known : TimeUnit.values()) {
            if (known.name().equals(unit) || known.name().equals(unit + "S")) {
                return Duration.of(amount, known.toChronoUnit());
            }
        }
        return Duration.ZERO;
    }

    /** A variable of the environment under one of the prefixes that kernels for Java have; "" when there is none. */
    public static String variable(Map<String, String> environment, String name) {
        for (String prefix : List.of("REPRISE_", "JJAVA_", "IJAVA_")) {
            String value = environment.get(prefix + name);
            if (value != null) {
                return value;
            }
        }
        return "";
    }

    /** Splits options at blanks, except within quotes. */
    public static List<String> split(String options) {
        var list = new ArrayList<String>();
        Matcher option = OPTION.matcher(options);
        while (option.find()) {
            for (int group = 1; group <= option.groupCount(); group++) {
                if (option.group(group) != null) {
                    list.add(option.group(group));
                }
            }
        }
        return list;
    }
}
