package dev.reprise.run;

import java.time.Instant;
import java.util.Objects;

/**
 * One measurement of a metric.
 *
 * <pre>{@code
 * var record = Run.record("xor", java.nio.file.Path.of("target/runs"), run -> run.metric("loss", 0, 0.25));
 * for (MetricPoint point : record.metric("loss")) {
 *     System.out.println(point.step() + " " + point.value());
 * }
 * }</pre>
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
