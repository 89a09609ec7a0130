package dev.reprise.tablesaw.picture;

import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.Rectangle;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import javax.imageio.ImageIO;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/**
 * A figure as a PNG on white. One pixel of it is one of the page: JupyterLab's plotly renderer shows a picture as large as
 * it is, whatever the metadata say.
 *
 * @param png the file's bytes
 * @param width in pixels
 * @param height likewise
 */
public record Picture(byte[] png, int width, int height) {
    private static final int WIDTH = 700;
    private static final int DEFAULT_HEIGHT = 450;
    private static final int LEAST_HEIGHT = 150;
    private static final int MOST_HEIGHT = 900;
    private static final int TITLE_HEIGHT = 40;
    private static final Pattern TAG = Pattern.compile("</?(b|i|em|strong|sub|sup|a|span|u|s)( [^>]*)?>|<br ?/?>");
    private static final Set<String> WITHOUT_AXES = Set.of("pie");

    /**
     * Draws a figure.
     *
     * @param data the traces, as plotly.js reads them
     * @param layout titles, axes and looks, as plotly.js reads them
     * @param colors the colours of traces whose author chose none, as CSS writes them
     * @throws UndrawableException if there is a part of it that cannot be drawn, or no font to write with
     */
    public static Picture of(List<Map<String, Object>> data, Map<String, Object> layout, List<String> colors)
            throws UndrawableException {
        List<Node> traces =
                data.stream().map(Node::of).filter(Picture::isVisible).toList();
        Node page = Node.of(layout);
        int height = (int) Math.max(LEAST_HEIGHT, Math.min(MOST_HEIGHT, page.number("height", DEFAULT_HEIGHT)));
        List<Color> palette =
                colors.stream().map(c -> Paints.color(c, Paints.TEXT)).toList();
        try {
            var image = new BufferedImage(WIDTH, height, BufferedImage.TYPE_INT_RGB);
            Graphics2D g = image.createGraphics();
            g.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
            g.setRenderingHint(RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
            g.setRenderingHint(RenderingHints.KEY_FRACTIONALMETRICS, RenderingHints.VALUE_FRACTIONALMETRICS_ON);
            g.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
            draw(g, traces, page, palette, height);
            g.dispose();
            return new Picture(encoded(image), WIDTH, height);
        } catch (RuntimeException | Error e) {
            if (isForWantOfFonts(e)) {
                throw new UndrawableException(
                        "this machine has no fonts for Java; on Debian, install fontconfig and fonts-dejavu-core", e);
            }
            throw e;
        }
    }

    /** Each Java runtime throws something else on a machine that has no font or no fontconfig. */
    private static boolean isForWantOfFonts(Throwable thrown) {
        for (Throwable e = thrown; e != null; e = e.getCause()) {
            for (StackTraceElement frame : e.getStackTrace()) {
                if (frame.getClassName().startsWith("sun.font.")
                        || frame.getClassName().startsWith("sun.awt.")) {
                    return true;
                }
            }
        }
        return false;
    }

    private static boolean isVisible(Node trace) {
        return trace.isOn("visible") && !"legendonly".equals(trace.get("visible"));
    }

    private static void draw(Graphics2D g, List<Node> traces, Node layout, List<Color> palette, int height)
            throws UndrawableException {
        g.setColor(Paints.PAGE);
        g.fillRect(0, 0, WIDTH, height);
        String title = plain(layout.child("title").string("text", ""));
        int top = 0;
        if (!title.isEmpty()) {
            g.setFont(new Font(Font.SANS_SERIF, Font.BOLD, 16));
            g.setColor(Paints.TEXT);
            String fitting = Legend.shortened(title, g.getFontMetrics(), WIDTH - 40);
            g.drawString(fitting, (WIDTH - g.getFontMetrics().stringWidth(fitting)) / 2f, 26);
            top = TITLE_HEIGHT;
        }
        g.setFont(new Font(Font.SANS_SERIF, Font.PLAIN, 12));
        var area = new Rectangle(0, top, WIDTH, height - top);
        if (traces.stream().anyMatch(trace -> WITHOUT_AXES.contains(trace.string("type", "")))) {
            pie(g, traces, area, palette);
        } else {
            new Plot(traces, layout, palette).draw(g, area);
        }
    }

    private static void pie(Graphics2D g, List<Node> traces, Rectangle area, List<Color> palette)
            throws UndrawableException {
        if (traces.size() > 1) {
            throw new UndrawableException("more than one pie is not drawn");
        }
        var pie = new Pie(traces.get(0));
        var legend = new Legend(pie.legend(palette));
        int right = area.x + area.width - 20 - legend.width(g.getFontMetrics());
        pie.draw(g, new Rectangle(area.x + 30, area.y + 15, right - area.x - 60, area.height - 40), palette);
        legend.draw(g, right, area.y + 20, area.y + area.height - 10);
    }

    /** A text without the tags with which plotly.js formats it. */
    static String plain(String text) {
        return TAG.matcher(text).replaceAll(tag -> tag.group().startsWith("<br") ? " " : "");
    }

    private static byte[] encoded(BufferedImage image) {
        var bytes = new ByteArrayOutputStream();
        try (var out = new MemoryCacheImageOutputStream(bytes)) {
            ImageIO.write(image, "png", out);
        } catch (IOException e) {
            throw new IllegalStateException("memory can always be written to", e);
        }
        return bytes.toByteArray();
    }
}
