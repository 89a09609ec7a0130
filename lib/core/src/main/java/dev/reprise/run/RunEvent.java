package dev.reprise.run;

import dev.reprise.environment.EnvironmentCard;
import dev.reprise.experiment.Settings;
import dev.reprise.fingerprint.Fingerprint;
import java.nio.file.Path;
import java.time.Instant;

/**
 * Something that a {@link Run} was told, in the order in which it happened; what a {@link RunSink} takes.
 *
 * <pre>{@code
 * var events = new java.util.ArrayList<RunEvent>();
 * Run.record("xor", java.nio.file.Path.of("target/runs"), run -> run.setting("rate", 0.1), events::add);
 * boolean started = events.get(0) instanceof RunEvent.Started;       // true
 * }</pre>
 */
public sealed interface RunEvent {
    /**
     * A run began, or went on after its process had ended.
     *
     * @param name what is run
     * @param id what tells this run from all others
     * @param time when
     * @param host name of the machine
     * @param pid number of the process
     * @param resumed whether it went on
     */
    record Started(String name, String id, Instant time, String host, long pid, boolean resumed) implements RunEvent {}

    /**
     * Hyperparameters; those with a name that was set before are replaced.
     *
     * @param settings values by name
     */
    record Configured(Settings settings) implements RunEvent {}

    /**
     * Where randomness comes from.
     *
     * @param seeds in words, such as {@code Seeds 42/trial[7]}
     * @param master the master seed
     */
    record Seeded(String seeds, long master) implements RunEvent {}

    /**
     * Data that the run uses.
     *
     * @param card what they are; one with the same name is replaced
     */
    record DataUsed(DataCard card) implements RunEvent {}

    /**
     * The environment, as it was when this was written down.
     *
     * @param card the environment; replaces the one before
     */
    record Environment(EnvironmentCard card) implements RunEvent {}

    /**
     * Code that ran.
     *
     * @param cell its name, such as the id of a notebook's cell
     * @param fingerprint digest of its source
     */
    record Code(String cell, Fingerprint fingerprint) implements RunEvent {}

    /**
     * A number that was measured.
     *
     * @param metric its name, such as {@code loss}
     * @param step when, in iterations or epochs
     * @param value any number, NaN and infinities too
     * @param time when, by the clock
     */
    record Measured(String metric, long step, double value, Instant time) implements RunEvent {}

    /**
     * A file that was kept.
     *
     * @param name its path in the folder of artifacts, with {@code /} on every system
     * @param file where it lies
     * @param fingerprint its SHA-256
     * @param bytes its size
     */
    record Kept(String name, Path file, Fingerprint fingerprint, long bytes) implements RunEvent {}

    /**
     * Words about the run.
     *
     * @param name what they are about
     * @param text the words
     */
    record Noted(String name, String text) implements RunEvent {}

    /**
     * The run ended.
     *
     * @param error why it failed; empty if it did not
     * @param time when
     */
    record Ended(String error, Instant time) implements RunEvent {}
}
