package dev.reprise.dl4j;

import dev.reprise.seeds.Seeds;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * A network whose initial weights and whose noise in each iteration are functions of seeds. Made by {@link Seeded#network},
 * and used like any other.
 *
 * <pre>{@code
 * MultiLayerNetwork network = Seeded.network(configuration, seeds);
 * MultiLayerNetwork copy = network.clone();        // is seeded in the same way, and trains on like the original
 * }</pre>
 */
@SuppressWarnings(
        "overrides") // Deeplearning4j's own: one of its methods takes an array where its interface has varargs
public final class SeededNetwork extends MultiLayerNetwork {
    /** Where the randomness comes from. */
    final Seeds seeds;

    SeededNetwork(MultiLayerConfiguration configuration, Seeds seeds) {
        super(configuration);
        this.seeds = seeds;
    }

    /** The same weights, state of the updater and counters, from here on with these seeds. */
    static SeededNetwork copyOf(MultiLayerNetwork network, Seeds seeds) {
        var copy = new SeededNetwork(network.getLayerWiseConfigurations().clone(), seeds);
        copy.init(network.params(), true);
        INDArray updaterState = network.getUpdater().getStateViewArray();
        if (updaterState != null) {
            copy.getUpdater().setStateViewArray(copy, updaterState.dup(), false);
        }
        return copy;
    }

    /** Here each iteration begins, before any layer draws. */
    @Override
    public void computeGradientAndScore() {
        GeneratorState.seed(seeds.seed("dropout", getIterationCount()));
        super.computeGradientAndScore();
    }

    /** The same weights, state of the updater, counters and seeds. */
    @Override
    public SeededNetwork clone() {
        return copyOf(this, seeds);
    }
}
