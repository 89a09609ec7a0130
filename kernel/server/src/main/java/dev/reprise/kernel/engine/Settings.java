package dev.reprise.kernel.engine;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How evaluators are started.
 *
 * @param evaluatorPath jars of the evaluator, and all of the kernel that user code can see
 * @param renderers folder of the kernel's own renderers; may be absent
 * @param classPath jars and folders that every notebook starts with
 * @param jvmOptions additional options for the evaluator's JVM
 */
public record Settings(List<Path> evaluatorPath, Path renderers, List<Path> classPath, List<String> jvmOptions) {
    private static final Pattern OPTION = Pattern.compile("\"([^\"]*)\"|'([^']*)'|(\\S+)");

    /**
     * The settings of a kernel that is installed in a folder, with those of its environment: {@code REPRISE_CLASSPATH},
     * a list of jars, folders and globs such as {@code lib/*.jar}, and {@code REPRISE_JVM_OPTS}, options separated by
     * blanks and quoted where they contain some. {@code JJAVA_*} and {@code IJAVA_*} are read when those are not set.
     */
    public static Settings of(Path home, Map<String, String> environment) {
        return new Settings(
                ClassPath.expand(home.resolve("evaluator") + "/*.jar"),
                home.resolve("renderers"),
                ClassPath.expand(variable(environment, "CLASSPATH")),
                split(variable(environment, "JVM_OPTS")));
    }

    private static String variable(Map<String, String> environment, String name) {
        for (String prefix : List.of("REPRISE_", "JJAVA_", "IJAVA_")) {
            String value = environment.get(prefix + name);
            if (value != null) {
                return value;
            }
        }
        return "";
    }

    private static List<String> split(String options) {
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
