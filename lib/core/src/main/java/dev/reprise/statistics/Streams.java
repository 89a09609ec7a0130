package dev.reprise.statistics;

import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.simple.RandomSource;

/** One random stream for each replicate, a function of seed and replicate alone: no thread and no order enters. */
final class Streams {
    private Streams() {}

    static UniformRandomProvider stream(long seed, long replicate) {
        return RandomSource.XO_SHI_RO_256_PP.create(new long[] {
            mix(seed), mix(seed ^ mix(replicate)), mix(mix(seed) + replicate), mix(~seed + mix(~replicate))
        });
    }

    /** SplitMix64's finalizer (Steele, Lea and Flood 2014), which spreads neighbouring numbers over all 64 bits. */
    private static long mix(long z) {
        z += 0x9e3779b97f4a7c15L;
        z = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
        z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
        return z ^ (z >>> 31);
    }
}
