package dev.reprise.tablesaw;

import dev.reprise.notebook.MimeBundle;
import dev.reprise.notebook.Renderer;
import dev.reprise.tablesaw.picture.Picture;
import dev.reprise.tablesaw.picture.UndrawableException;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import tech.tablesaw.plotly.components.Figure;

/**
 * Shows a Tablesaw figure: interactive where a front end draws plotly figures, as a picture elsewhere, and in words.
 *
 * <p>This class can be loaded where there is no Tablesaw: nothing in it makes the verifier look for a class of a library.
 *
 * <p>There is no HTML: front ends would prefer it to all else, and where scripts do not run it is blank.
 */
public final class FigureRenderer implements Renderer {
    static final String PLOTLY = "application/vnd.plotly.v1+json";

    /** More JSON than this, in bytes, makes a notebook file slow to open. */
    static final int LARGEST_JSON = 1_000_000;

    /** For {@link java.util.ServiceLoader}. */
    public FigureRenderer() {}

    @Override
    public Set<String> types() {
        return Set.of("tech.tablesaw.plotly.components.Figure");
    }

    /** The figure as plotly JSON, if that is at most 1 MB; as a PNG, if it can be drawn; and as a text with its numbers. */
    @Override
    public MimeBundle render(Object value) {
        PlotlyFigure figure;
        try {
            figure = PlotlyFigure.of((Figure) value);
        } catch (IllegalArgumentException e) {
            return MimeBundle.text(
                    "A Tablesaw figure that cannot be shown: what Tablesaw writes for it cannot be read ("
                            + e.getMessage() + "). Figure.asJavascript shows it.");
        }
        var bundle = MimeBundle.text("");
        var text = new StringBuilder(FigureText.of(figure));
        Map<String, Object> json = figure.toMap();
        int size = PlotlyFigure.size(json);
        if (size <= LARGEST_JSON) {
            bundle = bundle.with(PLOTLY, json);
        } else {
            text.append(String.format(
                    Locale.ROOT,
                    "%n(not interactive: %.1f MB of data, and at most 1 MB is kept in a notebook; plot a sample)",
                    size / 1e6));
        }
        try {
            Picture picture = Picture.of(figure.data(), figure.layout(), Looks.COLORS);
            bundle = bundle.with(MimeBundle.PNG, picture.png())
                    .withMetadata(
                            MimeBundle.PNG,
                            Map.of(
                                    "width", picture.width(),
                                    "height", picture.height(),
                                    "needs_background", "light"));
        } catch (UndrawableException e) {
            text.append("\n(no picture: ").append(e.getMessage()).append(")");
        }
        return bundle.with(MimeBundle.TEXT, text.toString());
    }
}
