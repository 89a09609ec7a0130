package dev.reprise.kernel.engine;

import java.util.regex.Pattern;

/** Documentation comments as plain text. */
final class JavadocText {
    private static final Pattern INLINE_TAG = Pattern.compile("\\{@(?:code|literal|link|linkplain|value)\\s+([^{}]*)}");
    private static final Pattern BLOCK_HTML =
            Pattern.compile("(?i)<(p|/p|ul|/ul|ol|/ol|pre|/pre|dl|/dl|h\\d|/h\\d)[^>]*>");
    private static final Pattern ITEM_HTML = Pattern.compile("(?i)<(li|dt)[^>]*>");
    private static final Pattern HTML = Pattern.compile("</?[a-zA-Z][^>]*>");
    private static final Pattern BLANK_LINES = Pattern.compile("\\n\\s*\\n\\s*");

    private JavadocText() {}

    static String plain(String javadoc) {
        String text = INLINE_TAG.matcher(javadoc).replaceAll("$1");
        text = BLOCK_HTML.matcher(text).replaceAll("\n\n");
        text = ITEM_HTML.matcher(text).replaceAll("\n- ");
        text = HTML.matcher(text).replaceAll("");
        text = text.replace("&lt;", "<")
                .replace("&gt;", ">")
                .replace("&nbsp;", " ")
                .replace("&amp;", "&");
        return BLANK_LINES.matcher(text.strip()).replaceAll("\n\n");
    }

    static String firstParagraph(String text) {
        int end = text.indexOf("\n\n");
        return end < 0 ? text : text.substring(0, end);
    }
}
