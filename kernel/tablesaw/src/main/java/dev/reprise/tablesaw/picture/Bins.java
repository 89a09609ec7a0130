package dev.reprise.tablesaw.picture;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;

/** Counts values in intervals of equal, round width; the last one includes its upper bound. */
record Bins(double low, double width, int count) {

    private static final int MOST = 200;

    /** @param wanted how many; 0 for as many as the rules of Sturges or of Freedman and Diaconis give, as in NumPy */
    static Bins of(List<Double> values, int wanted) {
        double least = values.stream().mapToDouble(v -> v).min().orElse(0);
        double most = values.stream().mapToDouble(v -> v).max().orElse(1);
        if (values.isEmpty() || least == most) {
            return new Bins(least - 0.5, 1, 1);
        }
        int about = wanted > 0 ? wanted : automatic(values, most - least);
        double width = Tick.step((most - least) / about);
        double low = Math.floor(least / width) * width;
        return new Bins(low, width, Math.max(1, (int) Math.ceil((most - low) / width - 1e-9)));
    }

    private static int automatic(List<Double> values, double range) {
        double[] sorted = values.stream().mapToDouble(v -> v).sorted().toArray();
        double quartiles = Boxes.quantile(sorted, 0.75) - Boxes.quantile(sorted, 0.25);
        double sturges = Math.log(sorted.length) / Math.log(2) + 1;
        double freedman = quartiles > 0 ? range / (2 * quartiles / Math.cbrt(sorted.length)) : 0;
        return (int) Math.ceil(Math.min(MOST, Math.max(sturges, freedman)));
    }

    int index(double value) {
        return Math.min(count - 1, Math.max(0, (int) Math.floor((value - low) / width)));
    }

    List<Double> centers() {
        return IntStream.range(0, count).mapToObj(i -> low + (i + 0.5) * width).toList();
    }

    static List<Double> numbers(List<?> values) {
        return values.stream()
                .map(v -> v instanceof Number n ? n.doubleValue() : null)
                .filter(Objects::nonNull)
                .toList();
    }

    /** A histogram trace as the bar trace that shows it; {@code all} are the values of all histograms on this axis. */
    static Node histogram(Node trace, List<Double> all) {
        boolean horizontal = trace.list("x").isEmpty();
        List<?> values = trace.list(horizontal ? "y" : "x");
        var bars = new LinkedHashMap<Object, Object>(trace.json());
        List<Object> places;
        List<Double> heights;
        double width = 1;
        if (values.stream().anyMatch(v -> v instanceof String)) {
            var counts = new LinkedHashMap<Object, Double>();
            values.stream().filter(Objects::nonNull).forEach(v -> counts.merge(v, 1.0, Double::sum));
            places = new ArrayList<>(counts.keySet());
            heights = new ArrayList<>(counts.values());
        } else {
            Bins bins = of(all, (int) trace.number(horizontal ? "nbinsy" : "nbinsx", 0));
            double[] counts = new double[bins.count];
            numbers(values).forEach(v -> counts[bins.index(v)]++);
            places = new ArrayList<>(bins.centers());
            heights = IntStream.range(0, counts.length).mapToObj(i -> counts[i]).toList();
            width = bins.width;
            bars.put("width", width);
        }
        bars.put("type", "bar");
        bars.put("counts", trace.string("histnorm", "").isEmpty());
        bars.put("orientation", horizontal ? "h" : "v");
        bars.put(horizontal ? "y" : "x", places);
        bars.put(horizontal ? "x" : "y", normalized(heights, trace.string("histnorm", ""), width));
        return new Node(bars);
    }

    private static List<Double> normalized(List<Double> heights, String norm, double width) {
        double sum = heights.stream().mapToDouble(h -> h).sum();
        double factor = switch (norm) {
            case "percent" -> 100 / sum;
            case "probability" -> 1 / sum;
            case "density" -> 1 / width;
            case "probability density" -> 1 / (sum * width);
            default -> 1;
        };
        return heights.stream().map(h -> h * factor).toList();
    }

    /** A two-dimensional histogram as the heat map that shows it. */
    static Node histogram2D(Node trace) {
        var x = new ArrayList<Double>();
        var y = new ArrayList<Double>();
        for (int i = 0; i < Math.min(trace.list("x").size(), trace.list("y").size()); i++) {
            if (trace.list("x").get(i) instanceof Number a && trace.list("y").get(i) instanceof Number b) {
                x.add(a.doubleValue());
                y.add(b.doubleValue());
            }
        }
        Bins across = of(x, 0);
        Bins up = of(y, 0);
        double[][] counts = new double[up.count][across.count];
        for (int i = 0; i < x.size(); i++) {
            counts[up.index(y.get(i))][across.index(x.get(i))]++;
        }
        List<List<Double>> rows = new ArrayList<>();
        for (double[] row : counts) {
            rows.add(IntStream.range(0, row.length).mapToObj(i -> row[i]).toList());
        }
        return new Node(Map.of("type", "heatmap", "x", across.centers(), "y", up.centers(), "z", rows));
    }
}
