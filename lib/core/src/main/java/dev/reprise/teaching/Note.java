package dev.reprise.teaching;

import dev.reprise.notebook.Displayable;
import dev.reprise.notebook.Html;
import dev.reprise.notebook.MimeBundle;
import java.util.Objects;

/**
 * A sentence for the reader of a notebook, with a coloured edge in light and dark themes and a sign for those who do not
 * see colours.
 *
 * <pre>{@code
 * new Note(Note.Mood.GOOD, "Correct. The ten scores differ.")
 * }</pre>
 *
 * @param mood what kind of news it is
 * @param text the sentence; may have several lines
 */
public record Note(Mood mood, String text) implements Displayable {
    /** What kind of news a note brings. */
    public enum Mood {
        /** Right, or done. */
        GOOD("✓", "#009E73"),
        /** Not right. */
        BAD("✗", "#D55E00"),
        /** Not decided yet, or for information. */
        OPEN("→", "#0072B2");

        private final String sign;
        private final String colour;

        Mood(String sign, String colour) {
            this.sign = sign;
            this.colour = colour;
        }
    }

    /** A note. */
    public Note {
        Objects.requireNonNull(mood, "mood");
        Objects.requireNonNull(text, "text");
    }

    /** The sign and the text, with a coloured edge. */
    @Override
    public MimeBundle toMimeBundle() {
        String html = "<div style=\"border-left: 4px solid " + mood.colour + "; padding: 0.2em 0.8em\">"
                + Html.escape(toString()).replace("\n", "<br>") + "</div>";
        return MimeBundle.text(toString()).with(MimeBundle.HTML, html);
    }

    /** The sign and the text. */
    @Override
    public String toString() {
        return mood.sign + " " + text;
    }
}
