package dev.reprise.tablesaw.picture;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.FontMetrics;
import java.awt.Graphics2D;
import java.awt.Rectangle;
import java.awt.geom.AffineTransform;
import java.awt.geom.Line2D;
import java.util.ArrayList;
import java.util.List;

/** Traces between a horizontal and one or two vertical axes. */
final class Plot {
    private static final int LABEL_MOST = 150;
    private static final int COLOR_BAR = 85;

    private final Axis x;
    private final Axis y;
    private final Axis right;
    private final List<Mark> marks = new ArrayList<>();
    private final List<Axis> verticals = new ArrayList<>();
    private final List<Legend.Entry> legend = new ArrayList<>();
    private Cells cells;

    Plot(List<Node> traces, Node layout, List<Color> colors) throws UndrawableException {
        x = new Axis(layout.child("xaxis"));
        y = new Axis(layout.child("yaxis"));
        right = traces.stream().anyMatch(trace -> vertical(trace).equals("y2"))
                ? new Axis(layout.child("yaxis2"))
                : null;
        List<Node> drawn = withBarsForHistograms(traces);
        for (Node trace : drawn) {
            see(trace);
        }
        x.arrange();
        y.arrange();
        var group = new Bars.Group(layout.string("barmode", "group"));
        Points before = null;
        for (int i = 0; i < drawn.size(); i++) {
            Node trace = drawn.get(i);
            Color color = colors.get(i % colors.size());
            Mark mark = mark(trace, color, group, before);
            before = mark instanceof Points points ? points : before;
            Axis vertical = axis(trace);
            mark.claim(x, vertical);
            marks.add(mark);
            verticals.add(vertical);
            describe(trace, mark, color, layout, drawn.size());
        }
    }

    private static String vertical(Node trace) {
        return trace.string("yaxis", "y");
    }

    private Axis axis(Node trace) {
        return vertical(trace).equals("y2") ? right : y;
    }

    private static List<Node> withBarsForHistograms(List<Node> traces) {
        List<Double> all = new ArrayList<>();
        for (Node trace : traces) {
            if (trace.string("type", "").equals("histogram")) {
                all.addAll(Bins.numbers(trace.list(trace.list("x").isEmpty() ? "y" : "x")));
            }
        }
        return traces.stream()
                .map(trace -> switch (trace.string("type", "scatter")) {
                    case "histogram" -> Bins.histogram(trace, all);
                    case "histogram2d", "histogram2dcontour" -> Bins.histogram2D(trace);
                    default -> trace;
                })
                .toList();
    }

    private void see(Node trace) throws UndrawableException {
        if (!List.of("y", "y2").contains(vertical(trace))
                || !trace.string("xaxis", "x").equals("x")) {
            throw new UndrawableException("plots side by side and more than two vertical axes are not drawn");
        }
        boolean box = List.of("box", "violin").contains(trace.string("type", ""));
        boolean sideways = box && Boxes.isHorizontal(trace);
        x.see(box && !sideways ? Boxes.places(trace) : trace.list("x"));
        axis(trace).see(sideways ? Boxes.places(trace) : trace.list("y"));
    }

    private Mark mark(Node trace, Color color, Bars.Group group, Points before) throws UndrawableException {
        String type = trace.string("type", "scatter");
        switch (type) {
            case "scatter", "scattergl":
                return new Points(trace, before, color);
            case "bar":
                return new Bars(trace, group, color);
            case "box", "violin":
                return new Boxes(trace, color);
            case "candlestick", "ohlc":
                return new Candles(trace);
            case "heatmap", "contour":
                cells = new Cells(trace);
                return cells;
            default:
                throw new UndrawableException("traces of type '" + type + "' are not drawn");
        }
    }

    private void describe(Node trace, Mark mark, Color color, Node layout, int traces) {
        String name = trace.string("name", "");
        boolean wanted = layout.has("showlegend") ? layout.isOn("showlegend") : traces > 1;
        if (!wanted || name.isBlank() || !trace.isOn("showlegend") || mark instanceof Cells) {
            return;
        }
        boolean line = mark instanceof Points && trace.string("mode", "lines").contains("lines");
        Legend.Sign sign = line ? Legend.Sign.LINE : mark instanceof Points ? Legend.Sign.DOT : Legend.Sign.SQUARE;
        Color own = Paints.color(trace.child("marker").get("color"), color);
        legend.add(new Legend.Entry(
                Picture.plain(name), line ? Paints.color(trace.child("line").get("color"), own) : own, sign));
    }

    void draw(Graphics2D g, Rectangle page) {
        FontMetrics font = g.getFontMetrics();
        var key = new Legend(legend);
        int top = page.y + 8;
        int most =
                page.x + page.width - 16 - (key.isEmpty() ? 0 : key.width(font) + 14) - (cells == null ? 0 : COLOR_BAR);
        int rowsThatFit = Math.max(2, page.height / 45);
        // Twice: how wide the labels are depends on where the axes lie, and the other way round.
        int left = page.x + 60;
        int end = most - (right == null ? 0 : 60);
        int bottom = page.y + page.height - 50;
        boolean slanted = false;
        for (int pass = 0; pass < 2; pass++) {
            x.place(left, end);
            y.place(bottom, top);
            left = page.x + 14 + widest(y, rowsThatFit, font) + (y.title().isEmpty() ? 0 : 22);
            if (right != null) {
                right.place(bottom, top);
                end = most - widest(right, rowsThatFit, font) - (right.title().isEmpty() ? 8 : 30);
            }
            x.place(left, end);
            slanted = isCrowded(font, end - left);
            int labels = slanted ? 8 + (int) (widest(x, columns(end - left, true), font) * 0.6) : 18;
            if (slanted) {
                left = Math.max(left, (int) (widest(x, columns(end - left, true), font) * 0.82));
                x.place(left, end);
            }
            bottom = page.y + page.height - 10 - labels - (x.title().isEmpty() ? 0 : 22);
        }
        y.place(bottom, top);
        if (right != null) {
            right.place(bottom, top);
        }
        grid(g, left, end, top, bottom, rowsThatFit, slanted);
        var clip = g.getClip();
        g.clipRect(left - 5, top - 5, end - left + 10, bottom - top + 10);
        for (int i = 0; i < marks.size(); i++) {
            marks.get(i).draw(g, x, verticals.get(i));
        }
        g.setClip(clip);
        labels(g, left, end, top, bottom, rowsThatFit, slanted);
        titles(g, page, left, end, top, bottom, most);
        if (cells != null) {
            colorBar(g, most + 14, top, bottom);
        }
        key.draw(g, page.x + page.width - 6 - key.width(font), top, bottom);
    }

    private int columns(int width, boolean slanted) {
        return x.kind() == Axis.Kind.CATEGORY ? Math.max(1, width / (slanted ? 20 : 14)) : Math.max(2, width / 85);
    }

    private boolean isCrowded(FontMetrics font, int width) {
        List<Tick> ticks = x.ticks(columns(width, false));
        if (x.kind() != Axis.Kind.CATEGORY || ticks.size() < 2) {
            return false;
        }
        return widest(x, columns(width, false), font)
                > (double) width / x.categories().size() - 6;
    }

    private static int widest(Axis axis, int room, FontMetrics font) {
        return Math.min(
                LABEL_MOST,
                axis.ticks(room).stream()
                        .mapToInt(t -> font.stringWidth(text(axis, t)))
                        .max()
                        .orElse(0));
    }

    private static String text(Axis axis, Tick tick) {
        return axis.settings().string("tickprefix", "")
                + Picture.plain(tick.label())
                + axis.settings().string("ticksuffix", "");
    }

    private void grid(Graphics2D g, int left, int end, int top, int bottom, int rows, boolean slanted) {
        g.setStroke(new BasicStroke(1));
        if (x.kind() != Axis.Kind.CATEGORY && x.settings().isOn("showgrid") && cells == null) {
            for (Tick tick : x.ticks(columns(end - left, slanted))) {
                line(g, tick.at() == 0, x, tick, x.at(tick.at()), top, x.at(tick.at()), bottom);
            }
        }
        if (y.kind() != Axis.Kind.CATEGORY && y.settings().isOn("showgrid") && cells == null) {
            for (Tick tick : y.ticks(rows)) {
                line(g, tick.at() == 0, y, tick, left, y.at(tick.at()), end, y.at(tick.at()));
            }
        }
    }

    private static void line(Graphics2D g, boolean zero, Axis axis, Tick tick, double a, double b, double c, double d) {
        if (axis.shows(tick.at())) {
            g.setColor(zero && axis.kind() == Axis.Kind.LINEAR ? Paints.ZERO : Paints.GRID);
            g.draw(new Line2D.Double(a, b, c, d));
        }
    }

    private void labels(Graphics2D g, int left, int end, int top, int bottom, int rows, boolean slanted) {
        FontMetrics font = g.getFontMetrics();
        g.setColor(Paints.TEXT);
        for (Tick tick : x.ticks(columns(end - left, slanted))) {
            if (!x.shows(tick.at())) {
                continue;
            }
            String text = Legend.shortened(text(x, tick), font, LABEL_MOST);
            double at = x.at(tick.at());
            if (slanted) {
                AffineTransform upright = g.getTransform();
                g.rotate(-Math.toRadians(35), at, bottom + 12);
                g.drawString(text, (float) at - font.stringWidth(text), bottom + 16);
                g.setTransform(upright);
            } else {
                g.drawString(text, (float) (at - font.stringWidth(text) / 2.0), bottom + 17);
            }
        }
        for (Tick tick : y.ticks(rows)) {
            if (y.shows(tick.at())) {
                String text = Legend.shortened(text(y, tick), font, LABEL_MOST);
                g.drawString(text, left - 7 - font.stringWidth(text), (float) y.at(tick.at()) + 4);
            }
        }
        if (right != null) {
            for (Tick tick : right.ticks(rows)) {
                if (right.shows(tick.at())) {
                    g.drawString(text(right, tick), end + 7, (float) right.at(tick.at()) + 4);
                }
            }
        }
    }

    private void titles(Graphics2D g, Rectangle page, int left, int end, int top, int bottom, int most) {
        FontMetrics font = g.getFontMetrics();
        String below = Legend.shortened(Picture.plain(x.title()), font, end - left);
        g.drawString(below, (left + end - font.stringWidth(below)) / 2f, page.y + page.height - 8);
        upwards(g, Picture.plain(y.title()), page.x + 16, top, bottom);
        if (right != null) {
            upwards(g, Picture.plain(right.title()), most - 6, top, bottom);
        }
    }

    private static void upwards(Graphics2D g, String text, int baseline, int top, int bottom) {
        FontMetrics font = g.getFontMetrics();
        String fitting = Legend.shortened(text, font, bottom - top);
        AffineTransform upright = g.getTransform();
        g.rotate(-Math.PI / 2, baseline, (top + bottom) / 2.0);
        g.drawString(fitting, baseline - font.stringWidth(fitting) / 2f, (top + bottom) / 2f);
        g.setTransform(upright);
    }

    private void colorBar(Graphics2D g, int left, int top, int bottom) {
        double[] range = cells.range();
        for (int y = top; y < bottom; y++) {
            g.setColor(cells.color(range[1] - (range[1] - range[0]) * (y - top) / (bottom - top)));
            g.fillRect(left, y, 16, 1);
        }
        g.setColor(Paints.TEXT);
        for (Tick tick : Tick.linear(range[0], range[1] > range[0] ? range[1] : range[0] + 1, 6)) {
            double share = range[1] > range[0] ? (tick.at() - range[0]) / (range[1] - range[0]) : 0.5;
            g.drawString(tick.label(), left + 22, (float) (bottom - share * (bottom - top)) + 4);
        }
    }
}
