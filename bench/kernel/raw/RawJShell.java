import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import jdk.jshell.JShell;
import jdk.jshell.SnippetEvent;
import jdk.jshell.SourceCodeAnalysis;

/**
 * JShell in one JVM and nothing around it, the floor under every kernel: takes a request a line, answers with a line that
 * begins with {@code =}. {@code e} evaluates a cell, whose lines are separated by U+001E; {@code c} completes at the end.
 */
public final class RawJShell {
    private static final List<String> IMPORTS = List.of(
            "java.io.*", "java.math.*", "java.net.*", "java.nio.file.*", "java.util.*", "java.util.concurrent.*",
            "java.util.function.*", "java.util.prefs.*", "java.util.regex.*", "java.util.stream.*");

    private final JShell shell = JShell.builder().executionEngine("local").build();

    public static void main(String[] args) throws Exception {
        var raw = new RawJShell();
        IMPORTS.forEach(name -> raw.shell.eval("import " + name + ";"));
        var requests = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String line = requests.readLine(); line != null; line = requests.readLine()) {
            String code = line.substring(1).replace('\u001e', '\n');
            System.out.println("=" + (line.charAt(0) == 'e' ? raw.evaluate(code) : raw.complete(code)));
        }
    }

    private String evaluate(String cell) {
        String value = "";
        for (String rest = cell; !rest.isBlank(); ) {
            SourceCodeAnalysis.CompletionInfo unit = shell.sourceCodeAnalysis().analyzeCompletion(rest);
            for (SnippetEvent event : shell.eval(unit.source())) {
                value = event.value();
            }
            rest = unit.remaining();
        }
        return value;
    }

    private String complete(String code) {
        return String.valueOf(shell.sourceCodeAnalysis().completionSuggestions(code, code.length(), new int[1]).size());
    }
}
