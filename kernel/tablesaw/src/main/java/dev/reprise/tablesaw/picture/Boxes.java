package dev.reprise.tablesaw.picture;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Line2D;
import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A box or violin trace: a summary of the values at each place. */
final class Boxes implements Mark {
    private static final double WIDTH = 0.5;
    private static final int STEPS = 80;

    private final Node trace;
    private final Color color;
    private final boolean violin;
    private final boolean horizontal;
    private final Map<Double, double[]> values = new TreeMap<>();
    private double unit = 1;

    Boxes(Node trace, Color color) {
        this.trace = trace;
        this.color = Paints.color(
                trace.child("line").get("color"),
                Paints.color(trace.child("marker").get("color"), color));
        this.violin = trace.string("type", "box").equals("violin");
        this.horizontal = isHorizontal(trace);
    }

    static boolean isHorizontal(Node trace) {
        return trace.string("orientation", trace.list("y").isEmpty() ? "h" : "v")
                .equals("h");
    }

    /** What tells the boxes of a trace apart: its other coordinate, or else its name. */
    static List<?> places(Node trace) {
        List<?> places = trace.list(isHorizontal(trace) ? "y" : "x");
        return places.isEmpty() ? List.of(trace.string("name", "")) : places;
    }

    @Override
    public void claim(Axis x, Axis y) {
        Axis along = horizontal ? y : x;
        Axis up = horizontal ? x : y;
        List<?> places = places(trace);
        double[] numbers = up.numbers(trace.list(horizontal ? "x" : "y"));
        var grouped = new TreeMap<Double, List<Double>>();
        for (int i = 0; i < numbers.length; i++) {
            double place = along.number(places.get(places.size() == 1 ? 0 : Math.min(i, places.size() - 1)));
            if (!Double.isNaN(numbers[i]) && !Double.isNaN(place)) {
                grouped.computeIfAbsent(place, p -> new ArrayList<>()).add(numbers[i]);
                up.include(numbers[i]);
            }
        }
        grouped.forEach((place, list) ->
                values.put(place, list.stream().mapToDouble(v -> v).sorted().toArray()));
        unit = Bars.spacing(values.keySet().stream().mapToDouble(p -> p).toArray());
        values.keySet().forEach(place -> {
            along.include(place - unit / 2);
            along.include(place + unit / 2);
        });
    }

    @Override
    public void draw(Graphics2D g, Axis x, Axis y) {
        Axis along = horizontal ? y : x;
        Axis up = horizontal ? x : y;
        values.forEach((place, sorted) -> {
            double middle = along.at(place);
            double half = Math.abs(along.at(place + unit * WIDTH / 2) - middle);
            if (violin) {
                violin(g, up, middle, half, sorted);
            } else {
                box(g, up, middle, half, sorted, true);
            }
        });
    }

    private void box(Graphics2D g, Axis up, double middle, double half, double[] sorted, boolean outliers) {
        double q1 = quantile(sorted, 0.25);
        double q3 = quantile(sorted, 0.75);
        double reach = 1.5 * (q3 - q1);
        double low = Arrays.stream(sorted).filter(v -> v >= q1 - reach).min().orElse(q1);
        double high = Arrays.stream(sorted).filter(v -> v <= q3 + reach).max().orElse(q3);
        g.setStroke(new BasicStroke(2));
        g.setColor(Paints.translucent(color, 0.35));
        Rectangle2D box = rectangle(middle - half, middle + half, up.at(q1), up.at(q3));
        g.fill(box);
        g.setColor(color);
        g.draw(box);
        line(g, middle - half, middle + half, up.at(quantile(sorted, 0.5)));
        whisker(g, middle, half, up.at(q1), up.at(low));
        whisker(g, middle, half, up.at(q3), up.at(high));
        if (outliers) {
            for (double value : sorted) {
                if (value < low || value > high) {
                    dot(g, middle, up.at(value));
                }
            }
        }
    }

    private void violin(Graphics2D g, Axis up, double middle, double half, double[] sorted) {
        double[] at = new double[STEPS + 1];
        double[] density = new double[STEPS + 1];
        double most = 0;
        double bandwidth = bandwidth(sorted);
        for (int i = 0; i <= STEPS; i++) {
            at[i] = sorted[0] + (sorted[sorted.length - 1] - sorted[0]) * i / STEPS;
            for (double value : sorted) {
                density[i] += Math.exp(-0.5 * Math.pow((at[i] - value) / bandwidth, 2));
            }
            most = Math.max(most, density[i]);
        }
        var outline = new Path2D.Double();
        for (int i = 0; i <= STEPS; i++) {
            point(outline, middle - half * density[i] / most, up.at(at[i]));
        }
        for (int i = STEPS; i >= 0; i--) {
            point(outline, middle + half * density[i] / most, up.at(at[i]));
        }
        outline.closePath();
        g.setColor(Paints.translucent(color, 0.35));
        g.fill(outline);
        g.setColor(color);
        g.setStroke(new BasicStroke(1.5f));
        g.draw(outline);
        if (trace.child("box").has("visible")) {
            box(g, up, middle, half / 4, sorted, false);
        }
        if (trace.child("meanline").has("visible")) {
            g.setStroke(new BasicStroke(1.5f, BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND, 10, new float[] {4, 3}, 0));
            line(
                    g,
                    middle - half / 2,
                    middle + half / 2,
                    up.at(Arrays.stream(sorted).average().orElse(0)));
        }
    }

    /** Silverman's rule of thumb, 1986, equation 3.31. */
    private static double bandwidth(double[] sorted) {
        double mean = Arrays.stream(sorted).average().orElse(0);
        double variance =
                Arrays.stream(sorted).map(v -> (v - mean) * (v - mean)).sum() / Math.max(1, sorted.length - 1);
        double range = (quantile(sorted, 0.75) - quantile(sorted, 0.25)) / 1.34;
        double spread = range > 0 ? Math.min(Math.sqrt(variance), range) : Math.sqrt(variance);
        return spread > 0 ? 0.9 * spread * Math.pow(sorted.length, -0.2) : 1;
    }

    /** By linear interpolation, the k-th of n values being the quantile (k - 0.5)/n, as plotly.js does. */
    static double quantile(double[] sorted, double p) {
        double place = Math.max(0, Math.min(sorted.length - 1, sorted.length * p - 0.5));
        int below = (int) Math.floor(place);
        int above = Math.min(below + 1, sorted.length - 1);
        return sorted[below] + (place - below) * (sorted[above] - sorted[below]);
    }

    private void point(Path2D path, double along, double up) {
        double px = horizontal ? up : along;
        double py = horizontal ? along : up;
        if (path.getCurrentPoint() == null) {
            path.moveTo(px, py);
        } else {
            path.lineTo(px, py);
        }
    }

    private void whisker(Graphics2D g, double middle, double half, double from, double to) {
        g.draw(horizontal ? new Line2D.Double(from, middle, to, middle) : new Line2D.Double(middle, from, middle, to));
        line(g, middle - half / 2, middle + half / 2, to);
    }

    private void line(Graphics2D g, double a, double b, double up) {
        g.draw(horizontal ? new Line2D.Double(up, a, up, b) : new Line2D.Double(a, up, b, up));
    }

    private void dot(Graphics2D g, double along, double up) {
        double px = horizontal ? up : along;
        double py = horizontal ? along : up;
        g.fill(new Ellipse2D.Double(px - 2.5, py - 2.5, 5, 5));
    }

    private Rectangle2D rectangle(double a, double b, double low, double high) {
        double bottom = Math.min(low, high);
        double height = Math.abs(high - low);
        return horizontal
                ? new Rectangle2D.Double(bottom, a, height, b - a)
                : new Rectangle2D.Double(a, bottom, b - a, height);
    }
}
