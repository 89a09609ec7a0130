package dev.reprise.tablesaw.picture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Pictures differ from machine to machine with the fonts, so these tests ask where there is ink, and of which colour. */
class PictureTest {
    private static final List<String> COLORS = List.of("#0072B2", "#E69F00", "#009E73");
    private static final Color BLUE = new Color(0x0072B2);
    private static final Color ORANGE = new Color(0xE69F00);
    private static final String POINT = "{'type': 'scatter', 'mode': 'markers', 'marker': {'size': 12},";

    @Test
    void aPictureIsAsLargeAsItIsShownAndOpaque() throws Exception {
        Picture picture = Picture.of(traces("[" + POINT + "'x': [1], 'y': [2]}]"), layout("{'height': 321}"), COLORS);
        BufferedImage image = ImageIO.read(new ByteArrayInputStream(picture.png()));
        assertThat(List.of(picture.width(), picture.height())).containsExactly(700, 321);
        assertThat(List.of(image.getWidth(), image.getHeight())).containsExactly(700, 321);
        assertThat(image.getColorModel().hasAlpha()).isFalse();
        assertThat(image.getRGB(0, 0)).isEqualTo(Color.WHITE.getRGB());
    }

    @Test
    void equalStepsOnALogAxisAreEqualFactors() {
        String traces = "[" + POINT + "'x': [1, 2, 3], 'y': [0.001, 1, 1000]}]";
        List<Integer> log = heights(image(traces, "{'yaxis': {'type': 'log'}}"), BLUE);
        assertThat(log).hasSize(3);
        assertThat(log.get(2) - log.get(1)).isCloseTo(log.get(1) - log.get(0), within(2));
        assertThat(heights(image(traces, "{}"), BLUE))
                .as("two points lie on each other")
                .hasSize(2);
    }

    @Test
    void eachTraceHasItsColourAndTheLegendShowsThem() {
        String traces =
                "[" + POINT + "'name': 'one', 'x': [1], 'y': [1]}, " + POINT + "'name': 'two', 'x': [1], 'y': [2]}]";
        BufferedImage image = image(traces, "{}");
        assertThat(ink(image, BLUE)).isPositive();
        assertThat(ink(image, ORANGE)).isPositive();
        BufferedImage without = image(traces, "{'showlegend': false}");
        assertThat(ink(image.getSubimage(600, 0, 100, 100), BLUE)).isPositive();
        assertThat(ink(without.getSubimage(650, 0, 50, 100), BLUE)).isZero();
    }

    @Test
    void aMissingValueLeavesAGapInALine() {
        String line = "[{'type': 'scatter', 'mode': 'lines', 'x': [0, 1, 2, 3], 'y': [1, 1, %s, 1]}]";
        assertThat(ink(image(String.format(java.util.Locale.ROOT, line, "null"), "{}"), BLUE))
                .isLessThan(ink(image(String.format(java.util.Locale.ROOT, line, "1"), "{}"), BLUE) / 2);
    }

    @Test
    void stackedBarsStandOnEachOther() {
        String traces =
                "[{'type': 'bar', 'x': ['a', 'b'], 'y': [1, 2]}, {'type': 'bar', 'x': ['a', 'b'], 'y': [3, 1]}]";
        BufferedImage stacked = image(traces, "{'barmode': 'stack'}");
        int[] lower = rows(stacked, BLUE);
        int[] upper = rows(stacked, ORANGE);
        assertThat(upper[0]).isLessThan(lower[0]);
        assertThat(upper[upper.length - 1]).isLessThanOrEqualTo(lower[lower.length - 1]);
    }

    @Test
    void colouredNumbersAreViridis() {
        BufferedImage image = image("[{'type': 'heatmap', 'z': [[0, 1], [1, 0]]}]", "{}");
        assertThat(ink(image, new Color(0x440154))).isGreaterThan(10_000);
        assertThat(ink(image, new Color(0xFDE725))).isGreaterThan(10_000);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[]",
                "[{'type': 'scatter', 'x': [], 'y': []}]",
                "[{'type': 'scatter', 'x': [null], 'y': [null]}]",
                "[{'type': 'scatter', 'x': [1, 2, 3], 'y': [1]}]",
                "[{'type': 'scatter', 'y': [5], 'x': [0.0000001]}]",
                "[{'type': 'bar', 'x': ['a'], 'y': [-1e300]}]",
                "[{'type': 'histogram', 'x': []}]",
                "[{'type': 'histogram', 'x': [3, 3, 3]}]",
                "[{'type': 'histogram', 'x': ['a', 'b', 'a']}]",
                "[{'type': 'box', 'y': []}]",
                "[{'type': 'violin', 'y': [1], 'name': 'alone'}]",
                "[{'type': 'heatmap', 'z': []}]",
                "[{'type': 'pie', 'labels': [], 'values': []}]",
                "[{'type': 'candlestick', 'x': ['2026-01-01'], 'open': [1], 'high': [2], 'low': [0], 'close': []}]",
            })
    void littleDataIsNoTrouble(String traces) {
        for (String layout : List.of("{}", "{'xaxis': {'type': 'log'}, 'yaxis': {'type': 'log'}}")) {
            assertThat(image(traces, layout).getWidth()).isEqualTo(700);
        }
    }

    @Test
    void whatIsNotDrawnIsSaid() {
        assertThatThrownBy(() -> Picture.of(traces("[{'type': 'scatter3d'}]"), Map.of(), COLORS))
                .isInstanceOf(UndrawableException.class)
                .hasMessage("traces of type 'scatter3d' are not drawn");
        assertThatThrownBy(() -> Picture.of(traces("[{'xaxis': 'x2'}]"), Map.of(), COLORS))
                .isInstanceOf(UndrawableException.class)
                .hasMessageContaining("side by side");
    }

    @Test
    void quartilesAreThoseOfPlotly() {
        // plotly.js, quartilemethod "linear": 1, 2, 3, 4 -> 1.5, 2.5, 3.5
        double[] values = {1, 2, 3, 4};
        assertThat(Boxes.quantile(values, 0.25)).isEqualTo(1.5);
        assertThat(Boxes.quantile(values, 0.5)).isEqualTo(2.5);
        assertThat(Boxes.quantile(values, 0.75)).isEqualTo(3.5);
    }

    @Test
    void binsHoldEveryValue() {
        Bins bins = Bins.of(List.of(4.0, 7.0, 5.0, 6.0), 3);
        assertThat(bins).isEqualTo(new Bins(4, 1, 3));
        assertThat(List.of(bins.index(4), bins.index(4.99), bins.index(5), bins.index(7)))
                .containsExactly(0, 0, 1, 2);
    }

    @Test
    void labelsOfOneAxisAreWrittenAlike() {
        assertThat(Tick.linear(0, 5e-5, 6))
                .extracting(Tick::label)
                .containsExactly("0", "1e-5", "2e-5", "3e-5", "4e-5", "5e-5");
        assertThat(Tick.linear(-1, 1, 5)).extracting(Tick::label).containsExactly("-1.0", "-0.5", "0", "0.5", "1.0");
        assertThat(Tick.linear(100.2, 203.8, 5))
                .extracting(Tick::label)
                .containsExactly("120", "140", "160", "180", "200");
        assertThat(Tick.logarithmic(-6, 2, 9)).extracting(Tick::label).contains("1e-6", "0.001", "1", "100");
        assertThat(Tick.dates(0, 86_400 * 900, 4)).extracting(Tick::label).containsExactly("1970", "1971", "1972");
    }

    private static BufferedImage image(String traces, String layout) {
        try {
            return ImageIO.read(new ByteArrayInputStream(
                    Picture.of(traces(traces), layout(layout), COLORS).png()));
        } catch (IOException | UndrawableException e) {
            throw new AssertionError(e);
        }
    }

    private static List<Map<String, Object>> traces(String json) {
        return read(json, new TypeReference<>() {});
    }

    private static Map<String, Object> layout(String json) {
        return read(json, new TypeReference<>() {});
    }

    private static <T> T read(String json, TypeReference<T> type) {
        try {
            return new JsonMapper().readValue(json.replace('\'', '"'), type);
        } catch (JsonProcessingException e) {
            throw new AssertionError(e);
        }
    }

    private static int ink(BufferedImage image, Color color) {
        int count = 0;
        for (int y = 0; y < image.getHeight(); y++) {
            for (int x = 0; x < image.getWidth(); x++) {
                count += image.getRGB(x, y) == color.getRGB() ? 1 : 0;
            }
        }
        return count;
    }

    /** The rows with a colour in them, from the top. */
    private static int[] rows(BufferedImage image, Color color) {
        return java.util.stream.IntStream.range(0, image.getHeight())
                .filter(y -> ink(image.getSubimage(0, y, image.getWidth(), 1), color) > 0)
                .toArray();
    }

    /** The middles of the bands of rows with a colour in them, from the top. */
    private static List<Integer> heights(BufferedImage image, Color color) {
        int[] rows = rows(image, color);
        var middles = new ArrayList<Integer>();
        int first = 0;
        for (int i = 1; i <= rows.length; i++) {
            if (i == rows.length || rows[i] > rows[i - 1] + 1) {
                middles.add((rows[first] + rows[i - 1]) / 2);
                first = i;
            }
        }
        return middles;
    }
}
