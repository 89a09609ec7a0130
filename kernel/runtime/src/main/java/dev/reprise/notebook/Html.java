package dev.reprise.notebook;

/**
 * HTML that is put together by hand, as in a {@link Displayable} of your own.
 *
 * <pre>{@code
 * String html = "<td>" + Html.escape("a < b") + "</td>";      // <td>a &lt; b</td>
 * }</pre>
 */
public final class Html {
    private Html() {}

    /**
     * A text with the characters replaced that HTML would take for its own, in elements and in quoted attributes.
     *
     * @param text any text
     * @return the same text in HTML
     */
    public static String escape(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }
}
