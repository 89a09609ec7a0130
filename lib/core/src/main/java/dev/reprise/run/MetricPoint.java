package dev.reprise.run;

import java.time.Instant;
import java.util.Objects;

/**
 * One measurement of a metric.
 *
 * @param step when, in iterations or epochs
 * @param value what was measured
 * @param time when, by the clock
 */
public record MetricPoint(long step, double value, Instant time) {
    /** The time must be there. */
    public MetricPoint {
        Objects.requireNonNull(time);
    }
}
