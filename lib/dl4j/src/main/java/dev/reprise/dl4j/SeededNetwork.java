package dev.reprise.dl4j;

import dev.reprise.seeds.Seeds;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;

/** A network whose initial weights and whose noise in each iteration are functions of seeds. */
@SuppressWarnings(
        "overrides") // Deeplearning4j's own: one of its methods takes an array where its interface has varargs
final class SeededNetwork extends MultiLayerNetwork {
    final Seeds seeds;

    SeededNetwork(MultiLayerConfiguration configuration, Seeds seeds) {
        super(configuration);
        this.seeds = seeds;
    }

    /** Here each iteration begins, before any layer draws. */
    @Override
    public void computeGradientAndScore() {
        GeneratorState.seed(seeds.seed("dropout", getIterationCount()));
        super.computeGradientAndScore();
    }

    /** Declared here because Deeplearning4j's early stopping looks for this method in the very class. */
    @Override
    public MultiLayerNetwork clone() {
        return super.clone();
    }
}
