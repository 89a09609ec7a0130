package dev.reprise.data;

import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;

/** The digits 0 to 9 as strokes on a unit square, and what they look like on a few pixels. */
final class Glyphs {
    static final int SIDE = 8;

    private static final int POINTS_OF_AN_ARC = 16;

    /** For each digit some lines, each a sequence of points (x, y); y grows downwards. */
    private static final List<List<double[][]>> DIGITS = List.of(
            strokes(arc(0.5, 0.5, 0.25, 0.38, 0, 360)),
            strokes(line(0.34, 0.3, 0.52, 0.12, 0.52, 0.88)),
            strokes(arc(0.5, 0.34, 0.24, 0.22, 180, 390), line(0.71, 0.45, 0.26, 0.88, 0.76, 0.88)),
            strokes(arc(0.47, 0.31, 0.22, 0.19, 200, 450), arc(0.47, 0.69, 0.25, 0.19, 270, 520)),
            strokes(line(0.62, 0.88, 0.62, 0.12, 0.22, 0.64, 0.8, 0.64)),
            strokes(line(0.72, 0.12, 0.32, 0.12, 0.3, 0.45), arc(0.47, 0.65, 0.25, 0.23, 225, 500)),
            strokes(line(0.66, 0.12, 0.38, 0.4, 0.28, 0.64), arc(0.51, 0.66, 0.23, 0.22, 0, 360)),
            strokes(line(0.24, 0.12, 0.76, 0.12, 0.42, 0.88)),
            strokes(arc(0.5, 0.3, 0.19, 0.18, 0, 360), arc(0.5, 0.69, 0.24, 0.2, 0, 360)),
            strokes(arc(0.49, 0.34, 0.23, 0.22, 0, 360), line(0.72, 0.36, 0.62, 0.6, 0.36, 0.88)));

    private Glyphs() {}

    private static List<double[][]> strokes(double[][]... strokes) {
        return List.of(strokes);
    }

    private static double[][] line(double... xy) {
        double[][] points = new double[xy.length / 2][];
        for (int i = 0; i < points.length; i++) {
            points[i] = new double[] {xy[2 * i], xy[2 * i + 1]};
        }
        return points;
    }

    /** Part of an ellipse; 0 degrees is right of the centre, 90 below it. */
    private static double[][] arc(double x, double y, double radiusX, double radiusY, double from, double to) {
        double[][] points = new double[POINTS_OF_AN_ARC + 1][];
        for (int i = 0; i < points.length; i++) {
            double angle = (from + (to - from) * i / POINTS_OF_AN_ARC) * (StrictMath.PI / 180);
            points[i] = new double[] {x + radiusX * StrictMath.cos(angle), y + radiusY * StrictMath.sin(angle)};
        }
        return points;
    }

    /**
     * Draws a digit as a hand might: moved, slanted, larger or smaller, with a thinner or thicker pen. A pixel is as dark as
     * its centre is near to a stroke.
     */
    static void draw(int digit, RandomGenerator random, double[] pixels, int offset) {
        double moveX = between(random, -0.08, 0.08);
        double moveY = between(random, -0.06, 0.06);
        double slant = between(random, -0.25, 0.25);
        double size = between(random, 0.85, 1.1);
        double pen = between(random, 0.11, 0.17);
        List<double[][]> strokes = DIGITS.get(digit).stream()
                .map(stroke -> Stream.of(stroke)
                        .map(point -> new double[] {
                            0.5 + moveX + size * (point[0] - 0.5) - slant * (point[1] - 0.5),
                            0.5 + moveY + size * (point[1] - 0.5)
                        })
                        .toArray(double[][]::new))
                .toList();
        for (int row = 0; row < SIDE; row++) {
            for (int column = 0; column < SIDE; column++) {
                double distance = distance(strokes, (column + 0.5) / SIDE, (row + 0.5) / SIDE);
                pixels[offset + row * SIDE + column] = Math.max(0, 1 - distance / pen);
            }
        }
    }

    private static double between(RandomGenerator random, double low, double high) {
        return low + (high - low) * random.nextDouble();
    }

    private static double distance(List<double[][]> strokes, double x, double y) {
        double nearest = Double.POSITIVE_INFINITY;
        for (double[][] stroke : strokes) {
            for (int i = 1; i < stroke.length; i++) {
                nearest = Math.min(nearest, distance(stroke[i - 1], stroke[i], x, y));
            }
        }
        return nearest;
    }

    /** From a point to the segment from a to b. */
    private static double distance(double[] a, double[] b, double x, double y) {
        double dx = b[0] - a[0];
        double dy = b[1] - a[1];
        double along = ((x - a[0]) * dx + (y - a[1]) * dy) / (dx * dx + dy * dy);
        double t = Math.max(0, Math.min(1, along));
        double gapX = a[0] + t * dx - x;
        double gapY = a[1] + t * dy - y;
        return Math.sqrt(gapX * gapX + gapY * gapY);
    }
}
