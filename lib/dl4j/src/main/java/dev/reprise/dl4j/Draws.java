package dev.reprise.dl4j;

import java.lang.reflect.Field;
import org.nd4j.linalg.api.rng.Random;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.rng.NativeRandom;

/** Decides what the generator of the calling thread draws next. */
final class Draws {
    private static final Field HAS_GAUSSIAN = field("generated");
    private static final Field GAUSSIAN = field("z1");

    private Draws() {}

    /** From here on this thread draws what belongs to the seed, whatever was drawn before. */
    static void from(long seed) {
        Random generator = Nd4j.getRandom();
        generator.setSeed(seed);
        keepGaussian(generator, null);
    }

    /** Where the generator of this thread stands. */
    static State state() {
        Random generator = Nd4j.getRandom();
        return new State(generator.rootState(), generator.nodeState(), keptGaussian(generator));
    }

    /** This thread goes on from a state, which may be that of another thread. */
    static void from(State state) {
        Random generator = Nd4j.getRandom();
        generator.setStates(state.root(), state.node());
        keepGaussian(generator, state.gaussian());
    }

    /**
     * The state of an ND4J generator.
     *
     * @param root what the seed decided
     * @param node how far it has come
     * @param gaussian the second of a pair of Gaussian scalars, made and not yet given out, or null
     */
    record State(long root, long node, Double gaussian) {}

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
