package dev.reprise.kernel;

/** Jupyter counts cursor positions in Unicode code points, Java in UTF-16 code units. */
final class CodePoints {
    private CodePoints() {}

    static int toIndex(String text, int codePoints) {
        int length = text.codePointCount(0, text.length());
        return text.offsetByCodePoints(0, Math.max(0, Math.min(codePoints, length)));
    }

    static int fromIndex(String text, int index) {
        return text.codePointCount(0, index);
    }
}
