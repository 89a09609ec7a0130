package dev.reprise.dl4j.lint;

import java.util.Objects;

/**
 * One thing that will not repeat.
 *
 * <pre>{@code
 * for (Finding finding : Lint.of(network, iterator).findings()) {
 *     System.out.println(finding.what() + ": " + finding.remedy());
 * }
 * }</pre>
 *
 * @param effect how bad it is
 * @param where which of the things looked at, such as {@code configuration} or the name of an operation
 * @param what it does
 * @param measured what was seen, with Deeplearning4j 1.0.0-M2.1
 * @param remedy what to do instead
 */
public record Finding(Effect effect, String where, String what, String measured, String remedy) {
    /** Checks that nothing is missing. */
    public Finding {
        Objects.requireNonNull(effect);
        Objects.requireNonNull(where);
        Objects.requireNonNull(what);
        Objects.requireNonNull(measured);
        Objects.requireNonNull(remedy);
    }

    /** How bad a finding is, worst first. */
    public enum Effect {
        /** The JVM dies or hangs. */
        CRASHES("crashes or hangs"),
        /** Other bits in every run, whatever was seeded. */
        VARIES("varies from run to run"),
        /** Repeats only as long as something stands still that is easily changed. */
        DEPENDS("depends on more than the seeds");

        private final String words;

        Effect(String words) {
            this.words = words;
        }

        /** For people. */
        @Override
        public String toString() {
            return words;
        }
    }
}
