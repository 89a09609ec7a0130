package dev.reprise.kernel.engine;

/** Colours that read on a light and on a dark page: in bold, Jupyter's front ends take their middle shades. */
final class Ansi {
    private static final String RESET = "\u001b[0m";

    private Ansi() {}

    /** What went wrong. */
    static String error(String text) {
        return "\u001b[1;31m" + text + RESET;
    }

    /** Where it did. */
    static String place(String text) {
        return "\u001b[1;36m" + text + RESET;
    }

    /** What can be done about it. */
    static String advice(String text) {
        return "\u001b[1m" + text + RESET;
    }

    /** A text without any of this. */
    static String plain(String text) {
        return text.replaceAll("\\e\\[[0-9;]*m", "");
    }
}
