package dev.reprise.notebook;

import java.util.Arrays;
import java.util.Locale;

/** How long code takes, by running it often: what {@code %timeit} does. */
public final class Timing {
    private static final long ENOUGH_NANOS = 200_000_000L;
    private static final int MOST_LOOPS = 1_000_000_000;

    /** Keeps the JIT from dropping code whose value nobody uses. */
    private static volatile Object sink;

    private Timing() {}

    /** The code that is timed. */
    @FunctionalInterface
    public interface Body {
        /** @return anything; it only keeps the code from being optimised away */
        Object run() throws Exception;
    }

    /**
     * Times code and says the result: "1.23 µs ± 45 ns per loop (mean ± std. dev. of 7 runs, 1,000,000 loops each)".
     *
     * @param loops how often the code runs in one run; 0 for as often as takes 0.2 seconds
     * @param runs how many runs there are, at least 1
     */
    public static String timeit(Body body, int loops, int runs) throws Exception {
        int count = loops > 0 ? loops : enough(body);
        var perLoop = new double[Math.max(1, runs)];
        for (int i = 0; i < perLoop.length; i++) {
            perLoop[i] = (double) nanos(body, count) / count;
        }
        double mean = Arrays.stream(perLoop).average().orElseThrow();
        double deviation = Math.sqrt(Arrays.stream(perLoop)
                .map(nanos -> (nanos - mean) * (nanos - mean))
                .average()
                .orElseThrow());
        return String.format(
                Locale.ROOT,
                "%s ± %s per loop (mean ± std. dev. of %d run%s, %,d loop%s each)",
                duration(mean),
                duration(deviation),
                perLoop.length,
                perLoop.length == 1 ? "" : "s",
                count,
                count == 1 ? "" : "s");
    }

    /** A duration in the unit in which it reads best: "1.23 µs". */
    public static String duration(double nanos) {
        String[] units = {"ns", "µs", "ms", "s"};
        double value = nanos;
        int unit = 0;
        while (value >= 1000 && unit < units.length - 1) {
            value /= 1000;
            unit++;
        }
        return String.format(
                Locale.ROOT, value < 10 ? "%.2f %s" : value < 100 ? "%.1f %s" : "%.0f %s", value, units[unit]);
    }

    private static int enough(Body body) throws Exception {
        int loops = 1;
        while (nanos(body, loops) < ENOUGH_NANOS && loops < MOST_LOOPS) {
            loops *= 10;
        }
        return loops;
    }

    private static long nanos(Body body, int loops) throws Exception {
        long started = System.nanoTime();
        for (int i = 0; i < loops; i++) {
            sink = body.run();
        }
        return System.nanoTime() - started;
    }
}
