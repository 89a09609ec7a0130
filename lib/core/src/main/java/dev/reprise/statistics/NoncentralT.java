package dev.reprise.statistics;

import org.apache.commons.statistics.distribution.ChiSquaredDistribution;
import org.apache.commons.statistics.distribution.NormalDistribution;

/**
 * Student's t with noncentrality δ, {@code T = (Z + δ) / √(V/ν)}, V chi-squared with ν degrees of freedom: the
 * distribution of the t statistic when there is a difference. Commons Statistics has only the central one.
 */
record NoncentralT(double degreesOfFreedom, double noncentrality) {
    private static final NormalDistribution NORMAL = NormalDistribution.of(0, 1);
    private static final int PANELS = 512;

    /** P(T > t) = ∫ Φ(δ - t s) f(s) ds, f the density of S = √(V/ν); Simpson's rule over all of S but 1e-20. */
    double survival(double t) {
        double nu = degreesOfFreedom;
        var chiSquared = ChiSquaredDistribution.of(nu);
        double spread = 10 / Math.sqrt(2 * nu);
        double low = Math.max(0, 1 - spread);
        double step = (1 + spread - low) / PANELS;
        double sum = 0;
        for (int i = 0; i <= PANELS; i++) {
            double s = low + i * step;
            // At s = 0 the density is 0, but for one degree of freedom, where it is that of |Z|.
            double density = s > 0 ? chiSquared.density(nu * s * s) * 2 * nu * s : nu == 1 ? 2 * NORMAL.density(0) : 0;
            int weight = i == 0 || i == PANELS ? 1 : i % 2 == 1 ? 4 : 2;
            sum += weight * density * NORMAL.cumulativeProbability(noncentrality - t * s);
        }
        return Math.min(1, sum * step / 3);
    }
}
