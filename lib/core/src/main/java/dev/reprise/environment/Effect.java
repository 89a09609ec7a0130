package dev.reprise.environment;

/**
 * What a difference between two environments can do to the results of the same code with the same seeds.
 *
 * <pre>{@code
 * var threads = new EnvironmentCard.Fact("variables", "OMP_NUM_THREADS", "4");
 * System.out.println(threads.effect());      // can change the last bits
 * }</pre>
 */
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
