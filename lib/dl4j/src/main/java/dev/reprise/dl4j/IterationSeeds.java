package dev.reprise.dl4j;

import dev.reprise.seeds.Seeds;
import org.nd4j.autodiff.listeners.At;
import org.nd4j.autodiff.listeners.BaseListener;
import org.nd4j.autodiff.listeners.Operation;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.linalg.dataset.api.MultiDataSet;

/** Gives each iteration of a SameDiff graph's training numbers of its own. */
final class IterationSeeds extends BaseListener {
    private final Seeds seeds;

    IterationSeeds(Seeds seeds) {
        this.seeds = seeds;
    }

    @Override
    public boolean isActive(Operation operation) {
        return operation == Operation.TRAINING;
    }

    /** Here each iteration begins, before any operation draws. */
    @Override
    public void iterationStart(SameDiff graph, At at, MultiDataSet data, long etlMilliseconds) {
        GeneratorState.seed(seeds.seed("dropout", at.iteration()));
    }
}
