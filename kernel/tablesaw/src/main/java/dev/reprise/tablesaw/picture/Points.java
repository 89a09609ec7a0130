package dev.reprise.tablesaw.picture;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.Shape;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;
import java.util.List;

/** A scatter trace: points, a line through them, an area under it, or several of these. */
final class Points implements Mark {
    private final Node trace;
    private final Points before;
    private final Color color;
    private double[] x;
    private double[] y;

    /** @param before the trace before this one, down to which {@code tonexty} fills; null at the first */
    Points(Node trace, Points before, Color color) {
        this.trace = trace;
        this.before = before;
        this.color = Paints.color(trace.child("line").get("color"), markerColor(trace, color));
    }

    private static Color markerColor(Node trace, Color otherwise) {
        return Paints.color(trace.child("marker").get("color"), otherwise);
    }

    Color color() {
        return color;
    }

    @Override
    public void claim(Axis horizontal, Axis vertical) {
        x = horizontal.numbers(trace.list("x"));
        y = vertical.numbers(trace.list("y"));
        int n = Math.min(x.length, y.length);
        for (int i = 0; i < n; i++) {
            if (!Double.isNaN(x[i]) && !Double.isNaN(y[i])) {
                horizontal.include(x[i]);
                vertical.include(y[i]);
            }
        }
        if (fill().equals("tozeroy") || fill().equals("tonexty") && before == null) {
            vertical.includeEdge(0);
        }
    }

    private String fill() {
        return trace.string("fill", "none");
    }

    @Override
    public void draw(Graphics2D g, Axis horizontal, Axis vertical) {
        String mode = trace.string("mode", x.length <= 20 ? "lines+markers" : "lines");
        double opacity = trace.number("opacity", 1);
        Path2D line = line(horizontal, vertical);
        if (!fill().equals("none")) {
            g.setColor(Paints.color(trace.get("fillcolor"), Paints.translucent(color, 0.35 * opacity)));
            g.fill(area(line, horizontal, vertical));
        }
        if (mode.contains("lines")) {
            g.setColor(Paints.translucent(color, opacity));
            g.setStroke(Paints.stroke(trace.child("line")));
            g.draw(line);
        }
        if (mode.contains("markers")) {
            markers(g, horizontal, vertical, opacity);
        }
        if (mode.contains("text")) {
            texts(g, horizontal, vertical);
        }
    }

    /** The line, with a gap where a value is missing. */
    private Path2D line(Axis horizontal, Axis vertical) {
        var path = new Path2D.Double();
        boolean steps = trace.child("line").string("shape", "linear").equals("hv");
        boolean pen = false;
        for (int i = 0; i < Math.min(x.length, y.length); i++) {
            double px = horizontal.at(x[i]);
            double py = vertical.at(y[i]);
            if (!Double.isFinite(px) || !Double.isFinite(py)) {
                pen = false;
            } else if (!pen) {
                path.moveTo(px, py);
                pen = true;
            } else {
                if (steps) {
                    path.lineTo(px, path.getCurrentPoint().getY());
                }
                path.lineTo(px, py);
            }
        }
        return path;
    }

    private Shape area(Path2D line, Axis horizontal, Axis vertical) {
        var area = new Path2D.Double(line);
        boolean toBefore = fill().equals("tonexty") && before != null;
        double[] lowX = toBefore ? before.x : x;
        double[] lowY = toBefore ? before.y : new double[x.length];
        for (int i = fill().equals("toself") ? -1 : Math.min(lowX.length, lowY.length) - 1; i >= 0; i--) {
            double px = horizontal.at(lowX[i]);
            double py = vertical.at(toBefore ? lowY[i] : vertical.base());
            if (Double.isFinite(px) && Double.isFinite(py) && area.getCurrentPoint() != null) {
                area.lineTo(px, py);
            }
        }
        if (area.getCurrentPoint() != null) {
            area.closePath();
        }
        return area;
    }

    private void markers(Graphics2D g, Axis horizontal, Axis vertical, double opacity) {
        Node marker = trace.child("marker");
        List<?> sizes = marker.list("size");
        List<?> colors = marker.list("color");
        double[] values = colors.stream()
                .mapToDouble(c -> c instanceof Number n ? n.doubleValue() : Double.NaN)
                .toArray();
        double low = marker.number("cmin", least(values));
        double high = marker.number("cmax", -least(negated(values)));
        Color plain = markerColor(trace, color);
        double alpha = opacity * marker.number("opacity", 1);
        for (int i = 0; i < Math.min(x.length, y.length); i++) {
            double px = horizontal.at(x[i]);
            double py = vertical.at(y[i]);
            if (!Double.isFinite(px) || !Double.isFinite(py)) {
                continue;
            }
            double size =
                    i < sizes.size() && sizes.get(i) instanceof Number n ? n.doubleValue() : marker.number("size", 6);
            Color own = plain;
            if (i < values.length) {
                own = Double.isNaN(values[i])
                        ? Paints.color(colors.get(i), plain)
                        : Paints.scale(high > low ? (values[i] - low) / (high - low) : 0.5);
            }
            g.setColor(Paints.translucent(own, alpha));
            symbol(g, marker.string("symbol", "circle"), px, py, size);
        }
    }

    private static double least(double[] values) {
        double least = Double.POSITIVE_INFINITY;
        for (double value : values) {
            least = Double.isNaN(value) ? least : Math.min(least, value);
        }
        return least;
    }

    private static double[] negated(double[] values) {
        double[] negated = new double[values.length];
        for (int i = 0; i < values.length; i++) {
            negated[i] = -values[i];
        }
        return negated;
    }

    private static void symbol(Graphics2D g, String name, double x, double y, double size) {
        double r = size / 2;
        g.setStroke(new BasicStroke(1.5f));
        boolean open = name.endsWith("-open");
        Shape shape = switch (name.replace("-open", "")) {
            case "square" -> new Rectangle2D.Double(x - r, y - r, size, size);
            case "diamond" -> polygon(x, y - r * 1.3, x + r * 1.3, y, x, y + r * 1.3, x - r * 1.3, y);
            case "triangle-up" -> polygon(x, y - r * 1.2, x + r * 1.1, y + r * 0.8, x - r * 1.1, y + r * 0.8);
            case "triangle-down" -> polygon(x, y + r * 1.2, x + r * 1.1, y - r * 0.8, x - r * 1.1, y - r * 0.8);
            case "cross" -> cross(x, y, r, r / 3);
            case "x" -> saltire(x, y, r);
            default -> new Ellipse2D.Double(x - r, y - r, size, size);
        };
        if (open) {
            g.draw(shape);
        } else {
            g.fill(shape);
        }
    }

    private static Shape cross(double x, double y, double r, double w) {
        return polygon(
                x - w, y - r, x + w, y - r, x + w, y - w, x + r, y - w, x + r, y + w, x + w, y + w, x + w, y + r, x - w,
                y + r, x - w, y + w, x - r, y + w, x - r, y - w, x - w, y - w);
    }

    private static Shape saltire(double x, double y, double r) {
        var turn = java.awt.geom.AffineTransform.getRotateInstance(Math.PI / 4, x, y);
        return turn.createTransformedShape(cross(x, y, r * 1.2, r / 3));
    }

    private static Shape polygon(double... xy) {
        var path = new Path2D.Double();
        path.moveTo(xy[0], xy[1]);
        for (int i = 2; i < xy.length; i += 2) {
            path.lineTo(xy[i], xy[i + 1]);
        }
        path.closePath();
        return path;
    }

    private void texts(Graphics2D g, Axis horizontal, Axis vertical) {
        g.setColor(Paints.TEXT);
        List<?> texts = trace.list("text");
        for (int i = 0; i < Math.min(texts.size(), Math.min(x.length, y.length)); i++) {
            String text = String.valueOf(texts.get(i));
            float left = (float) horizontal.at(x[i]) - g.getFontMetrics().stringWidth(text) / 2f;
            float shift = trace.string("mode", "").contains("markers")
                    ? -6
                    : g.getFontMetrics().getAscent() / 2f - 1;
            if (Double.isFinite(x[i]) && Double.isFinite(y[i])) {
                g.drawString(text, left, (float) vertical.at(y[i]) + shift);
            }
        }
    }
}
