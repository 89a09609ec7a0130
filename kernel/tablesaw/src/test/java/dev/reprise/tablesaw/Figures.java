package dev.reprise.tablesaw;

import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.Map;
import tech.tablesaw.api.DateColumn;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;
import tech.tablesaw.plotly.api.AreaPlot;
import tech.tablesaw.plotly.api.BoxPlot;
import tech.tablesaw.plotly.api.BubblePlot;
import tech.tablesaw.plotly.api.CandlestickPlot;
import tech.tablesaw.plotly.api.ContourPlot;
import tech.tablesaw.plotly.api.Heatmap;
import tech.tablesaw.plotly.api.Histogram;
import tech.tablesaw.plotly.api.Histogram2D;
import tech.tablesaw.plotly.api.HorizontalBarPlot;
import tech.tablesaw.plotly.api.LinePlot;
import tech.tablesaw.plotly.api.OHLCPlot;
import tech.tablesaw.plotly.api.ParetoPlot;
import tech.tablesaw.plotly.api.PiePlot;
import tech.tablesaw.plotly.api.QQPlot;
import tech.tablesaw.plotly.api.QuantilePlot;
import tech.tablesaw.plotly.api.Scatter3DPlot;
import tech.tablesaw.plotly.api.ScatterPlot;
import tech.tablesaw.plotly.api.TimeSeriesPlot;
import tech.tablesaw.plotly.api.TukeyMeanDifferencePlot;
import tech.tablesaw.plotly.api.VerticalBarPlot;
import tech.tablesaw.plotly.api.ViolinPlot;
import tech.tablesaw.plotly.components.Figure;

/** One figure from every class of Tablesaw's {@code plotly.api}. */
final class Figures {
    static final Table TABLE = Table.create(
            "days",
            DateColumn.create("day", day(1), day(2), day(3), day(4)),
            DoubleColumn.create("x", 1, 2, 3, 4),
            DoubleColumn.create("y", 4, 7, 5, 6),
            DoubleColumn.create("high", 8, 9, 9, 8),
            DoubleColumn.create("low", 1, 2, 1, 2),
            StringColumn.create("group", "a'b", "c\"d", "a'b", "c\"d"));

    private Figures() {}

    static Map<String, Figure> all() {
        double[] a = TABLE.doubleColumn("x").asDoubleArray();
        double[] b = TABLE.doubleColumn("y").asDoubleArray();
        var all = new LinkedHashMap<String, Figure>();
        all.put("area", AreaPlot.create("Area", TABLE, "x", "y"));
        all.put("box", BoxPlot.create("Box", TABLE, "group", "y"));
        all.put("bubble", BubblePlot.create("Bubble", TABLE, "x", "y", "high"));
        all.put("candlestick", CandlestickPlot.create("Candles", TABLE, "day", "x", "high", "low", "y"));
        all.put("contour", ContourPlot.create("Contour", TABLE, "group", "group"));
        all.put("heatmap", Heatmap.create("Heat", TABLE, "group", "group"));
        all.put("histogram", Histogram.create("Histogram", b));
        all.put("histogram 2D", Histogram2D.create("Two", TABLE, "x", "y"));
        all.put("horizontal bars", HorizontalBarPlot.create("Bars", TABLE, "group", "y"));
        all.put("line", LinePlot.create("Line", TABLE, "x", "y"));
        all.put("OHLC", OHLCPlot.create("OHLC", TABLE, "day", "x", "high", "low", "y"));
        all.put("Pareto", ParetoPlot.create("Pareto", TABLE, "group", "y"));
        all.put("pie", PiePlot.create("Pie", TABLE, "group", "y"));
        all.put("QQ", QQPlot.create("QQ", "x", a, "y", b));
        all.put("quantile", QuantilePlot.create("Quantile", TABLE, "y"));
        all.put("scatter 3D", Scatter3DPlot.create("Three", TABLE, "x", "y", "high"));
        all.put("scatter", ScatterPlot.create("Scatter", TABLE, "x", "y", "group"));
        all.put("time series", TimeSeriesPlot.create("Days", TABLE, "day", "y"));
        all.put("Tukey", TukeyMeanDifferencePlot.create("Tukey", "m", a, b));
        all.put("vertical bars", VerticalBarPlot.create("Bars", TABLE, "group", "y"));
        all.put("violin", ViolinPlot.create("Violin", TABLE, "group", "y", true, true));
        return all;
    }

    private static LocalDate day(int day) {
        return LocalDate.of(2026, 1, day);
    }
}
