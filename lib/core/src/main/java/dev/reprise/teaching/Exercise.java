package dev.reprise.teaching;

import dev.reprise.notebook.Displayable;
import dev.reprise.notebook.Html;
import dev.reprise.notebook.MimeBundle;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Predicate;

/**
 * A task with hints, a check and a solution.
 *
 * <pre>{@code
 * Exercise<Integer> dice = Exercise.<Integer>named("Exercise 1")
 *         .hints("How many pips has a die?", "Six.")
 *         .requires("the answer is between 1 and 6", pips -> pips >= 1 && pips <= 6)
 *         .solvedBy("Integer answer = 6;");
 * dice.hint();
 * dice.check(null);   // not attempted yet
 * dice.check(6);      // correct
 * }</pre>
 *
 * @param <T> what the reader's answer is
 */
public final class Exercise<T> implements Displayable {
    private record Requirement<T>(String text, Predicate<? super T> holds) {}

    private final String name;
    private final List<Requirement<T>> requirements = new ArrayList<>();
    private List<String> hints = List.of();
    private String solution = "";
    private int hintsGiven;

    private Exercise(String name) {
        this.name = Objects.requireNonNull(name, "name");
    }

    /**
     * A new exercise.
     *
     * @param <T> what the reader's answer is
     * @param name what the chapter calls it
     * @return an exercise without hints, requirements or a solution
     */
    public static <T> Exercise<T> named(String name) {
        return new Exercise<>(name);
    }

    /**
     * The hints, from gentle to plain.
     *
     * @param texts the hints in their order
     * @return this exercise
     */
    public Exercise<T> hints(String... texts) {
        hints = List.of(texts);
        return this;
    }

    /**
     * One more thing that a right answer fulfils.
     *
     * @param text what is required, as a statement that is true of a right answer; it is shown when it does not hold
     * @param holds decides; called only with answers that are not null and fulfil all earlier requirements
     * @return this exercise
     */
    public Exercise<T> requires(String text, Predicate<? super T> holds) {
        requirements.add(new Requirement<>(text, Objects.requireNonNull(holds)));
        return this;
    }

    /**
     * A way to solve it.
     *
     * @param code Java, as it would stand in a cell
     * @return this exercise
     */
    public Exercise<T> solvedBy(String code) {
        solution = code.strip();
        return this;
    }

    /**
     * The next hint; after the last one, the last one again.
     *
     * @return what a notebook shows
     */
    public Note hint() {
        hintsGiven = Math.min(hintsGiven + 1, hints.size());
        return hint(hintsGiven);
    }

    /**
     * A certain hint.
     *
     * @param number from 1
     * @return what a notebook shows
     */
    public Note hint(int number) {
        if (number < 1 || number > hints.size()) {
            return new Note(Note.Mood.OPEN, name + " has " + (hints.isEmpty() ? "no" : hints.size()) + " hints.");
        }
        return new Note(Note.Mood.OPEN, "Hint " + number + " of " + hints.size() + ": " + hints.get(number - 1));
    }

    /**
     * Whether an answer is right, and if not, what it lacks. Never throws.
     *
     * @param answer the reader's answer; null where nothing was tried
     * @return what a notebook shows
     */
    public Note check(T answer) {
        if (answer == null) {
            return new Note(Note.Mood.OPEN, name + ": not attempted yet. Replace the null, or ask for a hint.");
        }
        for (Requirement<T> requirement : requirements) {
            try {
                if (!requirement.holds.test(answer)) {
                    return new Note(Note.Mood.BAD, name + ": not yet. This should be true: " + requirement.text + ".");
                }
            } catch (RuntimeException e) {
                return new Note(
                        Note.Mood.BAD,
                        name + ": not yet. This should be true: " + requirement.text
                                + ". Looking at the answer failed: " + e + ".");
            }
        }
        return new Note(Note.Mood.GOOD, name + ": correct.");
    }

    /**
     * The solution.
     *
     * @return what a notebook shows
     */
    public Displayable solution() {
        return () -> MimeBundle.text(solution)
                .with(MimeBundle.HTML, "<pre><code>" + Html.escape(solution) + "</code></pre>");
    }

    /** The name, and how to get on. */
    @Override
    public MimeBundle toMimeBundle() {
        return MimeBundle.text(toString());
    }

    /** The name, and how to get on. */
    @Override
    public String toString() {
        return name + ": check(answer), hint() or solution()";
    }
}
