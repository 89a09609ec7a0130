package dev.reprise.evaluator.values;

import java.lang.reflect.Array;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Values as plain text: folded where they are long, and with a remark where their own {@code toString} fails. */
final class Text {
    /** More characters than these are cut out of the middle. */
    static final int LONGEST = 10_000;

    private static final int TAIL = 1_000;
    /** More elements than these are folded. */
    private static final int MOST_ELEMENTS = 200;

    private static final int END = 10;
    private static final int DEEPEST = 6;
    private static final int LONGEST_LINE = 80;
    /** What JShell puts before the name of a class that a cell declares. */
    private static final Pattern CELL_CLASS = Pattern.compile("REPL\\.\\$JShell\\$\\w+\\$");

    private final Set<Object> open = Collections.newSetFromMap(new IdentityHashMap<>());
    private int left = LONGEST;

    private Text() {}

    static String of(Object value) {
        return cut(new Text().text(value));
    }

    /** A text without its middle, if it is too long. */
    static String cut(CharSequence text) {
        return cut(text, LONGEST, TAIL);
    }

    /** A text in one line, for a cell of a table. */
    static String brief(Object value) {
        return cut(of(value).replace('\n', ' '), 200, 20);
    }

    private static String cut(CharSequence text, int longest, int tail) {
        int length = text.length();
        if (length <= longest) {
            return text.toString();
        }
        int head = boundary(text, longest - tail);
        int end = boundary(text, length - tail);
        String gap = longest == LONGEST ? "\n" : " ";
        String between = String.format(Locale.ROOT, "%s… %,d more characters …%s", gap, end - head, gap);
        return text.subSequence(0, head) + between + text.subSequence(end, length);
    }

    private static int boundary(CharSequence text, int index) {
        return Character.isLowSurrogate(text.charAt(index)) ? index + 1 : index;
    }

    /** The name of a class as the cell that declares it writes it. */
    static String className(String name) {
        return name.contains("$JShell$")
                ? CELL_CLASS.matcher(name).replaceAll("").replace('$', '.')
                : name;
    }

    private String text(Object value) {
        if (value == null || value instanceof CharSequence) {
            return String.valueOf(value);
        }
        boolean isArray = value.getClass().isArray();
        if (!isArray
                && !(value instanceof Collection && isOfTheJdk(value))
                && !(value instanceof Map && isOfTheJdk(value))) {
            return plain(value);
        }
        if (left < 0 || open.size() == DEEPEST || !open.add(value)) {
            return "…";
        }
        try {
            return isArray
                    ? array(value)
                    : value instanceof Map<?, ?> map ? map(map) : collection((Collection<?>) value);
        } catch (RuntimeException e) {
            return failed(value, e);
        } finally {
            open.remove(value);
        }
    }

    /** Whether a collection is written as the JDK does it, and so may be folded. */
    private static boolean isOfTheJdk(Object value) {
        try {
            return value.getClass().getMethod("toString").getDeclaringClass().getClassLoader() == null;
        } catch (NoSuchMethodException e) {
            return false;
        }
    }

    private String array(Object array) {
        int length = Array.getLength(array);
        var parts = new ArrayList<String>();
        for (int i = 0; i < length; i++) {
            if (length > MOST_ELEMENTS && i == END) {
                parts.add("…");
                i = length - END;
            }
            parts.add(element(Array.get(array, i)));
        }
        return bracketed(parts, length);
    }

    private String collection(Collection<?> collection) {
        int size = collection.size();
        var parts = new ArrayList<String>();
        if (size > MOST_ELEMENTS && collection instanceof List<?> list) {
            list.subList(0, END).forEach(element -> parts.add(element(element)));
            parts.add("…");
            list.subList(size - END, size).forEach(element -> parts.add(element(element)));
        } else {
            Iterator<?> elements = collection.iterator();
            while (elements.hasNext() && (size <= MOST_ELEMENTS || parts.size() < 2 * END)) {
                parts.add(element(elements.next()));
            }
            if (elements.hasNext()) {
                parts.add("…");
            }
        }
        return bracketed(parts, size);
    }

    private String map(Map<?, ?> map) {
        var parts = new ArrayList<String>();
        for (Map.Entry<?, ?> entry : map.entrySet()) {
            if (map.size() > MOST_ELEMENTS && parts.size() == 2 * END) {
                parts.add("…");
                break;
            }
            parts.add(element(entry.getKey()) + "=" + element(entry.getValue()));
        }
        String text = "{" + String.join(", ", parts) + "}";
        return map.size() > MOST_ELEMENTS ? text + count(map.size(), "entries") : text;
    }

    private String element(Object value) {
        String text = text(value);
        left -= text.length();
        return text;
    }

    /** Rows of a matrix stand below each other where one line would be long. */
    private String bracketed(List<String> parts, int size) {
        boolean rows = parts.stream().anyMatch(part -> part.startsWith("["))
                && parts.stream().mapToInt(String::length).sum() > LONGEST_LINE;
        String text = rows
                ? "[" + String.join(",\n", parts).replace("\n", "\n ") + "]"
                : "[" + String.join(", ", parts) + "]";
        return size > MOST_ELEMENTS ? text + count(size, "elements") : text;
    }

    private static String count(int size, String what) {
        return String.format(Locale.ROOT, " (%,d %s)", size, what);
    }

    private String plain(Object value) {
        try {
            if (value instanceof Optional<?> optional) {
                return optional.map(content -> "Optional[" + element(content) + "]")
                        .orElse("Optional.empty");
            }
            if (value instanceof Class<?> type) {
                return (type.isInterface() ? "interface " : type.isPrimitive() ? "" : "class ")
                        + className(type.getName());
            }
            if (Plainly.hasNoTextOfItsOwn(value) && open.size() < DEEPEST && open.add(value)) {
                try {
                    return Plainly.describe(value, this::element);
                } finally {
                    open.remove(value);
                }
            }
            return withoutPrefixes(value.toString());
        } catch (Exception | StackOverflowError | LinkageError | AssertionError e) {
            return failed(value, e);
        }
    }

    private static String withoutPrefixes(String text) {
        return text != null && text.contains("REPL.$JShell$")
                ? CELL_CLASS.matcher(text).replaceAll("")
                : String.valueOf(text);
    }

    private static String failed(Object value, Throwable e) {
        String message;
        try {
            message = e.getMessage() == null ? "" : ": " + e.getMessage();
        } catch (RuntimeException broken) {
            message = "";
        }
        return "a " + className(value.getClass().getName()) + " whose toString() threw "
                + className(e.getClass().getName()) + message;
    }
}
