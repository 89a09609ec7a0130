package dev.reprise.seeds;

import java.util.List;

/**
 * A library with random state of its own that {@link Seeds#everything} is to seed. Found by
 * {@link java.util.ServiceLoader}: name the implementation in {@code META-INF/services/dev.reprise.seeds.SeedTarget}.
 *
 * <pre>{@code
 * public final class NoiseLibrarySeeds implements SeedTarget {
 *     public List<SeedReport.Row> seed(Seeds seeds) {
 *         NoiseLibrary.setSeed(seeds.seed("noise-library"));
 *         return List.of(SeedReport.Row.seeded("NoiseLibrary", "all threads"));
 *     }
 * }
 * }</pre>
 */
@FunctionalInterface
public interface SeedTarget {
    /**
     * Seeds what can be seeded.
     *
     * @param seeds where seeds come from; use names that begin with the name of the library
     * @return one row for each source of randomness, with those that could not be reached
     */
    List<SeedReport.Row> seed(Seeds seeds);
}
