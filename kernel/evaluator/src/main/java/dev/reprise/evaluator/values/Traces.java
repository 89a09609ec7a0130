package dev.reprise.evaluator.values;

import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;

/** Exceptions that are values, not errors: their messages, causes and first frames. */
final class Traces {
    private static final int MOST_FRAMES = 10;

    private Traces() {}

    static String of(Throwable thrown) {
        var lines = new ArrayList<String>();
        Set<Throwable> seen = Collections.newSetFromMap(new IdentityHashMap<>());
        for (Throwable e = thrown; e != null && seen.add(e); e = e.getCause()) {
            lines.add((e == thrown ? "" : "Caused by: ") + Text.of(e));
            List<StackTraceElement> frames = List.of(e.getStackTrace()).stream()
                    .takeWhile(frame -> !frame.getMethodName().equals("do_it$"))
                    .toList();
            frames.stream()
                    .limit(MOST_FRAMES)
                    .forEach(frame -> lines.add("    at " + Text.className(frame.toString())));
            if (frames.size() > MOST_FRAMES) {
                lines.add("    ... and " + (frames.size() - MOST_FRAMES) + " more");
            }
        }
        return String.join("\n", lines);
    }
}
