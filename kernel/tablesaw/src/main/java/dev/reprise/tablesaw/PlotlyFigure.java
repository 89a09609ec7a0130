package dev.reprise.tablesaw;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import tech.tablesaw.plotly.components.Figure;
import tech.tablesaw.plotly.traces.Trace;

/**
 * A figure as plotly.js 3 and later read it: three JSON structures.
 *
 * @param data the traces
 * @param layout titles, axes and looks; as wide as the page, as high as the author set it
 * @param config how the figure behaves
 */
record PlotlyFigure(List<Map<String, Object>> data, Map<String, Object> layout, Map<String, Object> config) {
    private static final Pattern NUMBER = Pattern.compile("[-+]?(\\d+\\.?\\d*|\\.\\d+)([eE][-+]?\\d+)?");
    private static final Set<String> NOT_A_NUMBER = Set.of("null", "NaN", "Infinity", "-Infinity", "+Infinity");

    /** Keys whose values are words, also when they look like numbers. */
    private static final Set<String> TEXT = Set.of(
            "title",
            "text",
            "name",
            "hovertext",
            "ticktext",
            "tickprefix",
            "ticksuffix",
            "tickformat",
            "decimalseparator",
            "thousandsseparator");

    /** Names that Tablesaw spells differently from plotly.js. */
    private static final Map<String, String> RESPELLED =
            Map.of("showExponent", "showexponent", "showspike", "showspikes");

    /**
     * Converts {@code figure}.
     *
     * @throws IllegalArgumentException if what Tablesaw writes for it cannot be read
     */
    static PlotlyFigure of(Figure figure) {
        var data = new ArrayList<Map<String, Object>>();
        for (Trace trace : figure.getTraces()) {
            data.add(object(JavaScriptLiteral.read(trace.asJavascript(data.size()))));
        }
        var layout = figure.getLayout() == null
                ? new LinkedHashMap<String, Object>()
                : object(JavaScriptLiteral.read(figure.getLayout().asJavascript()));
        layout.remove("width");
        layout.put("autosize", true);
        layout.put("template", Looks.TEMPLATE);
        var config = figure.getConfig() == null
                ? new LinkedHashMap<String, Object>()
                : object(JavaScriptLiteral.read(figure.getConfig().asJavascript()));
        config.putIfAbsent("responsive", true);
        return new PlotlyFigure(data, layout, config);
    }

    /** The value of {@code application/vnd.plotly.v1+json}. */
    Map<String, Object> toMap() {
        return Map.of("data", data, "layout", layout, "config", config);
    }

    /** How many bytes a value of {@code application/vnd.plotly.v1+json} takes. */
    static int size(Map<String, Object> json) {
        try {
            return new JsonMapper().writeValueAsBytes(json).length;
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("maps, lists and numbers are always JSON", e);
        }
    }

    /** The title, or an empty string. */
    String title() {
        return layout.get("title") instanceof Map<?, ?> title ? String.valueOf(title.get("text")) : "";
    }

    private static Map<String, Object> object(Map<?, ?> literal) {
        var result = new LinkedHashMap<String, Object>();
        literal.forEach((name, value) -> {
            String key = RESPELLED.getOrDefault((String) name, (String) name);
            result.put(key, value(key, value));
        });
        titleAsObject(result);
        return result;
    }

    /** From plotly.js 3 on, a title is an object and its font is a part of it. */
    private static void titleAsObject(Map<String, Object> object) {
        Object font = object.remove("titlefont");
        if (object.get("title") instanceof String text) {
            var title = new LinkedHashMap<String, Object>();
            title.put("text", text);
            if (font != null) {
                title.put("font", font);
            }
            object.put("title", title);
            if (text.isEmpty()) {
                object.remove("title");
            }
        }
    }

    private static Object value(String key, Object value) {
        if (value instanceof Map<?, ?> map) {
            return object(map);
        }
        if (value instanceof List<?> list) {
            return list(key, list);
        }
        if (value instanceof String string) {
            return TEXT.contains(key) ? unescaped(string) : scalar(unescaped(string));
        }
        return finite(value);
    }

    private static Object scalar(String string) {
        return switch (string) {
            case "true" -> true;
            case "false" -> false;
            default -> NUMBER.matcher(string).matches() ? finite(Double.valueOf(string)) : string;
        };
    }

    /** Tablesaw writes numbers as strings. A list is one of numbers if all of it can be read so, as in plotly.js. */
    private static List<Object> list(String key, List<?> list) {
        boolean numbers = !TEXT.contains(key) && list.stream().allMatch(PlotlyFigure::isNumberOrMissing);
        var result = new ArrayList<Object>(list.size());
        for (Object element : list) {
            if (element instanceof List<?> nested) {
                result.add(list(key, nested));
            } else if (element instanceof Map<?, ?> map) {
                result.add(object(map));
            } else if (element instanceof String string && numbers) {
                result.add(NOT_A_NUMBER.contains(string) ? null : finite(Double.valueOf(string)));
            } else {
                result.add(finite(element));
            }
        }
        return result;
    }

    private static boolean isNumberOrMissing(Object element) {
        return !(element instanceof String string)
                || NOT_A_NUMBER.contains(string)
                || NUMBER.matcher(string).matches();
    }

    /** JSON has no NaN and no infinities; plotly.js leaves a gap for null. */
    private static Object finite(Object value) {
        return value instanceof Double number && !Double.isFinite(number) ? null : value;
    }

    /** Undoes the escaping of Tablesaw's templates, which take what they write for HTML. */
    private static String unescaped(String text) {
        return text.replace("&lt;", "<")
                .replace("&gt;", ">")
                .replace("&quot;", "\"")
                .replace("&#39;", "'")
                .replace("&amp;", "&");
    }
}
