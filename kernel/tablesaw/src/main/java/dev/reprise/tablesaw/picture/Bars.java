package dev.reprise.tablesaw.picture;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.geom.Rectangle2D;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A bar trace: bars that rise from zero, or stand on those of other traces. */
final class Bars implements Mark {
    private static final double SHARE = 0.8;

    /** What the bar traces of one figure share. */
    static final class Group {
        private final boolean stacked;
        private final boolean besides;
        private final Map<Double, double[]> heights = new HashMap<>();
        private int traces;

        Group(String barMode) {
            stacked = barMode.equals("stack") || barMode.equals("relative");
            besides = barMode.equals("group");
        }
    }

    private final Node trace;
    private final Group group;
    private final int index;
    private final Color color;
    private final boolean horizontal;
    private double[] places;
    private double[] bases;
    private double[] tops;
    private double width;

    Bars(Node trace, Group group, Color color) {
        this.trace = trace;
        this.group = group;
        this.index = group.traces++;
        this.color = Paints.color(trace.child("marker").get("color"), color);
        this.horizontal = trace.string("orientation", "v").equals("h");
    }

    @Override
    public void claim(Axis x, Axis y) {
        Axis along = horizontal ? y : x;
        Axis up = horizontal ? x : y;
        places = along.numbers(trace.list(horizontal ? "y" : "x"));
        double[] values = up.numbers(trace.list(horizontal ? "x" : "y"));
        if (places.length == 0) {
            places = new double[values.length];
            Arrays.setAll(places, i -> i);
        }
        width = trace.number("width", SHARE * spacing(places));
        bases = new double[values.length];
        tops = new double[values.length];
        up.includeEdge(up.kind() == Axis.Kind.LOG ? Double.NaN : 0);
        for (int i = 0; i < Math.min(places.length, values.length); i++) {
            stand(i, values[i]);
            up.include(tops[i]);
            along.include(places[i] - width / 2);
            along.include(places[i] + width / 2);
        }
        if (trace.isOn("counts") && trace.has("counts")) {
            up.count();
        }
        if (trace.has("width")) {
            along.tighten();
        }
    }

    private void stand(int i, double value) {
        double base = 0;
        if (group.stacked && !Double.isNaN(value)) {
            double[] sums = group.heights.computeIfAbsent(places[i], place -> new double[2]);
            int side = value < 0 ? 1 : 0;
            base = sums[side];
            sums[side] += value;
        }
        bases[i] = base;
        tops[i] = base + value;
    }

    static double spacing(double[] places) {
        double[] sorted = Arrays.stream(places)
                .filter(Double::isFinite)
                .distinct()
                .sorted()
                .toArray();
        double least = Double.POSITIVE_INFINITY;
        for (int i = 1; i < sorted.length; i++) {
            least = Math.min(least, sorted[i] - sorted[i - 1]);
        }
        return Double.isFinite(least) ? least : 1;
    }

    @Override
    public void draw(Graphics2D g, Axis x, Axis y) {
        Axis along = horizontal ? y : x;
        Axis up = horizontal ? x : y;
        int slots = group.besides ? Math.max(1, group.traces) : 1;
        List<?> colors = trace.child("marker").list("color");
        double opacity = trace.number("opacity", 1) * trace.child("marker").number("opacity", 1);
        for (int i = 0; i < Math.min(places.length, tops.length); i++) {
            double slot = width / slots;
            double from = places[i] - width / 2 + (group.besides ? index * slot : 0);
            double low = up.at(up.kind() == Axis.Kind.LOG && bases[i] <= 0 ? up.base() : bases[i]);
            Rectangle2D bar = between(along.at(from), along.at(from + slot), low, up.at(tops[i]));
            if (bar != null) {
                g.setColor(Paints.translucent(Paints.color(i < colors.size() ? colors.get(i) : null, color), opacity));
                g.fill(bar);
                if (trace.has("width")) {
                    g.setColor(Paints.PAGE);
                    g.setStroke(new java.awt.BasicStroke(0.7f));
                    g.draw(bar);
                }
            }
        }
    }

    private Rectangle2D between(double a, double b, double low, double high) {
        if (!Double.isFinite(a) || !Double.isFinite(b) || !Double.isFinite(low) || !Double.isFinite(high)) {
            return null;
        }
        double start = Math.min(a, b);
        double bottom = Math.min(low, high);
        return horizontal
                ? new Rectangle2D.Double(bottom, start, Math.abs(high - low), Math.abs(b - a))
                : new Rectangle2D.Double(start, bottom, Math.abs(b - a), Math.abs(high - low));
    }
}
