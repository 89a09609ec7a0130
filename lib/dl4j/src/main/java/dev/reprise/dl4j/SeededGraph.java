package dev.reprise.dl4j;

import dev.reprise.seeds.Seeds;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.graph.ComputationGraph;

/** A graph whose initial weights and whose noise in each iteration are functions of seeds. */
final class SeededGraph extends ComputationGraph {
    final Seeds seeds;

    SeededGraph(ComputationGraphConfiguration configuration, Seeds seeds) {
        super(configuration);
        this.seeds = seeds;
    }

    /** Here each iteration begins, before any vertex draws. */
    @Override
    public void computeGradientAndScore() {
        GeneratorState.seed(seeds.seed("dropout", getIterationCount()));
        super.computeGradientAndScore();
    }

    /** Declared here because Deeplearning4j's early stopping looks for this method in the very class. */
    @Override
    public ComputationGraph clone() {
        return super.clone();
    }
}
