package dev.reprise.tablesaw;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.commons.math3.stat.descriptive.SummaryStatistics;

/** Says in words what a figure shows, for consoles and screen readers. */
final class FigureText {
    private static final int WORDS = 10;

    private FigureText() {}

    static String of(PlotlyFigure figure) {
        String title = figure.title().isEmpty() ? "" : " '" + figure.title() + "'";
        List<Map<String, Object>> traces = figure.data();
        if (traces.size() == 1) {
            return capitalized(kind(traces.get(0))) + title + ": " + numbers(traces.get(0));
        }
        return traces.stream()
                .map(trace -> "  " + kind(trace) + named(trace) + ": " + numbers(trace))
                .collect(Collectors.joining("\n", "Figure" + title + " of " + traces.size() + " traces\n", ""));
    }

    private static String kind(Map<String, Object> trace) {
        String type = String.valueOf(trace.get("type"));
        boolean line =
                type.equals("scatter") && String.valueOf(trace.get("mode")).contains("lines");
        return line ? "line" : type;
    }

    private static String capitalized(String kind) {
        return Character.toUpperCase(kind.charAt(0)) + kind.substring(1);
    }

    private static String named(Map<String, Object> trace) {
        Object name = trace.get("name");
        return name == null || name.equals("") ? "" : " '" + name + "'";
    }

    private static String numbers(Map<String, Object> trace) {
        var statistics = new SummaryStatistics();
        add(statistics, values(trace));
        long n = statistics.getN();
        if (n == 0) {
            return words(values(trace));
        }
        String sd = n < 2 ? "" : " sd=" + rounded(statistics.getStandardDeviation());
        return "n=" + n + " mean=" + rounded(statistics.getMean()) + sd + " min=" + rounded(statistics.getMin())
                + " max=" + rounded(statistics.getMax());
    }

    /** Where a trace has words for numbers: how often each is there. */
    private static String words(Object values) {
        Map<String, Long> counts = values instanceof List<?> list
                ? list.stream()
                        .filter(String.class::isInstance)
                        .collect(Collectors.groupingBy(String::valueOf, LinkedHashMap::new, Collectors.counting()))
                : Map.of();
        if (counts.isEmpty()) {
            return "no numbers";
        }
        long n = counts.values().stream().mapToLong(Long::longValue).sum();
        String most = counts.entrySet().stream()
                .limit(WORDS)
                .map(count -> count.getKey() + " " + count.getValue())
                .collect(Collectors.joining(", "));
        return "n=" + n + ": " + most + (counts.size() > WORDS ? " and others" : "");
    }

    /** What a trace is about: the numbers that its value axis, colours or slices stand for. */
    private static Object values(Map<String, Object> trace) {
        boolean horizontal = "h".equals(trace.get("orientation"));
        List<String> keys = horizontal ? List.of("x", "y") : List.of("z", "close", "values", "y", "x");
        return keys.stream()
                .map(trace::get)
                .filter(List.class::isInstance)
                .findFirst()
                .orElse(List.of());
    }

    private static void add(SummaryStatistics statistics, Object values) {
        if (values instanceof List<?> list) {
            list.forEach(value -> add(statistics, value));
        } else if (values instanceof Number number) {
            statistics.addValue(number.doubleValue());
        }
    }

    private static String rounded(double value) {
        var decimal = new BigDecimal(value).round(new MathContext(4)).stripTrailingZeros();
        boolean plain = value == 0 || (Math.abs(value) >= 1e-4 && Math.abs(value) < 1e7);
        return plain ? decimal.toPlainString() : decimal.toString();
    }
}
