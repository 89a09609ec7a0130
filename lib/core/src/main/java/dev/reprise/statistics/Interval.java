package dev.reprise.statistics;

import static dev.reprise.display.TextTable.number;

import java.util.Locale;

/**
 * An interval estimate: where a quantity lies, at a confidence level.
 *
 * <pre>{@code
 * Interval interval = Summary.of(losses).meanInterval();
 * interval.contains(0.05);
 * interval.width();
 * }</pre>
 *
 * @param low the lower limit, at most {@code high}; NaN together with {@code high} if the data cannot give an interval
 * @param high the upper limit
 * @param level the confidence level, between 0 and 1 (exclusive), such as 0.95
 */
public record Interval(double low, double high, double level) {
    /**
     * Checks the order of the limits and the level.
     *
     * @throws IllegalArgumentException if {@code low > high} or the level is not between 0 and 1
     */
    public Interval {
        if (low > high || Double.isNaN(low) != Double.isNaN(high)) {
            throw new IllegalArgumentException("not an interval: from " + low + " to " + high);
        }
        if (!(level > 0 && level < 1)) {
            throw new IllegalArgumentException("a confidence level lies between 0 and 1, such as 0.95, not " + level);
        }
    }

    static Interval unknown(double level) {
        return new Interval(Double.NaN, Double.NaN, level);
    }

    /**
     * Whether the data could give an interval at all; one run alone cannot.
     *
     * @return false if the limits are NaN
     */
    public boolean isKnown() {
        return !Double.isNaN(low);
    }

    /**
     * Whether a value lies in the interval, limits included.
     *
     * @param value any number
     * @return false also if the interval is not known
     */
    public boolean contains(double value) {
        return low <= value && value <= high;
    }

    /**
     * The distance between the limits.
     *
     * @return {@code high - low}
     */
    public double width() {
        return high - low;
    }

    /** For example {@code 95% [0.0174, 0.0831]}. */
    @Override
    public String toString() {
        String percent = String.format(Locale.ROOT, "%s%%", number(100 * level));
        return isKnown() ? percent + " [" + number(low) + ", " + number(high) + "]" : percent + " [unknown]";
    }
}
