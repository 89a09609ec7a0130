package dev.reprise.experiment;

import dev.reprise.seeds.Seeds;

/**
 * What an {@link Experiment} repeats: a function from seeds and settings to a result.
 *
 * <p>It promises to take all randomness from the seeds and to leave nothing behind that the next trial could see. Then its
 * result is the same in any order, thread and process.
 *
 * <p>A lambda is enough for trials in this JVM. For fresh JVMs write a class with a constructor without parameters.
 *
 * <pre>{@code
 * Trial trial = (seeds, settings) -> Result.of("mse", train(seeds.seed("init")));
 * }</pre>
 */
@FunctionalInterface
public interface Trial {
    /**
     * Runs once.
     *
     * @param seeds where all randomness of this trial comes from
     * @param settings what a sweep varies
     * @return what came out
     * @throws Exception for any reason; the trial is then recorded as failed, and the others go on
     */
    Result run(Seeds seeds, Settings settings) throws Exception;
}
