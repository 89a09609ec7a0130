package dev.reprise.kernel.engine;

import java.util.ArrayDeque;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How far the next line of unfinished code is set in. */
final class Indentation {
    private static final String ONE_LEVEL = "    ";

    /** What brackets do not count in, finished or not; and the brackets. */
    private static final Pattern TOKEN = Pattern.compile(
            "//[^\\n]*"
                    + "|/\\*.*?(?:\\*/|\\z)"
                    + "|\"\"\".*?(?:(?<!\\\\)\"\"\"|\\z)"
                    + "|\"(?:\\\\.|[^\"\\\\\\n])*\"?"
                    + "|'(?:\\\\.|[^'\\\\\\n])*'?"
                    + "|(?<open>[({\\[])"
                    + "|(?<close>[)}\\]])",
            Pattern.DOTALL);

    private Indentation() {}

    /** A level for every bracket that is still open. */
    static String after(String code) {
        int depth = 0;
        Matcher token = TOKEN.matcher(code);
        while (token.find()) {
            if (token.group("open") != null) {
                depth++;
            } else if (token.group("close") != null) {
                depth = Math.max(0, depth - 1);
            }
        }
        return ONE_LEVEL.repeat(depth);
    }

    /** Where the innermost bracket stands that is never closed; -1 when there is none. */
    static int lastOpen(String code) {
        var open = new ArrayDeque<Integer>();
        Matcher token = TOKEN.matcher(code);
        while (token.find()) {
            if (token.group("open") != null) {
                open.push(token.start());
            } else if (token.group("close") != null) {
                open.poll();
            }
        }
        return open.isEmpty() ? -1 : open.peek();
    }
}
