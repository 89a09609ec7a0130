package dev.reprise.kernel.engine;

import java.util.regex.Pattern;

/** Names of what cells declare: JShell wraps each snippet in a class of its own, which readers need not know. */
final class CellClasses {
    private static final Pattern WRAPPER = Pattern.compile("(?:notebook//)?REPL\\.\\$JShell\\$\\w+[$.]");

    private static final Pattern WRAPPER_ITSELF = Pattern.compile("REPL\\.\\$JShell\\$\\w+");

    private CellClasses() {}

    /** Whether this is the name of such a class. */
    static boolean isWrapper(String className) {
        return WRAPPER_ITSELF.matcher(className).matches();
    }

    /** A text in which such names stand as the cells write them; null stays null. */
    static String asWritten(String text) {
        return text == null || !text.contains("REPL.$JShell$")
                ? text
                : WRAPPER.matcher(text).replaceAll("");
    }
}
