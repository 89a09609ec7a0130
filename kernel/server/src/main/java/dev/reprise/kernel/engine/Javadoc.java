package dev.reprise.kernel.engine;

import dev.reprise.notebook.Html;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A signature with its documentation comment, as HTML and as text.
 *
 * @param comment as it stands in the source, without the asterisks; may be null
 */
record Javadoc(String signature, String comment) {
    private static final Pattern BLOCK_TAG = Pattern.compile("(?m)^\\s*@(\\w+)[ \\t]*");
    private static final Map<String, String> HEADINGS = Map.of(
            "param", "Parameters",
            "return", "Returns",
            "throws", "Throws",
            "exception", "Throws",
            "since", "Since",
            "see", "See also",
            "deprecated", "Deprecated");
    private static final Pattern BLOCK_HTML =
            Pattern.compile("(?i)</?(p|ul|ol|pre|dl|h\\d|table|tr|blockquote|hr|div)\\b[^>]*>");
    private static final Pattern ITEM_HTML = Pattern.compile("(?i)\\s*<li[^>]*>");
    private static final Pattern TERM_HTML = Pattern.compile("(?i)\\s*<dt[^>]*>(.*?)</dt>");
    private static final Pattern MEANING_HTML = Pattern.compile("(?i)\\s*<dd[^>]*>");
    private static final Pattern HTML = Pattern.compile("</?[a-zA-Z][^>]*>");
    private static final Pattern CHARACTER = Pattern.compile("&#(\\d{1,5});");
    private static final Pattern BLANK_LINES = Pattern.compile("\\n\\s*\\n\\s*");
    private static final Pattern FIRST_PARAGRAPH =
            Pattern.compile("(?is)^(.*?)(<p>|<p |<ul|<ol|<pre|<h\\d|<blockquote|<table|\\n\\s*\\n|$)");

    boolean isEmpty() {
        return comment == null || comment.isBlank();
    }

    /** @param whole false for the first paragraph only */
    String html(boolean whole) {
        String head = "<pre><code>" + Html.escape(signature) + "</code></pre>";
        return isEmpty() ? head : head + "\n" + body(whole);
    }

    /** @param whole false for the first paragraph only */
    String text(boolean whole) {
        return isEmpty() ? signature : signature + "\n" + plain(body(whole));
    }

    private String body(boolean whole) {
        Matcher tag = BLOCK_TAG.matcher(comment);
        int end = tag.find() ? tag.start() : comment.length();
        String html = inline(comment.substring(0, end).strip());
        if (whole) {
            return "<p>" + html + "</p>" + tags(comment.substring(end));
        }
        Matcher paragraph = FIRST_PARAGRAPH.matcher(html);
        return "<p>" + (paragraph.find() ? paragraph.group(1).strip() : html) + "</p>";
    }

    /** Block tags under their headings. */
    private static String tags(String text) {
        var list = new StringBuilder();
        String heading = "";
        Matcher tag = BLOCK_TAG.matcher(text);
        boolean found = tag.find();
        while (found) {
            String name = tag.group(1);
            int start = tag.end();
            found = tag.find();
            String content =
                    text.substring(start, found ? tag.start() : text.length()).strip();
            String title = HEADINGS.getOrDefault(name, "");
            if (title.isEmpty()) {
                continue;
            }
            if (!title.equals(heading)) {
                list.append("\n<dt><b>").append(title).append("</b></dt>");
                heading = title;
            }
            list.append("\n<dd>").append(entry(name, content)).append("</dd>");
        }
        return list.length() == 0 ? "" : "\n<dl>" + list + "\n</dl>";
    }

    private static String entry(String tag, String content) {
        boolean named = tag.equals("param") || tag.equals("throws") || tag.equals("exception");
        if (!named) {
            return inline(content);
        }
        String[] words = content.split("\\s+", 2);
        return "<code>" + Html.escape(words[0]) + "</code> " + (words.length > 1 ? inline(words[1]) : "");
    }

    /** Puts HTML in the place of inline tags, which may hold braces. */
    private static String inline(String text) {
        var out = new StringBuilder();
        int at = 0;
        for (int open = text.indexOf("{@"); open >= 0; open = text.indexOf("{@", at)) {
            int close = closing(text, open);
            if (close < 0) {
                break;
            }
            out.append(text, at, open).append(inlineTag(text.substring(open + 2, close)));
            at = close + 1;
        }
        return out.append(text.substring(at)).toString();
    }

    private static int closing(String text, int open) {
        int depth = 0;
        for (int i = open; i < text.length(); i++) {
            depth += text.charAt(i) == '{' ? 1 : text.charAt(i) == '}' ? -1 : 0;
            if (depth == 0) {
                return i;
            }
        }
        return -1;
    }

    private static String inlineTag(String tag) {
        String[] parts = tag.split("\\s+", 2);
        String content = parts.length > 1 ? parts[1] : "";
        return switch (parts[0]) {
            case "code", "systemProperty", "value" -> "<code>" + Html.escape(content) + "</code>";
            case "literal" -> Html.escape(content);
            case "link" -> "<code>" + Html.escape(label(content)) + "</code>";
            case "linkplain" -> Html.escape(label(content));
            case "snippet" -> "<pre>" + Html.escape(content.substring(content.indexOf(':') + 1)) + "</pre>";
            case "return" -> "Returns " + inline(content) + ".";
            case "summary", "index" -> inline(content);
            default -> "";
        };
    }

    /** {@code #add(int) adding} becomes {@code adding}, {@code List#add(int)} becomes {@code List.add(int)}. */
    private static String label(String link) {
        int end = 0;
        for (int depth = 0; end < link.length(); end++) {
            char c = link.charAt(end);
            depth += c == '(' ? 1 : c == ')' ? -1 : 0;
            if (depth == 0 && Character.isWhitespace(c)) {
                break;
            }
        }
        String label = link.substring(end).strip();
        String target = link.substring(0, end);
        return label.isEmpty() ? (target.startsWith("#") ? target.substring(1) : target.replace('#', '.')) : label;
    }

    private static String plain(String html) {
        String text = BLOCK_HTML.matcher(html).replaceAll("\n\n");
        text = TERM_HTML.matcher(text).replaceAll("\n\n$1:");
        text = MEANING_HTML.matcher(text).replaceAll("\n  ");
        text = ITEM_HTML.matcher(text).replaceAll("\n- ");
        text = HTML.matcher(text).replaceAll("");
        List<String> lines = new ArrayList<>();
        text.lines().forEach(line -> lines.add(line.stripTrailing()));
        text = String.join("\n", lines)
                .replace("&lt;", "<")
                .replace("&gt;", ">")
                .replace("&nbsp;", " ")
                .replace("&quot;", "\"")
                .replace("&amp;", "&");
        text = CHARACTER
                .matcher(text)
                .replaceAll(match -> Matcher.quoteReplacement(Character.toString(Integer.parseInt(match.group(1)))));
        return BLANK_LINES.matcher(text.strip()).replaceAll("\n\n");
    }
}
