package dev.reprise.tablesaw.picture;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.Rectangle;
import java.awt.geom.Arc2D;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** A pie trace: the sum for each label as a slice, the largest first and clockwise from the top. */
final class Pie {
    private final List<Map.Entry<String, Double>> slices;
    private final double sum;

    Pie(Node trace) {
        var sums = new LinkedHashMap<String, Double>();
        List<?> labels = trace.list("labels");
        List<?> values = trace.list("values");
        for (int i = 0; i < Math.min(labels.size(), values.size()); i++) {
            if (values.get(i) instanceof Number number && number.doubleValue() > 0) {
                sums.merge(String.valueOf(labels.get(i)), number.doubleValue(), Double::sum);
            }
        }
        slices = new ArrayList<>(sums.entrySet());
        slices.sort(Map.Entry.<String, Double>comparingByValue().reversed());
        sum = sums.values().stream().mapToDouble(v -> v).sum();
    }

    List<Legend.Entry> legend(List<Color> colors) {
        var entries = new ArrayList<Legend.Entry>();
        for (int i = 0; i < slices.size(); i++) {
            entries.add(new Legend.Entry(slices.get(i).getKey(), colors.get(i % colors.size()), Legend.Sign.SQUARE));
        }
        return entries;
    }

    void draw(Graphics2D g, Rectangle area, List<Color> colors) {
        double size = Math.min(area.width, area.height);
        double left = area.getCenterX() - size / 2;
        double top = area.getCenterY() - size / 2;
        double turned = 0;
        for (int i = 0; i < slices.size(); i++) {
            double share = slices.get(i).getValue() / sum;
            Color color = colors.get(i % colors.size());
            var slice = new Arc2D.Double(left, top, size, size, 90 - 360 * turned, -360 * share, Arc2D.PIE);
            g.setColor(color);
            g.fill(slice);
            g.setColor(Paints.PAGE);
            g.setStroke(new BasicStroke(1.5f));
            g.draw(slice);
            if (share > 0.03) {
                g.setColor(luminance(color) > 0.45 ? Color.BLACK : Color.WHITE);
                double angle = 2 * Math.PI * (turned + share / 2);
                String text = String.format(Locale.ROOT, "%.1f%%", 100 * share);
                double x = area.getCenterX()
                        + Math.sin(angle) * size * 0.34
                        - g.getFontMetrics().stringWidth(text) / 2.0;
                g.drawString(text, (float) x, (float) (area.getCenterY() - Math.cos(angle) * size * 0.34 + 5));
            }
            turned += share;
        }
    }

    /** Relative luminance without gamma: enough to choose between black and white. */
    private static double luminance(Color color) {
        return (0.2126 * color.getRed() + 0.7152 * color.getGreen() + 0.0722 * color.getBlue()) / 255;
    }
}
