package dev.reprise.evaluator;

import java.util.function.Consumer;

/** A long text in pieces, none of which begins or ends in the middle of a character. */
record Pieces(String text, int length) {
    static Pieces of(String text, int length) {
        return new Pieces(text, length);
    }

    void forEach(Consumer<String> action) {
        for (int start = 0; start < text.length(); ) {
            int end = Math.min(text.length(), start + length);
            if (end < text.length() && Character.isHighSurrogate(text.charAt(end - 1))) {
                end++;
            }
            action.accept(text.substring(start, end));
            start = end;
        }
    }
}
