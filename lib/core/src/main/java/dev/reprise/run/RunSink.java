package dev.reprise.run;

/**
 * A place that follows runs: plain files are one, a tracking server can be another.
 *
 * <pre>{@code
 * RunSink losses = event -> {
 *     if (event instanceof RunEvent.Measured measured) {
 *         System.out.println(measured.metric() + " " + measured.value());
 *     }
 * };
 * Run.record("xor", java.nio.file.Path.of("target/runs"), run -> run.metric("loss", 0, 0.25), losses);
 * }</pre>
 */
@FunctionalInterface
public interface RunSink {
    /**
     * Takes an event. Called by one thread at a time, in the order of the events.
     *
     * @param event what happened
     * @throws Exception if it cannot be taken now. The run goes on; the event, and those after it, are offered again at the
     *     next one and at the end
     */
    void accept(RunEvent event) throws Exception;
}
