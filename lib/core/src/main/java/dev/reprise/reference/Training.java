package dev.reprise.reference;

import dev.reprise.data.Dataset;
import dev.reprise.reference.TrainingState.Part;
import dev.reprise.seeds.RandomStream;
import dev.reprise.seeds.Seeds;
import dev.reprise.seeds.Shuffle;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * A training on its way: step by step, epoch by epoch, or to the end, with a state that can be kept.
 *
 * <pre>{@code
 * Dataset data = Datasets.moons(100, 0.1, Seeds.of(1));
 * Trainer trainer = Trainer.of(Network.inputs(2).dense(8, Activation.TANH).dense(2, Activation.SOFTMAX)).batchSize(10);
 * Training first = trainer.start(data, Seeds.of(42));
 * while (first.epoch() < 50) {
 *     first.step();
 * }
 * TrainingState half = first.state();                  // half.save(path) and TrainingState.load(path) keep it in a file
 * first.run();
 *
 * Training second = trainer.start(data, Seeds.of(42));  // perhaps another day, in another JVM
 * second.restore(half);
 * second.run();
 * boolean same = second.model().equals(first.model());  // true, bit for bit
 * }</pre>
 *
 * <p>For use by one thread.
 */
public final class Training {
    final Trainer trainer;
    final double[] parameters;
    final double[] gradient;
    final double[] memory;
    final Propagation pass;
    double loss = Double.NaN;
    int batchEpoch;

    private final Dataset data;
    private final int batchSize;
    private final boolean shuffled;
    private final RandomStream shuffle;
    private final RandomStream dropout;
    private final Step view = new Step(this);
    private long iteration;
    private int epoch;
    /** How many rows of the epoch have been used. */
    private int position;
    /** Where the shuffle stream stood before it gave {@link #order}. */
    private RandomStream.State beforeOrder;

    private int[] order;
    private int batchStart;
    private int batchEnd;

    Training(Trainer trainer, Dataset data, Seeds seeds) {
        this.trainer = trainer;
        this.data = data;
        batchSize = trainer.batchSize == 0 ? data.size() : Math.min(trainer.batchSize, data.size());
        shuffled = batchSize < data.size() && !trainer.inOrder;
        shuffle = seeds.stream("shuffle");
        dropout = seeds.stream("dropout");
        parameters = (trainer.start == null ? Model.initial(trainer.network, seeds) : trainer.start).parameters();
        gradient = new double[parameters.length];
        memory = new double[trainer.optimiser.memorySize(parameters.length)];
        pass = new Propagation(trainer.network, batchSize);
    }

    /**
     * How many updates there have been.
     *
     * @return from 0
     */
    public long iteration() {
        return iteration;
    }

    /**
     * How many epochs are complete.
     *
     * @return from 0
     */
    public int epoch() {
        return epoch;
    }

    /**
     * Whether all epochs are complete.
     *
     * @return true if there is nothing left to do
     */
    public boolean isDone() {
        return epoch >= trainer.epochs;
    }

    /**
     * One update.
     *
     * @throws IllegalStateException if all epochs are complete
     */
    public void step() {
        if (isDone()) {
            throw new IllegalStateException("the training is complete: " + trainer.epochs + " epochs");
        }
        if (shuffled && position == 0) {
            drawOrder();
        }
        batchEpoch = epoch;
        batchStart = position;
        batchEnd = Math.min(position + batchSize, data.size());
        int rows = batchEnd - batchStart;
        pass.load(data, order, batchStart, rows);
        pass.loadTargets(data, order, batchStart);
        pass.forward(parameters, dropout);
        loss = pass.addLoss(trainer.loss, 0) / rows;
        pass.backward(trainer.loss, parameters, gradient);
        if (trainer.l2 > 0) {
            penalise();
        }
        iteration++;
        trainer.optimiser.update(parameters, gradient, memory, iteration);
        position = batchEnd;
        if (position == data.size()) {
            epoch++;
            position = 0;
        }
        trainer.listeners.forEach(listener -> listener.accept(view));
    }

    private void drawOrder() {
        beforeOrder = shuffle.state();
        order = Shuffle.permutation(data.size(), shuffle);
    }

    int[] batchRows() {
        return order == null
                ? IntStream.range(batchStart, batchEnd).toArray()
                : Arrays.copyOfRange(order, batchStart, batchEnd);
    }

    /** Weights in their order, layer by layer. */
    private void penalise() {
        double sum = 0;
        var layers = trainer.network.layers();
        for (int i = 0; i < layers.size(); i++) {
            if (layers.get(i) instanceof Layer.Dense dense) {
                int start = trainer.network.offset(i);
                for (int j = start; j < start + dense.weightCount(); j++) {
                    sum += parameters[j] * parameters[j];
                    gradient[j] += trainer.l2 * parameters[j];
                }
            }
        }
        loss += trainer.l2 / 2 * sum;
    }

    /** Takes all steps that are left. */
    public void run() {
        while (!isDone()) {
            step();
        }
    }

    /**
     * The model as it is now.
     *
     * @return a copy that does not change any more
     */
    public Model model() {
        return Model.of(trainer.network, parameters);
    }

    /**
     * Everything that is needed to go on with the same bits.
     *
     * @return a copy that does not change any more
     */
    public TrainingState state() {
        return new TrainingState(
                setup(),
                Model.canonical(parameters),
                Model.canonical(memory),
                iteration,
                epoch,
                position,
                position == 0 || !shuffled ? shuffle.state() : beforeOrder,
                dropout.state(),
                Set.of());
    }

    /**
     * Goes on from a state. What the state does not hold, see {@link TrainingState#without}, stays as it is.
     *
     * @param state from a training of the same network with the same data, loss, optimiser and batches; the number of epochs
     *     may be another one
     * @throws IllegalArgumentException if the state comes from another training; the message says what differs
     */
    public void restore(TrainingState state) {
        if (!state.setup().equals(setup())) {
            throw new IllegalArgumentException(
                    "the state is of another training:\n  " + state.setup() + "\nnot of this one:\n  " + setup());
        }
        System.arraycopy(state.parameters(), 0, parameters, 0, parameters.length);
        if (state.has(Part.OPTIMISER)) {
            System.arraycopy(state.optimiser(), 0, memory, 0, memory.length);
        }
        if (state.has(Part.ITERATION)) {
            iteration = state.iteration();
        }
        if (state.has(Part.EPOCH)) {
            epoch = state.epoch();
        }
        if (state.has(Part.DROPOUT)) {
            dropout.restore(state.dropout());
        }
        if (state.has(Part.SHUFFLE)) {
            shuffle.restore(state.shuffle());
        }
        if (state.has(Part.POSITION)) {
            position = state.position();
        }
        if (shuffled && position > 0) {
            drawOrder();
        }
    }

    private String setup() {
        return trainer + "; data '" + data.name() + "' " + data.size() + " rows " + data.fingerprint();
    }
}
