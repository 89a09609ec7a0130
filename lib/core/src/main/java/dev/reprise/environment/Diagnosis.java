package dev.reprise.environment;

import dev.reprise.display.TextTable;
import dev.reprise.notebook.Displayable;
import dev.reprise.notebook.MimeBundle;
import dev.reprise.seeds.Unrepeatable;
import dev.reprise.storage.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What {@code reprise doctor} finds: whether this is the pinned environment of the workbook, and if not, what differs.
 *
 * <pre>{@code
 * System.out.println(Diagnosis.here());      // The environment is the pinned one.
 * }</pre>
 *
 * @param verdict one sentence
 * @param deviations what is not as it is pinned, those that can change most first
 */
public record Diagnosis(String verdict, List<Deviation> deviations) implements Displayable {
    private static final String COMMAND = "reprise";

    /**
     * One thing that is not as it is pinned.
     *
     * @param what for example {@code JDK}
     * @param pinned the pinned value
     * @param here the value that was found
     * @param changes what that can change: {@code results}, {@code last bits} or {@code nothing}
     * @param why the reason
     */
    public record Deviation(String what, String pinned, String here, String changes, String why) {}

    /** The list is copied. */
    public Diagnosis {
        deviations = List.copyOf(deviations);
    }

    /**
     * Asks the command {@code reprise}, which is on the path in the image and under {@code ./reprise}. Takes about a second.
     *
     * @return what it says; where there is no such command, a verdict that says so
     * @throws UncheckedIOException if the command fails; with what it printed
     */
    @Unrepeatable("what is installed on another machine is another matter")
    public static Diagnosis here() {
        return ask(COMMAND);
    }

    static Diagnosis ask(String command) {
        Process process;
        try {
            var builder = new ProcessBuilder(command, "doctor", "--json");
            // The Java that runs this, whichever others there are.
            builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
            process = builder.start();
        } catch (IOException e) {
            return new Diagnosis(
                    "Nothing was compared: this notebook does not run in the image or under ./reprise.", List.of());
        }
        try {
            process.getOutputStream().close();
            var said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (said.isEmpty()) {
                throw new IOException(new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8));
            }
            return fromJson(Json.read(said));
        } catch (IOException e) {
            throw new UncheckedIOException("'" + command + " doctor' failed: " + e.getMessage(), e);
        } finally {
            process.destroy();
        }
    }

    private static Diagnosis fromJson(Map<String, ?> json) {
        var deviations = new ArrayList<Deviation>();
        for (var missing : objects(json.get("missing"))) {
            deviations.add(new Deviation(missing.get("what"), "there", "missing", "results", missing.get("advice")));
        }
        for (var found : objects(json.get("differences"))) {
            deviations.add(new Deviation(
                    found.get("what"), found.get("pinned"), found.get("here"), found.get("changes"), found.get("why")));
        }
        int count = deviations.size();
        String differences = count + (count == 1 ? " difference" : " differences");
        boolean healthy = Boolean.TRUE.equals(json.get("healthy"));
        return new Diagnosis(
                count == 0
                        ? "The environment is the pinned one."
                        : healthy
                                ? "The environment computes as the pinned one: " + differences
                                        + ", of which none changes a number."
                                : "The environment is not the pinned one: " + differences + ".",
                deviations);
    }

    @SuppressWarnings("unchecked")
    private static List<Map<String, String>> objects(Object json) {
        return (List<Map<String, String>>) json;
    }

    @Override
    public MimeBundle toMimeBundle() {
        return deviations.isEmpty() ? MimeBundle.text(verdict) : sheet().toMimeBundle();
    }

    /** The same as the notebook shows, in plain text. */
    @Override
    public String toString() {
        return deviations.isEmpty() ? verdict : sheet().toString();
    }

    private TextTable sheet() {
        var table = TextTable.of(verdict, "what", "pinned", "here", "can change", "why");
        for (var deviation : deviations) {
            table = table.row(
                    deviation.what(), deviation.pinned(), deviation.here(), deviation.changes(), deviation.why());
        }
        return table;
    }
}
