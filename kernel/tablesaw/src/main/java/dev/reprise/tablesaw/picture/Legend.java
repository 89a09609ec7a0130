package dev.reprise.tablesaw.picture;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.FontMetrics;
import java.awt.Graphics2D;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Line2D;
import java.awt.geom.Rectangle2D;
import java.util.List;

/** Which trace is which: a column of names beside the plot. */
record Legend(List<Entry> entries) {
    static final int MOST_WIDTH = 180;
    private static final int SIGN = 22;
    private static final int LINE = 19;

    /** What stands before a name. */
    enum Sign {
        LINE,
        DOT,
        SQUARE
    }

    record Entry(String name, Color color, Sign sign) {}

    boolean isEmpty() {
        return entries.isEmpty();
    }

    int width(FontMetrics font) {
        int widest =
                entries.stream().mapToInt(e -> font.stringWidth(e.name())).max().orElse(-SIGN);
        return Math.min(MOST_WIDTH, widest + SIGN + 8);
    }

    void draw(Graphics2D g, int left, int top, int bottom) {
        int fit = Math.max(1, (bottom - top) / LINE);
        for (int i = 0; i < entries.size() && i < fit; i++) {
            boolean more = i == fit - 1 && entries.size() > fit;
            int y = top + i * LINE;
            if (!more) {
                sign(g, entries.get(i), left, y + LINE / 2.0);
            }
            String text = more
                    ? "… and " + (entries.size() - i) + " more"
                    : entries.get(i).name();
            g.setColor(Paints.TEXT);
            g.drawString(shortened(text, g.getFontMetrics(), MOST_WIDTH - SIGN), left + SIGN, y + LINE / 2 + 4);
        }
    }

    private static void sign(Graphics2D g, Entry entry, int left, double middle) {
        g.setColor(entry.color());
        g.setStroke(new BasicStroke(2.5f));
        switch (entry.sign()) {
            case LINE -> g.draw(new Line2D.Double(left, middle, left + 16, middle));
            case DOT -> g.fill(new Ellipse2D.Double(left + 4, middle - 4, 8, 8));
            case SQUARE -> g.fill(new Rectangle2D.Double(left + 2, middle - 6, 12, 12));
        }
    }

    /** A text that fits into a width, with an ellipsis where it had to be cut. */
    static String shortened(String text, FontMetrics font, int width) {
        if (font.stringWidth(text) <= width) {
            return text;
        }
        int end = text.length();
        while (end > 1 && font.stringWidth(text.substring(0, end) + "…") > width) {
            end--;
        }
        return text.substring(0, end) + "…";
    }
}
