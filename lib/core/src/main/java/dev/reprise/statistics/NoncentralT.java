package dev.reprise.statistics;

import java.util.function.DoubleUnaryOperator;
import org.apache.commons.statistics.distribution.ChiSquaredDistribution;
import org.apache.commons.statistics.distribution.NormalDistribution;

/**
 * Student's t with noncentrality δ, {@code T = (Z + δ) / √(V/ν)}, V chi-squared with ν degrees of freedom: the
 * distribution of the t statistic when there is a difference. Commons Statistics has only the central one.
 */
record NoncentralT(double degreesOfFreedom, double noncentrality) {
    private static final NormalDistribution NORMAL = NormalDistribution.of(0, 1);
    private static final int PANELS = 1024;
    /** Beyond it a standard normal has a mass of 1e-19. */
    private static final double FAR = 9;

    /**
     * P(T > t) for t > 0, with S = √(V/ν): the integral over whichever of Z and S varies more slowly than the other's
     * distribution function, so that no step of the rule jumps over a rise.
     */
    double survival(double t) {
        double spread = 1 / Math.sqrt(2 * degreesOfFreedom);
        double sum = t * spread > 1 ? overNormal(t) : overScale(t, spread);
        return Math.max(0, Math.min(1, sum));
    }

    /** ∫ φ(z) P(S < (z + δ) / t) dz */
    private double overNormal(double t) {
        double nu = degreesOfFreedom;
        var chiSquared = ChiSquaredDistribution.of(nu);
        return simpson(Math.max(-noncentrality, -FAR), FAR, z -> {
            double s = (z + noncentrality) / t;
            return NORMAL.density(z) * chiSquared.cumulativeProbability(nu * s * s);
        });
    }

    /** ∫ f(s) Φ(δ - t s) ds, f the density of S. */
    private double overScale(double t, double spread) {
        double nu = degreesOfFreedom;
        var chiSquared = ChiSquaredDistribution.of(nu);
        return simpson(Math.max(0, 1 - 10 * spread), 1 + 10 * spread, s -> {
            // At s = 0 the density is 0, but for one degree of freedom, where it is that of |Z|.
            double density = s > 0 ? chiSquared.density(nu * s * s) * 2 * nu * s : nu == 1 ? 2 * NORMAL.density(0) : 0;
            return density * NORMAL.cumulativeProbability(noncentrality - t * s);
        });
    }

    private static double simpson(double low, double high, DoubleUnaryOperator f) {
        if (low >= high) {
            return 0;
        }
        double step = (high - low) / PANELS;
        double sum = f.applyAsDouble(low) + f.applyAsDouble(high);
        for (int i = 1; i < PANELS; i++) {
            sum += (i % 2 == 1 ? 4 : 2) * f.applyAsDouble(low + i * step);
        }
        return sum * step / 3;
    }
}
