package dev.reprise.dl4j;

import dev.reprise.seeds.Seeds;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.nd4j.linalg.api.rng.Random;
import org.nd4j.linalg.cpu.nativecpu.rng.CpuNativeRandom;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.factory.RandomFactory;

/**
 * Gives every thread a generator of its own that is seeded from a master seed, where ND4J's own factory seeds from the clock:
 * those that exist when it is installed, and those that are started later. Threads are told apart by the order in which they
 * first draw, beginning with the one that installed this.
 */
final class ThreadGenerators extends RandomFactory {
    private final Seeds seeds;
    private final AtomicLong threads = new AtomicLong();
    private final ThreadLocal<Random> generators = ThreadLocal.withInitial(this::next);

    private ThreadGenerators(Seeds seeds) {
        super(CpuNativeRandom.class);
        this.seeds = seeds;
    }

    /** Replaces ND4J's factory; the calling thread becomes thread 0. */
    static void install(Seeds seeds) {
        var generators = new ThreadGenerators(seeds);
        generators.getRandom();
        Nd4j.randomFactory = generators;
    }

    @Override
    public Random getRandom() {
        return generators.get();
    }

    @Override
    public Random getNewRandomInstance() {
        return getNewRandomInstance(getRandom().nextLong());
    }

    private Random next() {
        long thread = threads.getAndIncrement();
        var unseeded = new LongSupplier() {
            private long count;

            @Override
            public long getAsLong() {
                return seeds.seed("nd4j unseeded", thread, count++);
            }
        };
        return new RepeatableGenerator(seeds.seed("nd4j", thread), unseeded);
    }
}
