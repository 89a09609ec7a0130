package dev.reprise.kernel;

import dev.reprise.kernel.protocol.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The cells of all sessions as plain files: one for each session, named by its number, with a JSON object on a line for
 * each input and each output. Several kernels may share the folder.
 */
final class HistoryFiles {
    private static final Pattern NAME = Pattern.compile("(\\d{1,9})\\.jsonl");
    private static final int SESSIONS_KEPT = 1000;

    /** One cell of one session; {@code output} is the text of its value, null when it has shown none. */
    record Entry(int session, int line, String input, String output) {
        Entry with(String text) {
            return new Entry(session, line, input, text);
        }
    }

    private final Path folder;

    HistoryFiles(Path folder) {
        this.folder = folder;
    }

    /** Where Jupyter keeps data of its user, and this kernel its history in a folder of its own there. */
    static HistoryFiles of(Map<String, String> environment) {
        String named = environment.get("REPRISE_HISTORY");
        return new HistoryFiles(
                named != null ? Path.of(named) : jupyterData(environment).resolve("reprise/history"));
    }

    private static Path jupyterData(Map<String, String> environment) {
        if (environment.containsKey("JUPYTER_DATA_DIR")) {
            return Path.of(environment.get("JUPYTER_DATA_DIR"));
        }
        Path home = Path.of(System.getProperty("user.home"));
        if (System.getProperty("os.name").startsWith("Mac")) {
            return home.resolve("Library/Jupyter");
        }
        String data = environment.get("XDG_DATA_HOME");
        return (data == null ? home.resolve(".local/share") : Path.of(data)).resolve("jupyter");
    }

    /** Begins a session: gives it the next number, and deletes sessions of long ago. */
    int begin() throws IOException {
        Files.createDirectories(folder);
        List<Integer> known = sessions();
        for (int i = 0; i <= known.size() - SESSIONS_KEPT; i++) {
            Files.deleteIfExists(file(known.get(i)));
        }
        int number = known.isEmpty() ? 1 : known.get(known.size() - 1) + 1;
        while (true) {
            try {
                Files.createFile(file(number));
                return number;
            } catch (FileAlreadyExistsException e) {
                // Another kernel was quicker.
                number++;
            }
        }
    }

    void append(Entry entry) throws IOException {
        append(entry.session(), Contents.of("line", entry.line(), "input", entry.input()));
    }

    /** Adds the output of a cell whose input was appended. */
    void appendOutput(Entry entry) throws IOException {
        append(entry.session(), Contents.of("line", entry.line(), "output", entry.output()));
    }

    private void append(int session, Map<String, Object> line) throws IOException {
        var text = new String(Json.write(line), StandardCharsets.UTF_8) + "\n";
        Files.writeString(file(session), text, StandardOpenOption.APPEND);
    }

    /** The numbers of the sessions that are kept, in their order. */
    List<Integer> sessions() throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> NAME.matcher(file.getFileName().toString()))
                    .filter(Matcher::matches)
                    .map(name -> Integer.valueOf(name.group(1)))
                    .sorted()
                    .toList();
        }
    }

    /** The cells of a session; none when there is no such session. Lines that a crash has left unfinished are passed over. */
    List<Entry> read(int session) throws IOException {
        if (!Files.isReadable(file(session))) {
            return List.of();
        }
        var entries = new LinkedHashMap<Integer, Entry>();
        for (String text : new String(Files.readAllBytes(file(session)), StandardCharsets.UTF_8).split("\n")) {
            try {
                Map<String, Object> json = Json.read(text.getBytes(StandardCharsets.UTF_8));
                int line = Json.integer(json, "line", 0);
                String output = json.containsKey("output") ? Json.string(json, "output") : null;
                if (json.containsKey("input")) {
                    entries.put(line, new Entry(session, line, Json.string(json, "input"), output));
                } else {
                    entries.computeIfPresent(line, (number, entry) -> entry.with(output));
                }
            } catch (IOException e) {
                // Not a whole line.
            }
        }
        return List.copyOf(entries.values());
    }

    private Path file(int session) {
        return folder.resolve(String.format(Locale.ROOT, "%06d.jsonl", session));
    }
}
