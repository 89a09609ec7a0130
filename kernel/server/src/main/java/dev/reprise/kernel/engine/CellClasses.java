package dev.reprise.kernel.engine;

import java.util.regex.Pattern;

/** Names of what cells declare: JShell wraps each snippet in a class of its own, which readers need not know. */
final class CellClasses {
    private static final Pattern WRAPPER = Pattern.compile("(?:notebook//)?REPL\\.\\$JShell\\$\\w+[$.]");

    private CellClasses() {}

    /** A text in which such names stand as the cells write them; null stays null. */
    static String asWritten(String text) {
        return text == null || !text.contains("REPL.$JShell$")
                ? text
                : WRAPPER.matcher(text).replaceAll("");
    }
}
