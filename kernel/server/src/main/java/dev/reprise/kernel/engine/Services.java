package dev.reprise.kernel.engine;

import java.util.List;

/** What running code can ask of the kernel. */
@FunctionalInterface
public interface Services {
    /**
     * Does what is asked. Called on the thread of {@link Engine#execute}, which may be used for more code meanwhile.
     *
     * @param cell the cell whose code asks
     */
    Answer call(long cell, String service, List<String> arguments);

    /** What the code gets. */
    sealed interface Answer {
        /** Null. */
        record Nothing() implements Answer {}

        /** A list of strings. */
        record Values(List<String> values) implements Answer {}

        /** The value of the code that was run last. */
        record LatestValue() implements Answer {}

        /** An exception: that of the code that was run last if it threw one, else one with this message. */
        record Failed(String message) implements Answer {}

        /** An exception: there is no such magic. */
        record UndefinedMagic(String message) implements Answer {}

        /** The cell was stopped. */
        record Interrupted() implements Answer {}
    }
}
