package dev.reprise.kernel;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Keeps a cell that prints without end from filling the memory of the kernel and of the reader's browser. What is left out is
 * counted and said.
 */
final class OutputLimit {
    private static final String NAME = "REPRISE_MOST_OUTPUT";
    private static final int DEFAULT = 20_000_000;

    /** What is shown of a text, and a remark that follows it; either may be empty. */
    record Part(String text, String note) {}

    private static final class Count {
        private long shown;
        private long leftOut;
        private long linesLeftOut;
    }

    private final long most;
    private final Map<Long, Count> counts = new HashMap<>();

    /** @param most how many characters of a cell's standard output and error are shown */
    OutputLimit(long most) {
        this.most = most;
    }

    /** The limit that the environment names; what is not a number counts as none named. */
    static OutputLimit of(Map<String, String> environment) {
        String named = environment.getOrDefault(NAME, "").replace("_", "");
        return new OutputLimit(named.matches("\\d{1,18}") ? Long.parseLong(named) : DEFAULT);
    }

    synchronized Part take(long cell, String text) {
        Count count = counts.computeIfAbsent(cell, key -> new Count());
        if (count.shown + text.length() <= most) {
            count.shown += text.length();
            return new Part(text, "");
        }
        int room = (int) (most - count.shown);
        if (room > 0 && Character.isHighSurrogate(text.charAt(room - 1))) {
            room--;
        }
        boolean first = count.leftOut == 0;
        count.shown = most;
        count.leftOut += text.length() - room;
        count.linesLeftOut += text.chars().skip(room).filter(c -> c == '\n').count();
        String note = String.format(
                Locale.ROOT,
                "%n[The output of this cell has reached %,d characters; what follows is counted and not shown. "
                        + "%s=... in the kernel's environment sets another limit.]%n",
                most,
                NAME);
        return new Part(text.substring(0, room), first ? note : "");
    }

    /** What to say at the end of a cell of which something was left out. */
    synchronized Optional<String> leftOut(long cell) {
        Count count = counts.get(cell);
        return count == null || count.leftOut == 0
                ? Optional.empty()
                : Optional.of(String.format(
                        Locale.ROOT,
                        "[%,d characters, %,d lines, were printed and not shown.]%n",
                        count.leftOut,
                        count.linesLeftOut));
    }

    /** The cell will print nothing more that is its own. */
    synchronized void forget(long cell) {
        counts.remove(cell);
    }
}
