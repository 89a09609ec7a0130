package dev.reprise.dl4j;

import dev.reprise.seeds.Seeds;
import dev.reprise.seeds.Unrepeatable;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.function.LongSupplier;
import org.nd4j.linalg.cpu.nativecpu.rng.CpuNativeRandom;

/**
 * ND4J's generator for one thread, without its traps: the seed 0 and a seed made of an {@code int[]} would mean the clock, a
 * configuration without a seed brings the clock itself, and the second half of a Gaussian pair would outlive a new seed.
 * Otherwise it gives the same numbers as the original.
 */
final class RepeatableGenerator extends CpuNativeRandom {
    /** For what the user means by a seed that ND4J does not take, whatever the master seed. */
    private static final Seeds MEANT = Seeds.of(0);

    private static final long MINUTE = 60_000;

    private final LongSupplier insteadOfClock;

    RepeatableGenerator(long seed, LongSupplier insteadOfClock) {
        super(seed);
        this.insteadOfClock = insteadOfClock;
    }

    @Override
    public void setSeed(int[] seed) {
        setSeed(MEANT.seed("int[]", Arrays.stream(seed).asLongStream().toArray()));
    }

    @Override
    public void setSeed(long seed) {
        if (seed == 0) {
            super.setSeed(MEANT.seed("zero"));
        } else if (isClock(seed)) {
            super.setSeed(insteadOfClock.getAsLong());
        } else {
            super.setSeed(seed);
        }
        generated = false;
    }

    @Override
    public void reSeed() {
        setSeed(insteadOfClock.getAsLong());
    }

    /** Whether a seed can be the time of day at some moment since this JVM started, in milliseconds. */
    @Unrepeatable("recognises seeds that come from the clock, in order to replace them")
    static boolean isClock(long seed) {
        return seed > ManagementFactory.getRuntimeMXBean().getStartTime() - MINUTE
                && seed < System.currentTimeMillis() + MINUTE;
    }
}
