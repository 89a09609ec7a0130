package dev.reprise.tablesaw;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.reprise.notebook.MimeBundle;
import dev.reprise.notebook.Renderer;
import java.util.Arrays;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.plotly.api.Histogram;
import tech.tablesaw.plotly.api.ScatterPlot;
import tech.tablesaw.plotly.components.Axis;
import tech.tablesaw.plotly.components.Config;
import tech.tablesaw.plotly.components.Figure;
import tech.tablesaw.plotly.components.Font;
import tech.tablesaw.plotly.components.Layout;
import tech.tablesaw.plotly.components.TickSettings;
import tech.tablesaw.plotly.traces.ScatterTrace;
import tech.tablesaw.plotly.traces.Trace;

class FigureRendererTest {
    private final FigureRenderer renderer = new FigureRenderer();

    @Test
    void bothRenderersAreFoundAsServices() {
        assertThat(ServiceLoader.load(Renderer.class))
                .hasAtLeastOneElementOfType(FigureRenderer.class)
                .hasAtLeastOneElementOfType(TableRenderer.class)
                .flatMap(Renderer::types)
                .containsExactlyInAnyOrder(
                        Figure.class.getName(), "tech.tablesaw.api.Table", "tech.tablesaw.columns.Column");
    }

    @TestFactory
    Stream<DynamicTest> everyKindOfFigureIsStrictJson() {
        return Figures.all().entrySet().stream()
                .map(kind -> DynamicTest.dynamicTest(kind.getKey(), () -> {
                    JsonNode json = plotly(kind.getValue());
                    assertThat(json.get("data"))
                            .isNotEmpty()
                            .allSatisfy(trace ->
                                    assertThat(trace.get("type").asText()).isNotEmpty());
                    assertThat(json.at("/layout/title/text").asText())
                            .isEqualTo(kind.getValue().getLayout().getTitle());
                    assertThat(json.get("layout").has("width")).isFalse();
                    assertThat(json.at("/layout/autosize").asBoolean()).isTrue();
                    assertThat(text(kind.getValue()))
                            .doesNotContain("no numbers")
                            .containsPattern("n=\\d+ mean=");
                }));
    }

    @TestFactory
    Stream<DynamicTest> everyKindOfFigureHasAPictureOrSaysWhyNot() {
        return Figures.all().entrySet().stream()
                .map(kind -> DynamicTest.dynamicTest(kind.getKey(), () -> {
                    MimeBundle bundle = renderer.render(kind.getValue());
                    if (kind.getKey().equals("scatter 3D")) {
                        assertThat(bundle.data()).doesNotContainKey(MimeBundle.PNG);
                        assertThat(text(kind.getValue()))
                                .endsWith("(no picture: traces of type 'scatter3d' are not drawn)");
                    } else {
                        assertThat((byte[]) bundle.data().get(MimeBundle.PNG)).hasSizeGreaterThan(5_000);
                        assertThat(bundle.metadata().get(MimeBundle.PNG))
                                .isEqualTo(Map.of(
                                        "width",
                                        700,
                                        "height",
                                        plotly(kind.getValue())
                                                .at("/layout/height")
                                                .asInt(),
                                        "needs_background",
                                        "light"));
                    }
                }));
    }

    @Test
    void thereIsNoHtml() {
        assertThat(renderer.render(scatter(1, 2)).data()).doesNotContainKey(MimeBundle.HTML);
    }

    @Test
    void titlesAreObjectsAndTextIsNotEscaped() {
        Figure figure = ScatterPlot.create("Tom's <i>&</i> \"q\"", "a'x", new double[] {1}, "y<", new double[] {2});
        JsonNode layout = plotly(figure).get("layout");
        assertThat(layout.at("/title")).hasToString("{\"text\":\"Tom's <i>&</i> \\\"q\\\"\"}");
        assertThat(layout.at("/xaxis/title")).hasToString("{\"text\":\"a'x\"}");
        assertThat(layout.at("/yaxis/title")).hasToString("{\"text\":\"y<\"}");
    }

    @Test
    void aTitlesFontIsAPartOfIt() {
        Layout layout = Layout.builder("T")
                .titleFont(Font.builder().size(30).build())
                .xAxis(Axis.builder()
                        .title("X")
                        .titleFont(Font.builder().size(20).build())
                        .build())
                .build();
        JsonNode json = plotly(new Figure(layout, scatterTrace(1, 2))).get("layout");
        assertThat(json.at("/title/font/size").asInt()).isEqualTo(30);
        assertThat(json.at("/xaxis/title/font/size").asInt()).isEqualTo(20);
        assertThat(json.has("titlefont")).isFalse();
    }

    @Test
    void numbersAreNumbersAndWhatIsNotFiniteIsNull() {
        JsonNode trace = plotly(scatter(1.5, Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, -2e-7))
                .at("/data/0");
        assertThat(trace.get("y")).hasToString("[1.5,null,null,null,-2.0E-7]");
    }

    @Test
    void namesThatLookLikeNumbersStayNames() {
        Trace trace = ScatterTrace.builder(new double[] {1}, new double[] {2})
                .name("42")
                .build();
        assertThat(plotly(new Figure(trace)).at("/data/0/name").isTextual()).isTrue();
    }

    @Test
    void figuresByHandKeepWhatTheirAuthorSet() {
        Layout layout = Layout.builder("T")
                .height(321)
                .width(999)
                .xAxis(Axis.builder()
                        .range(0, 5)
                        .tickSettings(TickSettings.builder()
                                .tickMode(TickSettings.TickMode.ARRAY)
                                .arrayTicks(new double[] {1, 2}, new String[] {"1", "two"})
                                .build())
                        .build())
                .build();
        Config config = Config.builder().displayModeBar(false).build();
        JsonNode json = plotly(new Figure(layout, config, scatterTrace(1, 2)));
        assertThat(json.at("/layout/height").asInt()).isEqualTo(321);
        assertThat(json.at("/layout/xaxis/range")).hasToString("[0.0,5.0]");
        assertThat(json.at("/layout/xaxis/tickvals")).hasToString("[1.0,2.0]");
        assertThat(json.at("/layout/xaxis/ticktext")).hasToString("[\"1\",\"two\"]");
        assertThat(json.at("/config/displayModeBar").isBoolean()).isTrue();
        assertThat(json.at("/config/responsive").asBoolean()).isTrue();
    }

    @Test
    void theTextHasTheNumbers() {
        assertThat(text(Histogram.create("MSE", new double[] {1, 2, 3, 4})))
                .isEqualTo("Histogram 'MSE': n=4 mean=2.5 sd=1.291 min=1 max=4");
        assertThat(text(Figures.all().get("scatter")))
                .startsWith("Figure 'Scatter' of 2 traces\n  scatter 'a'b': n=2 ");
    }

    @Test
    void wordsForNumbersAreCounted() {
        var figure = new Figure(ScatterTrace.builder(
                        DoubleColumn.create("x", 1, 2, 3), StringColumn.create("y", "init", "init", "shuffle"))
                .build());
        assertThat(text(figure)).isEqualTo("Scatter: n=3: init 2, shuffle 1");
    }

    @Test
    void aFigureOfOnlyMissingValuesHasNoNumbers() {
        assertThat(text(scatter(Double.NaN))).endsWith("no numbers");
    }

    @Test
    void tooMuchDataIsSaidAndLeftOut() {
        MimeBundle bundle = renderer.render(scatter(new double[100_000]));
        assertThat(bundle.data()).doesNotContainKey(FigureRenderer.PLOTLY).containsKey(MimeBundle.PNG);
        assertThat((String) bundle.data().get(MimeBundle.TEXT))
                .contains("n=100000")
                .contains("not interactive");
    }

    @Test
    void aTraceThatCannotBeReadIsSaidAndNothingIsThrown() {
        Trace broken = new ScatterTraceOf("var trace0 = { x: function() {} }");
        assertThat(text(new Figure(broken))).contains("cannot be read");
    }

    private JsonNode plotly(Figure figure) {
        MimeBundle bundle = renderer.render(figure);
        assertThat(bundle.data()).containsKeys(FigureRenderer.PLOTLY, MimeBundle.TEXT);
        try {
            var mapper = new JsonMapper();
            return mapper.readTree(mapper.writeValueAsString(bundle.data().get(FigureRenderer.PLOTLY)));
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private String text(Figure figure) {
        return (String) renderer.render(figure).data().get(MimeBundle.TEXT);
    }

    private static Figure scatter(double... y) {
        return new Figure(scatterTrace(y));
    }

    private static Trace scatterTrace(double... y) {
        double[] x = new double[y.length];
        Arrays.setAll(x, i -> i);
        return ScatterTrace.builder(x, y).build();
    }

    /** A trace of somebody else's that writes what it likes. */
    private record ScatterTraceOf(String script) implements Trace {
        @Override
        public String asJavascript(int i) {
            return script;
        }

        @Override
        public String name() {
            return "";
        }

        @Override
        public tech.tablesaw.plotly.components.HoverLabel hoverLabel() {
            return null;
        }

        @Override
        public boolean showLegend() {
            return false;
        }
    }
}
