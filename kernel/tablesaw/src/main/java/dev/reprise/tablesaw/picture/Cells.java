package dev.reprise.tablesaw.picture;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.geom.Rectangle2D;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** A heat map or contour trace: numbers in a grid, as colours. */
final class Cells implements Mark {
    private static final int LEVELS = 10;

    private final Node trace;
    private final boolean smooth;
    private final double[][] z;
    private double[] x;
    private double[] y;

    Cells(Node trace) {
        this.trace = trace;
        this.smooth = trace.string("type", "").equals("contour");
        var rows = new ArrayList<double[]>();
        for (Object row : trace.list("z")) {
            rows.add(((List<?>) row)
                    .stream()
                            .mapToDouble(v -> v instanceof Number n ? n.doubleValue() : Double.NaN)
                            .toArray());
        }
        z = rows.toArray(double[][]::new);
    }

    /** The least and the greatest number, for the colour bar. */
    double[] range() {
        double least = Double.POSITIVE_INFINITY;
        double most = Double.NEGATIVE_INFINITY;
        for (double[] row : z) {
            for (double value : row) {
                least = Double.isNaN(value) ? least : Math.min(least, value);
                most = Double.isNaN(value) ? most : Math.max(most, value);
            }
        }
        return least > most
                ? new double[] {0, 1}
                : new double[] {trace.number("zmin", least), trace.number("zmax", most)};
    }

    Color color(double value) {
        double[] range = range();
        double fraction = range[1] > range[0] ? (value - range[0]) / (range[1] - range[0]) : 0.5;
        return Paints.scale(smooth ? Math.min(LEVELS - 1, Math.floor(fraction * LEVELS)) / (LEVELS - 1) : fraction);
    }

    @Override
    public void claim(Axis horizontal, Axis vertical) {
        x = centers(horizontal, trace.list("x"), z.length == 0 ? 0 : z[0].length);
        y = centers(vertical, trace.list("y"), z.length);
        edges(horizontal, x);
        edges(vertical, y);
    }

    private static double[] centers(Axis axis, List<?> values, int count) {
        if (values.size() == count) {
            return axis.numbers(values);
        }
        axis.count();
        return IntStream.range(0, count).asDoubleStream().toArray();
    }

    private void edges(Axis axis, double[] centers) {
        double half = smooth ? 0 : Bars.spacing(centers) / 2;
        axis.tighten();
        for (double center : centers) {
            axis.include(center - half);
            axis.include(center + half);
        }
    }

    @Override
    public void draw(Graphics2D g, Axis horizontal, Axis vertical) {
        if (smooth) {
            contours(g, horizontal, vertical);
            return;
        }
        double halfWidth = Bars.spacing(x) / 2;
        double halfHeight = Bars.spacing(y) / 2;
        for (int row = 0; row < z.length; row++) {
            for (int column = 0; column < Math.min(z[row].length, x.length); column++) {
                if (!Double.isNaN(z[row][column])) {
                    g.setColor(color(z[row][column]));
                    fill(
                            g,
                            horizontal.at(x[column] - halfWidth),
                            vertical.at(y[row] - halfHeight),
                            horizontal.at(x[column] + halfWidth),
                            vertical.at(y[row] + halfHeight));
                }
            }
        }
    }

    /** Interpolates between the grid's points, and shows ten levels. */
    private void contours(Graphics2D g, Axis horizontal, Axis vertical) {
        double step = 2;
        for (int row = 0; row + 1 < z.length; row++) {
            for (int column = 0; column + 1 < z[row].length; column++) {
                double left = horizontal.at(x[column]);
                double right = horizontal.at(x[column + 1]);
                double bottom = vertical.at(y[row]);
                double top = vertical.at(y[row + 1]);
                int across = (int) Math.max(1, Math.ceil(Math.abs(right - left) / step));
                int up = (int) Math.max(1, Math.ceil(Math.abs(top - bottom) / step));
                for (int i = 0; i < across; i++) {
                    for (int j = 0; j < up; j++) {
                        double value = between(row, column, (j + 0.5) / up, (i + 0.5) / across);
                        if (!Double.isNaN(value)) {
                            g.setColor(color(value));
                            fill(
                                    g,
                                    left + (right - left) * i / across,
                                    bottom + (top - bottom) * j / up,
                                    left + (right - left) * (i + 1) / across,
                                    bottom + (top - bottom) * (j + 1) / up);
                        }
                    }
                }
            }
        }
    }

    private double between(int row, int column, double up, double across) {
        double low = z[row][column] * (1 - across) + z[row][column + 1] * across;
        double high = z[row + 1][column] * (1 - across) + z[row + 1][column + 1] * across;
        return low * (1 - up) + high * up;
    }

    /** A little more than the rectangle, so that no seam shows between two. */
    private static void fill(Graphics2D g, double a, double b, double c, double d) {
        g.fill(new Rectangle2D.Double(Math.min(a, c), Math.min(b, d), Math.abs(c - a) + 0.4, Math.abs(d - b) + 0.4));
    }
}
