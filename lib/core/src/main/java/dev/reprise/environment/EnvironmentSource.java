package dev.reprise.environment;

import java.util.List;

/**
 * A library that adds what its own results depend on to every {@link EnvironmentCard}. Found by
 * {@link java.util.ServiceLoader}.
 *
 * <pre>{@code
 * public class BlasSource implements EnvironmentSource {
 *     public List<EnvironmentCard.Fact> facts() {
 *         return List.of(new EnvironmentCard.Fact("BLAS", "threads", "1"));
 *     }
 * }
 * }</pre>
 */
public interface EnvironmentSource {
    /**
     * The facts, at the moment of the call; they count as able to change the last bits. Should be quick, and should not load
     * native code that the program has not loaded itself.
     *
     * @return facts under a topic of the library's own
     */
    List<EnvironmentCard.Fact> facts();
}
