package dev.reprise.dl4j;

import java.lang.reflect.Field;
import org.nd4j.linalg.api.rng.Random;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.rng.NativeRandom;

/**
 * Where ND4J's generator of one thread stands.
 *
 * <pre>{@code
 * GeneratorState before = GeneratorState.capture();
 * INDArray first = Nd4j.randn(3, 3);
 * before.restore();                          // in this thread or another
 * INDArray again = Nd4j.randn(3, 3);         // the same bits
 * }</pre>
 *
 * <p>Networks made by {@link Seeded} need no saved state, because their numbers are functions of the position.
 *
 * @param root what the seed decided
 * @param node how far the generator has come
 * @param gaussian the second of a pair of Gaussian scalars, made and not yet given out, or null
 */
public record GeneratorState(long root, long node, Double gaussian) {
    private static final Field HAS_GAUSSIAN = field("generated");
    private static final Field GAUSSIAN = field("z1");

    /**
     * The state of the calling thread's generator.
     *
     * @return all of it
     */
    public static GeneratorState capture() {
        Random generator = Nd4j.getRandom();
        return new GeneratorState(generator.rootState(), generator.nodeState(), keptGaussian(generator));
    }

    /** Lets the calling thread's generator go on from this state. */
    public void restore() {
        Random generator = Nd4j.getRandom();
        generator.setStates(root, node);
        keepGaussian(generator, gaussian);
    }

    /** From here on the calling thread draws what belongs to the seed, whatever was drawn before. */
    static void seed(long seed) {
        Random generator = Nd4j.getRandom();
        generator.setSeed(seed);
        keepGaussian(generator, null);
    }

    private static Double keptGaussian(Random generator) {
        try {
            return generator instanceof NativeRandom && HAS_GAUSSIAN.getBoolean(generator)
                    ? GAUSSIAN.getDouble(generator)
                    : null;
        } catch (IllegalAccessException e) {
            throw new IllegalStateException(e);
        }
    }

    /** ND4J makes Gaussian scalars in pairs, and would keep the second of a pair even when it gets a new seed. */
    private static void keepGaussian(Random generator, Double gaussian) {
        if (generator instanceof NativeRandom) {
            try {
                HAS_GAUSSIAN.setBoolean(generator, gaussian != null);
                if (gaussian != null) {
                    GAUSSIAN.setDouble(generator, gaussian);
                }
            } catch (IllegalAccessException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    private static Field field(String name) {
        try {
            Field field = NativeRandom.class.getDeclaredField(name);
            field.setAccessible(true);
            return field;
        } catch (NoSuchFieldException e) {
            throw new IllegalStateException("this version of ND4J keeps the state of its generator elsewhere", e);
        }
    }
}
