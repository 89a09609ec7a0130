package dev.reprise.tablesaw.picture;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.geom.Line2D;
import java.awt.geom.Rectangle2D;

/** A candlestick or OHLC trace: opening, highest, lowest and closing values; blue for up, vermilion for down. */
final class Candles implements Mark {
    private static final Color UP = new Color(0x0072B2);
    private static final Color DOWN = new Color(0xD55E00);

    private final Node trace;
    private final boolean sticks;
    private double[] x;
    private double[] open;
    private double[] high;
    private double[] low;
    private double[] close;
    private double half;

    Candles(Node trace) {
        this.trace = trace;
        this.sticks = trace.string("type", "").equals("ohlc");
    }

    @Override
    public void claim(Axis horizontal, Axis vertical) {
        x = horizontal.numbers(trace.list("x"));
        open = vertical.numbers(trace.list("open"));
        high = vertical.numbers(trace.list("high"));
        low = vertical.numbers(trace.list("low"));
        close = vertical.numbers(trace.list("close"));
        half = Bars.spacing(x) * 0.3;
        for (int i = 0; i < count(); i++) {
            horizontal.include(x[i] - half);
            horizontal.include(x[i] + half);
            vertical.include(low[i]);
            vertical.include(high[i]);
        }
    }

    private int count() {
        return Math.min(Math.min(x.length, open.length), Math.min(Math.min(high.length, low.length), close.length));
    }

    @Override
    public void draw(Graphics2D g, Axis horizontal, Axis vertical) {
        g.setStroke(new BasicStroke(2));
        for (int i = 0; i < count(); i++) {
            double middle = horizontal.at(x[i]);
            double left = horizontal.at(x[i] - half);
            double right = horizontal.at(x[i] + half);
            double from = vertical.at(open[i]);
            double to = vertical.at(close[i]);
            g.setColor(close[i] >= open[i] ? UP : DOWN);
            g.draw(new Line2D.Double(middle, vertical.at(low[i]), middle, vertical.at(high[i])));
            if (sticks) {
                g.draw(new Line2D.Double(left, from, middle, from));
                g.draw(new Line2D.Double(middle, to, right, to));
            } else {
                g.fill(new Rectangle2D.Double(
                        left, Math.min(from, to), right - left, Math.max(1, Math.abs(to - from))));
            }
        }
    }
}
