package dev.reprise.environment;

/** What a difference between two environments can do to the results of the same code with the same seeds. */
public enum Effect {
    /** Other results: other code ran, or text was read, sorted or printed in another way. */
    RESULTS("can change results"),
    /** The same computation, rounded in another way: the last bits differ, and training makes more of it. */
    BITS("can change the last bits"),
    /** No number depends on it, though time and memory may. */
    NOTHING("changes no number");

    private final String words;

    Effect(String words) {
        this.words = words;
    }

    /** In words, such as {@code can change the last bits}. */
    @Override
    public String toString() {
        return words;
    }
}
