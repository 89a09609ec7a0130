package dev.reprise.dl4j;

import dev.reprise.seeds.Seeds;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * A graph whose initial weights and whose noise in each iteration are functions of seeds. Made by {@link Seeded#network}, and
 * used like any other.
 *
 * <pre>{@code
 * ComputationGraph graph = Seeded.network(graphConfiguration, seeds);
 * graph.fit(Seeded.batches(train, 32, seeds), 20);
 * }</pre>
 */
public final class SeededGraph extends ComputationGraph {
    /** Where the randomness comes from. */
    final Seeds seeds;

    SeededGraph(ComputationGraphConfiguration configuration, Seeds seeds) {
        super(configuration);
        this.seeds = seeds;
    }

    /** The same weights, state of the updater and counters, from here on with these seeds. */
    static SeededGraph copyOf(ComputationGraph graph, Seeds seeds) {
        var configuration = graph.getConfiguration().clone();
        // Deeplearning4j's copy begins to count anew.
        configuration.setIterationCount(graph.getIterationCount());
        configuration.setEpochCount(graph.getEpochCount());
        var copy = new SeededGraph(configuration, seeds);
        copy.init(graph.params(), true);
        INDArray updaterState = graph.getUpdater().getStateViewArray();
        if (updaterState != null) {
            copy.getUpdater().setStateViewArray(updaterState.dup());
        }
        return copy;
    }

    /** Here each iteration begins, before any vertex draws. */
    @Override
    public void computeGradientAndScore() {
        GeneratorState.seed(seeds.seed("dropout", getIterationCount()));
        super.computeGradientAndScore();
    }

    /** The same weights, state of the updater, counters and seeds. */
    @Override
    public SeededGraph clone() {
        return copyOf(this, seeds);
    }
}
