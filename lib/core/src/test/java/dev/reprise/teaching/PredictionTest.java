package dev.reprise.teaching;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.reprise.notebook.MimeBundle;
import org.junit.jupiter.api.Test;

class PredictionTest {
    private final Prediction question = Prediction.ask("How many differ?", "none", "all <ten>");

    @Test
    void theReaderSeesTheQuestionAndTheChoice() {
        assertThat(question.guess("a")).hasToString("How many differ?\n  A: none  ← your prediction\n  B: all <ten>");
        assertThat((String) question.toMimeBundle().data().get(MimeBundle.HTML)).contains("B: all &lt;ten&gt;");
    }

    @Test
    void thePredictionIsComparedWithWhatCameOut() {
        assertThat(question.guess("A").reveal("B", "each began elsewhere"))
                .hasToString("→ You predicted A (none). It is B (all <ten>): each began elsewhere");
        assertThat(question.guess("B").reveal("B", "each began elsewhere").mood())
                .isEqualTo(Note.Mood.GOOD);
        assertThat(question.reveal("B", "each began elsewhere").text()).startsWith("You made no prediction. It is B");
    }

    @Test
    void aLetterThatIsNoAnswerIsRefused() {
        for (String letter : new String[] {"C", "", "AB", "1"}) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> question.guess(letter))
                    .withMessage("the answers are A to B; there is no '" + letter + "'");
        }
        assertThatIllegalArgumentException().isThrownBy(() -> Prediction.ask("Sure?", "yes"));
    }
}
