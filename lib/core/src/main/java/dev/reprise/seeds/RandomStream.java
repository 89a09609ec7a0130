package dev.reprise.seeds;

import java.util.HexFormat;
import java.util.Locale;
import java.util.random.RandomGenerator;
import org.apache.commons.rng.RestorableUniformRandomProvider;
import org.apache.commons.rng.core.RandomProviderDefaultState;
import org.apache.commons.rng.core.source64.L64X128Mix;

/**
 * A {@link RandomGenerator} whose state can be saved and restored.
 *
 * <pre>{@code
 * RandomStream noise = seeds.stream("noise");
 * RandomStream.State before = noise.state();
 * double first = noise.nextGaussian();
 * noise.restore(before);
 * double again = noise.nextGaussian();                      // the same bits
 * }</pre>
 *
 * <p>The algorithm is the JDK's {@code L64X128MixRandom}, bit for bit, with a period of 2<sup>192</sup> - 2<sup>64</sup>.
 * (The JDK's own class cannot give its state away, and before JDK 19 read the bytes of its seed wrongly.) Integers and
 * uniform numbers are made by the default methods of {@link RandomGenerator}, whose arithmetic is exact. Normal and
 * exponential ones are not: those methods use {@link Math#exp}, which may differ between processors and JDKs.
 *
 * <p>Not safe for use by several threads: give each thread a stream of its own.
 *
 * @see <a href="https://doi.org/10.1145/3485525">Steele and Vigna 2021, LXM: better splittable pseudorandom number
 *     generators</a>
 */
public final class RandomStream implements RandomGenerator {
    private final RestorableUniformRandomProvider source;

    private RandomStream(RestorableUniformRandomProvider source) {
        this.source = source;
    }

    /** The generator that starts from these four words: the increment, the congruential and the two xor-shift words. */
    static RandomStream of(long[] words) {
        // Not through RandomSource, which loads every generator there is: that takes longer than many a training.
        return new RandomStream(new L64X128Mix(words));
    }

    /**
     * The generator that goes on from a saved state.
     *
     * @param state from {@link #state()}
     * @return a new generator
     * @throws IllegalArgumentException if it is not the state of a stream
     */
    public static RandomStream from(State state) {
        var stream = of(new long[] {1, 1, 1, 1});
        stream.restore(state);
        return stream;
    }

    @Override
    public long nextLong() {
        return source.nextLong();
    }

    /**
     * A normally distributed number, by the polar method with {@link StrictMath}: the same bits on every JVM. The second
     * number of each pair is thrown away, so that nothing but the state decides the next one.
     *
     * @return a number with mean 0 and standard deviation 1
     * @see <a href="https://doi.org/10.1137/1006063">Marsaglia and Bray 1964, the polar method</a>
     */
    @Override
    public double nextGaussian() {
        while (true) {
            double x = 2 * nextDouble() - 1;
            double y = 2 * nextDouble() - 1;
            double s = x * x + y * y;
            if (s > 0 && s < 1) {
                return x * Math.sqrt(-2 * StrictMath.log(s) / s);
            }
        }
    }

    /**
     * An exponentially distributed number, by inversion with {@link StrictMath}: the same bits on every JVM.
     *
     * @return a number of at least 0, with mean 1
     */
    @Override
    public double nextExponential() {
        return -StrictMath.log(1 - nextDouble());
    }

    /**
     * Where this generator stands.
     *
     * @return a value that can be kept in a file
     */
    public State state() {
        var state = (RandomProviderDefaultState) source.saveState();
        return new State(HexFormat.of().formatHex(state.getState()));
    }

    /**
     * Goes back, or on, to a saved state.
     *
     * @param state from {@link #state()} of this or another stream
     */
    public void restore(State state) {
        source.restoreState(new RandomProviderDefaultState(state.bytes()));
    }

    /**
     * The state of a {@link RandomStream}.
     *
     * @param hex the bytes of the state as lower-case hexadecimal digits
     */
    public record State(String hex) {
        private static final int BYTES =
                RandomStream.of(new long[] {1, 1, 1, 1}).state().hex.length() / 2;

        /**
         * Checks that the text can be a state.
         *
         * @throws IllegalArgumentException if it cannot
         */
        public State {
            if (!hex.matches("[0-9a-f]+")) {
                throw new IllegalArgumentException("not the state of a random stream: '" + hex + "'");
            }
        }

        private byte[] bytes() {
            if (hex.length() != 2 * BYTES) {
                throw new IllegalArgumentException(String.format(
                        Locale.ROOT,
                        "the state of a random stream has %d hexadecimal digits, not %d: '%s'",
                        2 * BYTES,
                        hex.length(),
                        hex));
            }
            return HexFormat.of().parseHex(hex);
        }
    }
}
