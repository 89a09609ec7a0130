package dev.reprise.kernel;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/** The inputs of this session. */
final class History {
    private static final int CURRENT_SESSION = 0;
    private static final int SESSION = 1;

    private record Entry(int line, String input) {}

    private final List<Entry> entries = new ArrayList<>();

    synchronized void add(int line, String input) {
        entries.add(new Entry(line, input));
    }

    /**
     * Answers a {@code history_request}.
     *
     * @return triples of session, line and input; with {@code output} the input is paired with null, since outputs are
     *     not kept
     */
    synchronized List<List<Object>> find(Request request) {
        int n = request.integer("n", Integer.MAX_VALUE);
        List<Entry> found = switch (request.string("hist_access_type")) {
            case "range" -> range(request);
            case "search" -> last(n, search(request));
            default -> last(n, entries);
        };
        boolean output = request.flag("output", false);
        return found.stream().map(entry -> triple(entry, output)).toList();
    }

    private List<Entry> range(Request request) {
        int session = request.integer("session", CURRENT_SESSION);
        if (session != CURRENT_SESSION && session != SESSION) {
            return List.of();
        }
        int start = request.integer("start", 0);
        int stop = request.integer("stop", Integer.MAX_VALUE);
        return entries.stream()
                .filter(entry -> entry.line() >= start && entry.line() < stop)
                .toList();
    }

    private List<Entry> search(Request request) {
        Predicate<String> matches = glob(request.string("pattern"));
        List<Entry> found =
                entries.stream().filter(entry -> matches.test(entry.input())).toList();
        if (!request.flag("unique", false)) {
            return found;
        }
        Map<String, Entry> latest = new LinkedHashMap<>();
        for (Entry entry : found) {
            latest.remove(entry.input());
            latest.put(entry.input(), entry);
        }
        return List.copyOf(latest.values());
    }

    private static Predicate<String> glob(String pattern) {
        var regex = new StringBuilder();
        for (char c : pattern.toCharArray()) {
            regex.append(c == '*' ? ".*" : c == '?' ? "." : Pattern.quote(String.valueOf(c)));
        }
        return Pattern.compile(regex.toString(), Pattern.DOTALL).asMatchPredicate();
    }

    private static List<Entry> last(int n, List<Entry> entries) {
        return entries.subList(Math.max(0, entries.size() - Math.max(0, n)), entries.size());
    }

    private static List<Object> triple(Entry entry, boolean output) {
        Object input = entry.input();
        if (output) {
            var pair = new ArrayList<Object>();
            pair.add(entry.input());
            pair.add(null);
            input = pair;
        }
        return List.of(SESSION, entry.line(), input);
    }
}
