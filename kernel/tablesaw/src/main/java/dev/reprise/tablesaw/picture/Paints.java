package dev.reprise.tablesaw.picture;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Stroke;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Colours and strokes: those of the page, and those that a figure names as CSS does. */
final class Paints {
    static final Color PAGE = Color.WHITE;
    static final Color TEXT = new Color(0x333333);
    static final Color GRID = new Color(0xE3E3E3);
    static final Color ZERO = new Color(0xAAAAAA);

    /** matplotlib's Viridis at eight equal steps, by N. Smith and S. van der Walt (CC0). */
    private static final List<Color> VIRIDIS = List.of(
            new Color(0x440154),
            new Color(0x46327E),
            new Color(0x365C8D),
            new Color(0x277F8E),
            new Color(0x1FA187),
            new Color(0x4AC16D),
            new Color(0xA0DA39),
            new Color(0xFDE725));

    private static final Pattern RGB =
            Pattern.compile("rgba?\\(\\s*([\\d.]+)\\s*,\\s*([\\d.]+)\\s*,\\s*([\\d.]+)\\s*(?:,\\s*([\\d.]+)\\s*)?\\)");
    private static final Pattern HEX = Pattern.compile("#([0-9a-f]{3}|[0-9a-f]{6})");
    private static final Map<String, Integer> NAMES = Map.ofEntries(
            Map.entry("black", 0x000000),
            Map.entry("white", 0xFFFFFF),
            Map.entry("red", 0xFF0000),
            Map.entry("green", 0x008000),
            Map.entry("blue", 0x0000FF),
            Map.entry("yellow", 0xFFFF00),
            Map.entry("orange", 0xFFA500),
            Map.entry("purple", 0x800080),
            Map.entry("gray", 0x808080),
            Map.entry("grey", 0x808080),
            Map.entry("lightgray", 0xD3D3D3),
            Map.entry("lightgrey", 0xD3D3D3),
            Map.entry("darkgray", 0xA9A9A9),
            Map.entry("silver", 0xC0C0C0),
            Map.entry("maroon", 0x800000),
            Map.entry("navy", 0x000080),
            Map.entry("teal", 0x008080),
            Map.entry("olive", 0x808000),
            Map.entry("lime", 0x00FF00),
            Map.entry("aqua", 0x00FFFF),
            Map.entry("cyan", 0x00FFFF),
            Map.entry("magenta", 0xFF00FF),
            Map.entry("fuchsia", 0xFF00FF),
            Map.entry("pink", 0xFFC0CB),
            Map.entry("brown", 0xA52A2A),
            Map.entry("gold", 0xFFD700),
            Map.entry("crimson", 0xDC143C),
            Map.entry("salmon", 0xFA8072),
            Map.entry("coral", 0xFF7F50),
            Map.entry("tomato", 0xFF6347),
            Map.entry("steelblue", 0x4682B4),
            Map.entry("skyblue", 0x87CEEB),
            Map.entry("royalblue", 0x4169E1),
            Map.entry("forestgreen", 0x228B22),
            Map.entry("darkorange", 0xFF8C00),
            Map.entry("indigo", 0x4B0082),
            Map.entry("violet", 0xEE82EE));

    private Paints() {}

    /** A CSS colour; {@code otherwise} where there is none or its name is not known. */
    static Color color(Object css, Color otherwise) {
        String text = String.valueOf(css).strip().toLowerCase(Locale.ROOT);
        Matcher rgb = RGB.matcher(text);
        if (rgb.matches()) {
            double alpha = rgb.group(4) == null ? 1 : Double.parseDouble(rgb.group(4));
            return new Color(part(rgb.group(1)), part(rgb.group(2)), part(rgb.group(3)), part(alpha * 255));
        }
        if (HEX.matcher(text).matches()) {
            String digits = text.substring(1);
            return new Color(Integer.parseInt(digits.length() == 3 ? digits.replaceAll(".", "$0$0") : digits, 16));
        }
        Integer named = NAMES.get(text);
        return named == null ? otherwise : new Color(named);
    }

    private static int part(String number) {
        return part(Double.parseDouble(number));
    }

    private static int part(double value) {
        return (int) Math.max(0, Math.min(255, Math.round(value)));
    }

    static Color translucent(Color color, double opacity) {
        return new Color(color.getRed(), color.getGreen(), color.getBlue(), part(color.getAlpha() * opacity));
    }

    /** Viridis, from dark for 0 to light for 1. */
    static Color scale(double fraction) {
        double place = Math.max(0, Math.min(1, fraction)) * (VIRIDIS.size() - 1);
        int below = Math.min((int) place, VIRIDIS.size() - 2);
        Color a = VIRIDIS.get(below);
        Color b = VIRIDIS.get(below + 1);
        double t = place - below;
        return new Color(
                part(a.getRed() + t * (b.getRed() - a.getRed())),
                part(a.getGreen() + t * (b.getGreen() - a.getGreen())),
                part(a.getBlue() + t * (b.getBlue() - a.getBlue())));
    }

    /** A line as a trace's {@code line} wants it. */
    static Stroke stroke(Node line) {
        float width = (float) line.number("width", 2);
        float[] dash = switch (line.string("dash", "solid")) {
            case "dot" -> new float[] {1.5f, 4};
            case "dash" -> new float[] {7, 5};
            case "longdash" -> new float[] {12, 5};
            case "dashdot" -> new float[] {7, 4, 1.5f, 4};
            case "longdashdot" -> new float[] {12, 4, 1.5f, 4};
            default -> null;
        };
        return new BasicStroke(width, BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND, 10, dash, 0);
    }
}
