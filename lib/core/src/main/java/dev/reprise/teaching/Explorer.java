package dev.reprise.teaching;

import dev.reprise.notebook.Displayable;
import dev.reprise.notebook.MimeBundle;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;

/**
 * A picture with a slider, over results that were calculated before: which epoch, which seed, how many runs. It works
 * without a kernel, so also in a notebook that was only opened.
 *
 * <pre>{@code
 * var explorer = Explorer.of("What a network says", "epoch", "number shown", "answer").asLines();
 * explorer.add(1, "run 1", new double[] {0, 1}, new double[] {0.3, 0.2});
 * explorer.add(100, "run 1", new double[] {0, 1}, new double[] {0.1, 0.9});
 * }</pre>
 *
 * <p>Shown as Vega-Lite, which JupyterLab and Notebook 7 draw by themselves; elsewhere as a sentence.
 *
 * @see <a href="https://vega.github.io/vega-lite/docs/parameter.html">Vega-Lite, parameters</a>
 */
public final class Explorer implements Displayable {
    private static final String VEGA_LITE = "application/vnd.vegalite.v5+json";
    private static final List<String> COLOURS =
            List.of("#0072B2", "#D55E00", "#009E73", "#CC79A7", "#E69F00", "#56B4E9");

    private record Point(double position, String series, double x, double y) {}

    private final String title;
    private final String slider;
    private final String xTitle;
    private final String yTitle;
    private final List<Point> points = new ArrayList<>();
    private boolean lines;

    private Explorer(String title, String slider, String xTitle, String yTitle) {
        this.title = Objects.requireNonNull(title);
        this.slider = Objects.requireNonNull(slider);
        this.xTitle = Objects.requireNonNull(xTitle);
        this.yTitle = Objects.requireNonNull(yTitle);
    }

    /**
     * A picture without data.
     *
     * @param title what is shown
     * @param slider what the slider chooses
     * @param x title of the horizontal axis
     * @param y title of the vertical axis
     * @return a picture of points
     */
    public static Explorer of(String title, String slider, String x, String y) {
        return new Explorer(title, slider, x, y);
    }

    /**
     * Joins the points of each series by a line.
     *
     * @return this picture
     */
    public Explorer asLines() {
        lines = true;
        return this;
    }

    /**
     * Adds points that are shown at one position of the slider.
     *
     * @param position which; the slider has all positions that were added, in ascending order
     * @param series name of the points, which decides their colour
     * @param x horizontal coordinates
     * @param y vertical coordinates, as many
     * @return this picture
     * @throws IllegalArgumentException if there are more of the one than of the other, or one is NaN or infinite
     */
    public Explorer add(double position, String series, double[] x, double[] y) {
        if (x.length != y.length) {
            throw new IllegalArgumentException(x.length + " horizontal and " + y.length + " vertical coordinates");
        }
        for (int i = 0; i < x.length; i++) {
            if (!Double.isFinite(x[i]) || !Double.isFinite(y[i])) {
                throw new IllegalArgumentException("(" + x[i] + ", " + y[i] + ") cannot be drawn");
            }
            points.add(new Point(position, series, x[i], y[i]));
        }
        return this;
    }

    /** The picture with its slider, and a sentence. */
    @Override
    public MimeBundle toMimeBundle() {
        return MimeBundle.of(VEGA_LITE, specification()).with(MimeBundle.TEXT, toString());
    }

    private Map<String, Object> specification() {
        List<Double> positions = positions();
        var specification = new LinkedHashMap<String, Object>();
        specification.put("$schema", "https://vega.github.io/schema/vega-lite/v5.json");
        specification.put("description", toString());
        specification.put("width", 520);
        specification.put("height", 300);
        // The slider shows its own value, so it goes over the positions themselves where they are equally far apart.
        boolean even = equallyFarApart(positions);
        double first = even ? positions.get(0) : 0;
        double step = even && positions.size() > 1 ? positions.get(1) - first : 1;
        String index = "round((place - " + first + ") / " + step + ")";
        double last = even ? positions.get(positions.size() - 1) : positions.size() - 1;
        specification.put("title", fields("text", fields("expr", titleOf(positions, index))));
        var bind = fields("input", "range", "min", first, "max", last, "step", step, "name", slider + " ");
        specification.put("params", List.of(fields("name", "place", "value", last, "bind", bind)));
        specification.put(
                "data",
                fields(
                        "values",
                        points.stream()
                                .map(point -> fields(
                                        "place",
                                        positions.indexOf(point.position),
                                        "series",
                                        point.series,
                                        "x",
                                        point.x,
                                        "y",
                                        point.y))
                                .toList()));
        specification.put("transform", List.of(fields("filter", "datum.place == " + index)));
        specification.put(
                "mark",
                lines
                        ? fields("type", "line", "strokeWidth", 2)
                        : fields("type", "point", "filled", true, "size", 70, "opacity", 0.8));
        var encoding = new LinkedHashMap<String, Object>();
        encoding.put(
                "x", axis("x", xTitle, points.stream().mapToDouble(Point::x).toArray()));
        encoding.put(
                "y", axis("y", yTitle, points.stream().mapToDouble(Point::y).toArray()));
        encoding.put("color", colours());
        specification.put("encoding", encoding);
        return specification;
    }

    /** In this order: {@code Map.of} would write another text in the next JVM. */
    private static Map<String, Object> fields(Object... namesAndValues) {
        var fields = new LinkedHashMap<String, Object>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            fields.put((String) namesAndValues[i], namesAndValues[i + 1]);
        }
        return fields;
    }

    private static boolean equallyFarApart(List<Double> positions) {
        for (int i = 2; i < positions.size(); i++) {
            double before = positions.get(i - 1) - positions.get(i - 2);
            double after = positions.get(i) - positions.get(i - 1);
            if (Math.abs(after - before) > 1e-9 * after) {
                return false;
            }
        }
        return true;
    }

    private String titleOf(List<Double> positions, String index) {
        var labels = new StringBuilder();
        for (double position : positions) {
            labels.append(labels.isEmpty() ? "" : ", ")
                    .append('\'')
                    .append(number(position))
                    .append('\'');
        }
        return "'" + title.replace("\\", "\\\\").replace("'", "\\'") + ": " + slider.replace("'", "\\'") + " ' + ["
                + labels + "][" + index + "]";
    }

    /** The same range at every position, so that one can see what moves. */
    private static Map<String, Object> axis(String field, String title, double[] values) {
        double low = Double.POSITIVE_INFINITY;
        double high = Double.NEGATIVE_INFINITY;
        for (double value : values) {
            low = Math.min(low, value);
            high = Math.max(high, value);
        }
        double margin = (high - low) / 20;
        var axis = new LinkedHashMap<String, Object>();
        axis.put("field", field);
        axis.put("type", "quantitative");
        axis.put("title", title);
        axis.put("scale", fields("domain", List.of(low - margin, high + margin), "nice", false, "zero", false));
        return axis;
    }

    private Map<String, Object> colours() {
        var names = new LinkedHashSet<String>();
        points.forEach(point -> names.add(point.series));
        var colours = new ArrayList<String>();
        for (int i = 0; i < names.size(); i++) {
            colours.add(COLOURS.get(i % COLOURS.size()));
        }
        return fields(
                "field",
                "series",
                "type",
                "nominal",
                "title",
                "",
                "scale",
                fields("domain", List.copyOf(names), "range", colours));
    }

    private List<Double> positions() {
        var positions = new TreeSet<Double>();
        points.forEach(point -> positions.add(point.position));
        if (positions.isEmpty()) {
            throw new IllegalStateException("'" + title + "' has nothing to show: add points first");
        }
        return List.copyOf(positions);
    }

    private static String number(double value) {
        return value == Math.rint(value) && Math.abs(value) < 1e15
                ? Long.toString((long) value)
                : Double.toString(value);
    }

    /** What is shown, and what the slider chooses. */
    @Override
    public String toString() {
        List<Double> positions = positions();
        return "Picture '" + title + "' with a slider: " + slider + " from " + number(positions.get(0)) + " to "
                + number(positions.get(positions.size() - 1)) + " in " + positions.size() + " steps; " + xTitle
                + " against " + yTitle;
    }
}
