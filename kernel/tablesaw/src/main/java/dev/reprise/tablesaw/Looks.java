package dev.reprise.tablesaw;

import java.util.List;
import java.util.Map;

/** Colours that read on white and on black, and that colour-blind people tell apart. */
final class Looks {
    /**
     * Okabe and Ito's palette without black and yellow, of which each vanishes on one background. Source: M. Okabe and
     * K. Ito, <a href="https://jfly.uni-koeln.de/color/">Color Universal Design</a>, 2008.
     */
    static final List<String> COLORS = List.of("#0072B2", "#E69F00", "#009E73", "#D55E00", "#CC79A7", "#56B4E9");

    private static final String CLEAR = "rgba(0,0,0,0)";
    private static final String TEXT = "#7a7a7a";
    private static final String LINE = "rgba(128,128,128,0.3)";

    private static final Map<String, Object> AXIS =
            Map.of("gridcolor", LINE, "linecolor", LINE, "zerolinecolor", "rgba(128,128,128,0.6)", "automargin", true);
    private static final Map<String, Object> AXIS_3D =
            Map.of("gridcolor", LINE, "linecolor", LINE, "zerolinecolor", LINE, "backgroundcolor", CLEAR);

    /** A plotly.js template: it holds wherever the author of a figure has set nothing. */
    static final Map<String, Object> TEMPLATE = Map.of(
            "layout",
            Map.of(
                    "colorway", COLORS,
                    "font", Map.of("color", TEXT),
                    "paper_bgcolor", CLEAR,
                    "plot_bgcolor", CLEAR,
                    "colorscale", Map.of("sequential", "Viridis"),
                    "xaxis", AXIS,
                    "yaxis", AXIS,
                    "scene", Map.of("xaxis", AXIS_3D, "yaxis", AXIS_3D, "zaxis", AXIS_3D)));

    private Looks() {}
}
