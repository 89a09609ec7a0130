package dev.reprise.kernel;

import dev.reprise.kernel.HistoryFiles.Entry;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * The inputs of this session and of earlier ones.
 *
 * <p>Those of this session are also in memory, so that a folder that cannot be written costs the reader only what lies
 * further back.
 */
final class History {
    private static final int CURRENT_SESSION = 0;
    private static final int LONGEST_OUTPUT = 2000;

    private final HistoryFiles files;
    private final List<Entry> current = new ArrayList<>();
    private boolean kept = true;
    private int session;
    private int latest;

    History(HistoryFiles files) {
        this.files = files;
    }

    /** Takes in a cell and gives it the next number, from 1. */
    synchronized int add(String input) {
        latest++;
        if (session == 0) {
            session = begin();
        }
        var entry = new Entry(session, latest, input, null);
        current.add(entry);
        if (kept) {
            try {
                files.append(entry);
            } catch (IOException e) {
                keepNoMore(e);
            }
        }
        return latest;
    }

    /** What a cell of this session has shown as its value, as text. */
    synchronized void addOutput(int line, String output) {
        var entry = current.get(line - 1).with(abridged(output));
        current.set(line - 1, entry);
        if (kept) {
            try {
                files.appendOutput(entry);
            } catch (IOException e) {
                keepNoMore(e);
            }
        }
    }

    private static String abridged(String output) {
        return output.length() <= LONGEST_OUTPUT ? output : output.substring(0, LONGEST_OUTPUT) + "...";
    }

    private int begin() {
        try {
            return files.begin();
        } catch (IOException e) {
            keepNoMore(e);
            return 1;
        }
    }

    private void keepNoMore(IOException e) {
        kept = false;
        System.err.println("Reprise: the history of this session is not kept: " + e);
    }

    /** The number of the latest cell; 0 before the first. */
    synchronized int latest() {
        return latest;
    }

    /**
     * Answers a {@code history_request}.
     *
     * @return triples of session, line and input; with {@code output} the input is paired with the text of the cell's
     *     value, or null when it has shown none
     */
    synchronized List<List<Object>> find(Request request) {
        int n = Math.max(0, request.integer("n", Integer.MAX_VALUE));
        List<Entry> found;
        try {
            found = switch (request.string("hist_access_type")) {
                case "range" -> range(request);
                case "search" -> last(n, search(request));
                default -> tail(n);
            };
        } catch (IOException e) {
            System.err.println("Reprise: earlier sessions cannot be read: " + e);
            found = last(n, current);
        }
        boolean output = request.flag("output", false);
        return found.stream().map(entry -> triple(entry, output)).toList();
    }

    /** The cells of one session: 0 is this one, -1 the one before. */
    private List<Entry> range(Request request) throws IOException {
        int wanted = request.integer("session", CURRENT_SESSION);
        if (wanted < 0) {
            List<Integer> earlier = earlierSessions();
            wanted = earlier.size() + wanted < 0 ? -1 : earlier.get(earlier.size() + wanted);
        }
        List<Entry> entries = wanted == CURRENT_SESSION || wanted == session ? current : files.read(wanted);
        int start = request.integer("start", 0);
        int stop = request.integer("stop", Integer.MAX_VALUE);
        return entries.stream()
                .filter(entry -> entry.line() >= start && entry.line() < stop)
                .toList();
    }

    private List<Entry> search(Request request) throws IOException {
        String pattern = request.string("pattern");
        Predicate<String> matches = glob(pattern.isEmpty() ? "*" : pattern);
        List<Entry> found = tail(Integer.MAX_VALUE).stream()
                .filter(entry -> matches.test(entry.input()))
                .toList();
        if (!request.flag("unique", false)) {
            return found;
        }
        Map<String, Entry> latestOfEach = new LinkedHashMap<>();
        for (Entry entry : found) {
            latestOfEach.remove(entry.input());
            latestOfEach.put(entry.input(), entry);
        }
        return List.copyOf(latestOfEach.values());
    }

    /** The last cells, of this session and as many earlier ones as it takes. */
    private List<Entry> tail(int n) throws IOException {
        var entries = new ArrayList<>(current);
        List<Integer> earlier = earlierSessions();
        for (int i = earlier.size() - 1; i >= 0 && entries.size() < n; i--) {
            entries.addAll(0, files.read(earlier.get(i)));
        }
        return last(n, entries);
    }

    private List<Integer> earlierSessions() throws IOException {
        return files.sessions().stream()
                .filter(number -> session == 0 || number < session)
                .toList();
    }

    private static Predicate<String> glob(String pattern) {
        var regex = new StringBuilder();
        for (char c : pattern.toCharArray()) {
            regex.append(c == '*' ? ".*" : c == '?' ? "." : Pattern.quote(String.valueOf(c)));
        }
        return Pattern.compile(regex.toString(), Pattern.DOTALL).asMatchPredicate();
    }

    private static List<Entry> last(int n, List<Entry> entries) {
        return List.copyOf(entries.subList(Math.max(0, entries.size() - n), entries.size()));
    }

    private static List<Object> triple(Entry entry, boolean output) {
        Object input = output ? Arrays.asList(entry.input(), entry.output()) : entry.input();
        return List.of(entry.session(), entry.line(), input);
    }
}
