package dev.reprise.dl4j;

import dev.reprise.seeds.SeedReport.Row;
import dev.reprise.seeds.SeedTarget;
import dev.reprise.seeds.Seeds;
import java.util.List;
import org.nd4j.linalg.cpu.nativecpu.rng.CpuNativeRandom;
import org.nd4j.linalg.factory.Nd4j;

/**
 * ND4J as {@link Seeds#everything} reaches it: on every thread, and in configurations that name no seed.
 *
 * <pre>{@code
 * Seeds.everything(42);
 * INDArray noise = Nd4j.randn(3, 3);                              // the same in every run
 * var unseeded = new MultiLayerNetwork(configuration);            // the configuration names no seed
 * unseeded.init();                                                // the same weights in every run
 * }</pre>
 *
 * <p>Needed only for code that you do not seed by hand: what {@link Seeded} makes has its own streams and does not depend on
 * the order of calls.
 */
public final class Nd4jSeeds implements SeedTarget {
    /** For {@link java.util.ServiceLoader}. */
    public Nd4jSeeds() {}

    @Override
    public List<Row> seed(Seeds seeds) {
        return List.of(
                generators(seeds),
                Row.notSeeded(
                        "DataSet.shuffle()",
                        "takes the clock, and not every order can come out; use Seeded.shuffle or Seeded.batches"),
                Row.notSeeded(
                        "Nd4j.shuffle, MultiDataSet.shuffle",
                        "make a generator of their own; use Seeded.shuffle or Seeded.batches"),
                Row.notSeeded(
                        "ND4J's custom random operations",
                        "do not move the generator on: two calls in a row give the same numbers; random_gamma keeps a"
                                + " counter that no seed resets; use Nd4j.rand and Nd4j.randn"));
    }

    private static Row generators(Seeds seeds) {
        String source = "ND4J and Deeplearning4j";
        if (Nd4j.getRandom() instanceof CpuNativeRandom) {
            ThreadGenerators.install(seeds);
            return Row.seeded(
                    source,
                    "all threads, in the order in which they first draw; networks without a seed too;"
                            + " better: Seeded.network(configuration, seeds)");
        }
        Nd4j.getRandom().setSeed(seeds.seed("nd4j", 0));
        return Row.seeded(source, "only this thread, because the backend is not ND4J's own for CPUs");
    }
}
