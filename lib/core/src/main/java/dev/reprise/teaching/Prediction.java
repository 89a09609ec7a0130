package dev.reprise.teaching;

import dev.reprise.notebook.Displayable;
import dev.reprise.notebook.Html;
import dev.reprise.notebook.MimeBundle;
import java.util.List;
import java.util.Locale;
import java.util.Objects;

/**
 * A question that the reader answers before the experiment is run. What one has predicted, right or wrong, one remembers.
 *
 * <pre>{@code
 * Prediction guess = Prediction.ask("How many of ten scores will be the same?", "all", "about half", "none").guess("A");
 * guess.reveal("C", "each run began with other weights")
 * }</pre>
 *
 * <p>Immutable.
 */
public final class Prediction implements Displayable {
    private final String question;
    private final List<String> answers;
    private final int guess;

    private Prediction(String question, List<String> answers, int guess) {
        this.question = question;
        this.answers = answers;
        this.guess = guess;
    }

    /**
     * A question with the answers to choose from, which get the letters A, B, C and so on.
     *
     * @param question what the reader is asked
     * @param answers 2 to 6 answers
     * @return the question, not answered yet
     * @throws IllegalArgumentException if there are fewer than 2 or more than 6 answers
     */
    public static Prediction ask(String question, String... answers) {
        if (answers.length < 2 || answers.length > 6) {
            throw new IllegalArgumentException("a prediction needs 2 to 6 answers, not " + answers.length);
        }
        return new Prediction(Objects.requireNonNull(question, "question"), List.of(answers), -1);
    }

    /**
     * The reader's answer.
     *
     * @param letter one of the answers' letters, small or capital
     * @return the question with this answer
     * @throws IllegalArgumentException if no answer has this letter
     */
    public Prediction guess(String letter) {
        return new Prediction(question, answers, index(letter));
    }

    /**
     * What came out, beside what was predicted.
     *
     * @param letter the letter of the right answer
     * @param because the reason, as the rest of a sentence
     * @return what a notebook shows
     * @throws IllegalArgumentException if no answer has this letter
     */
    public Note reveal(String letter, String because) {
        int right = index(letter);
        String reason = "It is " + named(right) + ": " + because;
        if (guess < 0) {
            return new Note(Note.Mood.OPEN, "You made no prediction. " + reason);
        }
        return guess == right
                ? new Note(Note.Mood.GOOD, "You predicted " + named(guess) + ", and so it is: " + because)
                : new Note(Note.Mood.OPEN, "You predicted " + named(guess) + ". " + reason);
    }

    private int index(String letter) {
        String capital = letter.strip().toUpperCase(Locale.ROOT);
        int index = capital.length() == 1 ? capital.charAt(0) - 'A' : -1;
        if (index < 0 || index >= answers.size()) {
            throw new IllegalArgumentException(
                    "the answers are A to " + letter(answers.size() - 1) + "; there is no '" + letter + "'");
        }
        return index;
    }

    private String named(int index) {
        return letter(index) + " (" + answers.get(index) + ")";
    }

    private static char letter(int index) {
        return (char) ('A' + index);
    }

    /** The question, its answers, and which was chosen. */
    @Override
    public MimeBundle toMimeBundle() {
        var html =
                new StringBuilder("<p><strong>").append(Html.escape(question)).append("</strong></p><ul>");
        for (int i = 0; i < answers.size(); i++) {
            html.append("<li>").append(Html.escape(line(i))).append("</li>");
        }
        return MimeBundle.text(toString())
                .with(MimeBundle.HTML, html.append("</ul>").toString());
    }

    private String line(int index) {
        return letter(index) + ": " + answers.get(index) + (index == guess ? "  ← your prediction" : "");
    }

    /** The question, its answers, and which was chosen. */
    @Override
    public String toString() {
        var text = new StringBuilder(question);
        for (int i = 0; i < answers.size(); i++) {
            text.append("\n  ").append(line(i));
        }
        return text.toString();
    }
}
