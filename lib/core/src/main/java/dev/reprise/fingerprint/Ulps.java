package dev.reprise.fingerprint;

/**
 * How many floating-point numbers lie between two: the distance in units in the last place.
 *
 * <pre>{@code
 * long one = Ulps.NUMERIC.between(1.0, Math.nextUp(1.0));       // 1
 * long none = Ulps.NUMERIC.between(0.0, -0.0);                  // 0
 * long zeros = Ulps.BITWISE.between(0.0, -0.0);                 // 1
 * }</pre>
 *
 * <p>The numbers of one type are numbered in ascending order; the distance is the difference of two such numbers. It is
 * {@link #UNBOUNDED} between NaN and a number, and between an infinity and anything else: those are no rounding errors.
 *
 * @see <a href="https://randomascii.wordpress.com/2012/02/25/comparing-floating-point-numbers-2012-edition/">Dawson 2012,
 *     comparing floating-point numbers</a>
 */
public enum Ulps {
    /** What arithmetic can see: 0.0 equals -0.0, and every NaN equals every other. */
    NUMERIC,
    /** Every bit counts: 0.0 and -0.0 are neighbours, and NaNs with different bits are not the same. */
    BITWISE;

    /** A distance that no rounding explains; also stands for distances that do not fit into a {@code long}. */
    public static final long UNBOUNDED = Long.MAX_VALUE;

    /**
     * Distance of two numbers of type {@code double}.
     *
     * @param a any number
     * @param b any number
     * @return 0 if they are the same, else a positive number, at most {@link #UNBOUNDED}
     */
    public long between(double a, double b) {
        long bitsA = Double.doubleToRawLongBits(a);
        long bitsB = Double.doubleToRawLongBits(b);
        if (bitsA == bitsB) {
            return 0;
        }
        if (!Double.isFinite(a) || !Double.isFinite(b)) {
            return this == NUMERIC && Double.isNaN(a) && Double.isNaN(b) ? 0 : UNBOUNDED;
        }
        return distance(place(bitsA, Long.MIN_VALUE), place(bitsB, Long.MIN_VALUE));
    }

    /**
     * Distance of two numbers of type {@code float}.
     *
     * @param a any number
     * @param b any number
     * @return 0 if they are the same, else a positive number, at most {@link #UNBOUNDED}
     */
    public long between(float a, float b) {
        int bitsA = Float.floatToRawIntBits(a);
        int bitsB = Float.floatToRawIntBits(b);
        if (bitsA == bitsB) {
            return 0;
        }
        if (!Float.isFinite(a) || !Float.isFinite(b)) {
            return this == NUMERIC && Float.isNaN(a) && Float.isNaN(b) ? 0 : UNBOUNDED;
        }
        return distance(place(bitsA, Integer.MIN_VALUE), place(bitsB, Integer.MIN_VALUE));
    }

    /** Position in ascending order: 0.0 is at 0, and -0.0 at 0 or, if every bit counts, at -1. */
    private long place(long bits, long signBit) {
        if (bits >= 0) {
            return bits;
        }
        long magnitude = bits - signBit;
        return this == NUMERIC ? -magnitude : -magnitude - 1;
    }

    private static long distance(long a, long b) {
        if (a < 0 == b < 0) {
            return Math.abs(a - b);
        }
        long sum = Math.abs(a) + Math.abs(b);
        return sum < 0 ? UNBOUNDED : sum;
    }
}
