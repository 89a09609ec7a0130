package dev.reprise.teaching;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reprise.notebook.MimeBundle;
import org.junit.jupiter.api.Test;

class ExerciseTest {
    private final Exercise<double[]> exercise = Exercise.<double[]>named("Exercise 1")
            .hints("look", "closer")
            .requires("there are two numbers", numbers -> numbers.length == 2)
            .requires("the second is larger", numbers -> numbers[1] > numbers[0])
            .solvedBy("double[] answer = {1, 2};");

    @Test
    void anUntouchedExerciseIsNeitherRightNorWrong() {
        assertThat(exercise.check(null).mood()).isEqualTo(Note.Mood.OPEN);
        assertThat(exercise.check(null).text()).contains("not attempted");
    }

    @Test
    void aWrongAnswerIsToldTheFirstThingThatItLacks() {
        assertThat(exercise.check(new double[3]))
                .hasToString("✗ Exercise 1: not yet. This should be true: there are two numbers.");
        assertThat(exercise.check(new double[] {2, 1}).text()).contains("the second is larger");
    }

    @Test
    void aRightAnswerIsCorrect() {
        assertThat(exercise.check(new double[] {1, 2})).hasToString("✓ Exercise 1: correct.");
    }

    @Test
    void anAnswerThatCannotBeLookedAtIsWrongAndThrowsNothing() {
        var careless =
                Exercise.<String>named("Exercise 2").requires("it is a number", text -> Double.parseDouble(text) > 0);
        assertThat(careless.check("one").mood()).isEqualTo(Note.Mood.BAD);
        assertThat(careless.check("one").text()).contains("it is a number").contains("NumberFormatException");
    }

    @Test
    void hintsComeOneAfterTheOther() {
        assertThat(exercise.hint().text()).isEqualTo("Hint 1 of 2: look");
        assertThat(exercise.hint().text()).isEqualTo("Hint 2 of 2: closer");
        assertThat(exercise.hint().text()).isEqualTo("Hint 2 of 2: closer");
        assertThat(exercise.hint(1).text()).isEqualTo("Hint 1 of 2: look");
        assertThat(Exercise.named("Exercise 2").hint().text()).isEqualTo("Exercise 2 has no hints.");
    }

    @Test
    void theSolutionIsShownAsCode() {
        var bundle = exercise.solution().toMimeBundle();
        assertThat(bundle.data().get(MimeBundle.TEXT)).isEqualTo("double[] answer = {1, 2};");
        assertThat((String) bundle.data().get(MimeBundle.HTML)).startsWith("<pre><code>");
    }
}
