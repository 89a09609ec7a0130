package dev.reprise.data;

import java.util.random.RandomGenerator;

/**
 * Normally distributed numbers with the same bits on every JVM: the default method of {@link RandomGenerator} uses
 * {@link Math#exp}, which may differ between processors.
 *
 * @see <a href="https://doi.org/10.1137/1006063">Marsaglia and Bray 1964, the polar method</a>
 */
final class Gaussian {
    private Gaussian() {}

    /** One number with mean 0 and standard deviation 1; the second of each pair is thrown away. */
    static double next(RandomGenerator random) {
        while (true) {
            double x = 2 * random.nextDouble() - 1;
            double y = 2 * random.nextDouble() - 1;
            double s = x * x + y * y;
            if (s > 0 && s < 1) {
                return x * Math.sqrt(-2 * StrictMath.log(s) / s);
            }
        }
    }
}
