package dev.reprise.seeds;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/**
 * One master seed, from which every source of randomness gets a seed or a stream of its own, by name.
 *
 * <pre>{@code
 * Seeds seeds = Seeds.of(42);
 * long init = seeds.seed("init");                               // for a library that wants a number
 * RandomGenerator order = seeds.stream("shuffle", epoch);       // for Java code
 * Seeds fold3 = seeds.child("fold", 3);                         // for a part that names its own sources
 * Seeds other = seeds.with("init", Seeds.of(43));               // another initialisation, all else stands still
 * }</pre>
 *
 * <p>What a name gives depends on the master seed, the name and the indices, and on nothing else: not on what was asked
 * for before, on the thread, the process, the JDK or the machine.
 *
 * <p><b>Derivation.</b> Everything is SHA-256 of the UTF-8 bytes of {@code reprise.seeds.1}, the master seed, one step for
 * each {@link #child} and for the name asked for, one byte for the kind ({@code S} seed, {@code I} int seed, {@code G}
 * generator) and a 32-bit attempt counter. A step is the number of UTF-8 bytes of the name (32 bits), these bytes, the
 * number of indices (32 bits), and the indices. Integers are big-endian, and 64 bits wide unless said otherwise. A
 * generator takes its four words from the 32 bytes of attempt 0; a seed is the first 63 (31) bits after the sign bit of
 * the first attempt that gives a legal seed.
 *
 * <p>Immutable, so it can be shared by threads; a {@link RandomStream} cannot.
 */
public final class Seeds {
    private static final byte[] VERSION = "reprise.seeds.1".getBytes(StandardCharsets.UTF_8);

    private final long master;
    private final byte[] path;
    private final String label;
    private final Map<String, Seeds> sources;

    private Seeds(long master, byte[] path, String label, Map<String, Seeds> sources) {
        this.master = master;
        this.path = path;
        this.label = label;
        this.sources = sources;
    }

    /**
     * The seeds of a master seed.
     *
     * @param master any value; 0 is a master seed like any other, because it is never handed out
     * @return the seeds
     */
    public static Seeds of(long master) {
        return new Seeds(master, new byte[0], "", Collections.emptyMap());
    }

    /**
     * Seeds with a master seed that nobody chose, for showing how much results differ from run to run. Write
     * {@link #master()} down and the run can be repeated after all.
     *
     * @return seeds with another master seed at each call, from the entropy of the operating system
     */
    @Unrepeatable("the one door through which fresh entropy enters, and it can be read back from master()")
    public static Seeds fromEntropy() {
        return of(new SecureRandom().nextLong());
    }

    /**
     * Seeds every generator of this JVM that has a seed, and says which it could not reach and what to do about it.
     * Libraries on the class path take part through {@link SeedTarget}. Code of your own is better served by
     * {@link #stream}: what is seeded here is shared, so it depends on the order of all calls.
     *
     * @param master the master seed
     * @return a table of the sources of randomness
     */
    public static SeedReport everything(long master) {
        return SeedReport.seed(of(master));
    }

    /**
     * The master seed.
     *
     * @return the value given to {@link #of}
     */
    public long master() {
        return master;
    }

    /**
     * A seed for a library that wants a {@code long}.
     *
     * @param name the source of randomness, such as {@code "init"}; not empty
     * @param indices which one of several, such as an epoch or a layer
     * @return a positive number, neither of whose halves is 0 or -1 as an {@code int}: values that some libraries take
     *     for "use the clock", also after a cast
     * @throws IllegalArgumentException if the name is empty
     */
    public long seed(String name, long... indices) {
        var source = source(name);
        for (int attempt = 0; ; attempt++) {
            long seed = source.hash(name, indices, 'S', attempt).getLong() & Long.MAX_VALUE;
            if (isLegal((int) seed) && isLegal((int) (seed >>> 32))) {
                return seed;
            }
        }
    }

    /**
     * A seed for a library that wants an {@code int}.
     *
     * @param name the source of randomness
     * @param indices which one of several
     * @return a positive number
     * @throws IllegalArgumentException if the name is empty
     */
    public int intSeed(String name, long... indices) {
        var source = source(name);
        for (int attempt = 0; ; attempt++) {
            int seed = source.hash(name, indices, 'I', attempt).getInt() & Integer.MAX_VALUE;
            if (isLegal(seed)) {
                return seed;
            }
        }
    }

    /**
     * A generator of its own for one source of randomness, at its beginning.
     *
     * @param name the source of randomness, such as {@code "shuffle"}; not empty
     * @param indices which one of several, such as an epoch
     * @return a new generator; for the same name and indices always one that gives the same numbers
     * @throws IllegalArgumentException if the name is empty
     */
    public RandomStream stream(String name, long... indices) {
        var words = new long[4];
        source(name).hash(name, indices, 'G', 0).asLongBuffer().get(words);
        return RandomStream.of(words);
    }

    /**
     * The seeds of a part: a trial, a fold, a layer. The part can use any names without meeting those of other parts.
     *
     * @param name the kind of part, such as {@code "fold"}; not empty
     * @param indices which part
     * @return seeds that share nothing with these
     * @throws IllegalArgumentException if the name is empty
     */
    public Seeds child(String name, long... indices) {
        var own = source(name);
        if (own != this) {
            return own.child(name, indices);
        }
        byte[] step = step(name, indices);
        byte[] longer = Arrays.copyOf(path, path.length + step.length);
        System.arraycopy(step, 0, longer, path.length, step.length);
        return new Seeds(master, longer, label + "/" + describe(name, indices), Collections.emptyMap());
    }

    /**
     * These seeds, but with one source of randomness taken from elsewhere, so that it can vary while the others stand
     * still: how much of the spread comes from the initialisation alone?
     *
     * <pre>{@code
     * for (int i = 0; i < 10; i++) {
     *     train(seeds.with("init", seeds.child("variant", i)));   // the same shuffles and dropout in all ten
     * }
     * }</pre>
     *
     * @param name the source that varies: every seed, stream and child of that name, with any indices
     * @param from where it comes from
     * @return new seeds
     * @throws IllegalArgumentException if the name is empty
     */
    public Seeds with(String name, Seeds from) {
        var changed = new LinkedHashMap<>(sources);
        changed.put(checked(name), Objects.requireNonNull(from, "from"));
        return new Seeds(master, path, label, Collections.unmodifiableMap(changed));
    }

    private Seeds source(String name) {
        var other = sources.get(checked(name));
        return other == null ? this : other.source(name);
    }

    private static String checked(String name) {
        if (name.isEmpty()) {
            throw new IllegalArgumentException("a source of randomness needs a name, such as \"init\" or \"shuffle\"");
        }
        return name;
    }

    private static boolean isLegal(int half) {
        return half != 0 && half != -1;
    }

    private ByteBuffer hash(String name, long[] indices, char kind, int attempt) {
        try {
            var sha = MessageDigest.getInstance("SHA-256");
            sha.update(VERSION);
            sha.update(ByteBuffer.allocate(Long.BYTES).putLong(master).array());
            sha.update(path);
            sha.update(step(name, indices));
            sha.update((byte) kind);
            sha.update(ByteBuffer.allocate(Integer.BYTES).putInt(attempt).array());
            return ByteBuffer.wrap(sha.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK must have SHA-256", e);
        }
    }

    private static byte[] step(String name, long[] indices) {
        byte[] utf8 = name.getBytes(StandardCharsets.UTF_8);
        var step = ByteBuffer.allocate(2 * Integer.BYTES + utf8.length + Long.BYTES * indices.length);
        step.putInt(utf8.length).put(utf8).putInt(indices.length);
        for (long index : indices) {
            step.putLong(index);
        }
        return step.array();
    }

    private static String describe(String name, long[] indices) {
        return indices.length == 0 ? name : name + Arrays.toString(indices);
    }

    /**
     * The master seed, the part and the sources taken from elsewhere.
     *
     * @return for example {@code Seeds 42/trial[7] with init from Seeds 43}
     */
    @Override
    public String toString() {
        var text = new StringBuilder("Seeds ").append(master).append(label);
        sources.forEach((name, from) ->
                text.append(" with ").append(name).append(" from ").append(from));
        return text.toString();
    }
}
