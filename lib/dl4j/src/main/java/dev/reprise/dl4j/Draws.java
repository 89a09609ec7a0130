package dev.reprise.dl4j;

import java.lang.reflect.Field;
import org.nd4j.linalg.api.rng.Random;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.rng.NativeRandom;

/** Decides what the generator of the calling thread draws next. */
final class Draws {
    private Draws() {}

    /** From here on this thread draws what belongs to the seed, whatever was drawn before. */
    static void from(long seed) {
        Random generator = Nd4j.getRandom();
        generator.setSeed(seed);
        forgetGaussian(generator);
    }

    /** ND4J makes Gaussian scalars in pairs, and keeps the second of a pair when it gets a new seed. */
    private static void forgetGaussian(Random generator) {
        if (generator instanceof NativeRandom && !(generator instanceof RepeatableGenerator)) {
            try {
                Field kept = NativeRandom.class.getDeclaredField("generated");
                kept.setAccessible(true);
                kept.setBoolean(generator, false);
            } catch (ReflectiveOperationException e) {
                throw new IllegalStateException("this version of ND4J keeps its generator's state elsewhere", e);
            }
        }
    }
}
