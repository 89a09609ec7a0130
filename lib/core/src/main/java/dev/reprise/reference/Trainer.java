package dev.reprise.reference;

import dev.reprise.data.Dataset;
import dev.reprise.seeds.Seeds;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;

/**
 * How a network is trained.
 *
 * <pre>{@code
 * Dataset moons = Datasets.moons(200, 0.1, Seeds.of(1));
 * Trainer trainer = Trainer.of(Network.inputs(2).dense(16, Activation.TANH).dense(2, Activation.SOFTMAX))
 *         .optimiser(Optimiser.adam(0.01))
 *         .batchSize(20)
 *         .epochs(50);
 * Model model = trainer.train(moons, Seeds.of(42));
 * double accuracy = model.accuracy(moons);
 * }</pre>
 *
 * <p>Randomness comes from three streams of the seeds: {@code init} (weights, see {@link Model#initial}), {@code shuffle}
 * (one permutation for each epoch) and {@code dropout} (row by row, layer by layer, in the order of the batches). So one can
 * vary while the others stand still.
 *
 * <p>Immutable: every method returns a new trainer. It may be used by several threads; each training takes place in the
 * thread that asks for it.
 */
public final class Trainer {
    final Network network;
    Loss loss;
    Optimiser optimiser = Optimiser.adam(0.001);
    int epochs = 100;
    /** 0 for all rows. */
    int batchSize;

    boolean inOrder;
    double l2;
    Model start;
    List<Consumer<Step>> listeners = List.of();

    private Trainer(Network network) {
        this.network = network;
        loss = Loss.fitting(network.last());
    }

    private Trainer(Trainer other) {
        network = other.network;
        loss = other.loss;
        optimiser = other.optimiser;
        epochs = other.epochs;
        batchSize = other.batchSize;
        inOrder = other.inOrder;
        l2 = other.l2;
        start = other.start;
        listeners = other.listeners;
    }

    /**
     * A trainer that uses Adam with rate 0.001 for 100 epochs of one batch, and the loss that fits the last layer:
     * cross-entropy after softmax, otherwise mean squared error.
     *
     * @param network what is trained
     * @return the trainer
     * @throws IllegalArgumentException if the last layer is not dense
     */
    public static Trainer of(Network network) {
        return new Trainer(network);
    }

    /**
     * What is made small.
     *
     * @param what the loss
     * @return a new trainer
     * @throws IllegalArgumentException if it is cross-entropy and the network does not end in softmax
     */
    public Trainer loss(Loss what) {
        what.check(network);
        var changed = new Trainer(this);
        changed.loss = what;
        return changed;
    }

    /**
     * How gradients change weights.
     *
     * @param which the optimiser
     * @return a new trainer
     */
    public Trainer optimiser(Optimiser which) {
        var changed = new Trainer(this);
        changed.optimiser = Objects.requireNonNull(which, "optimiser");
        return changed;
    }

    /**
     * How often each row is used.
     *
     * @param count the number of epochs, at least 1
     * @return a new trainer
     * @throws IllegalArgumentException if there are less than 1
     */
    public Trainer epochs(int count) {
        var changed = new Trainer(this);
        changed.epochs = atLeastOne(count, "epochs");
        return changed;
    }

    /**
     * How many rows are used for one update. Rows are shuffled anew in each epoch, and the last batch of an epoch has what
     * remains. Without this, or with at least as many as there are, all rows are one batch and are not shuffled, because
     * their order is then of no meaning but for the last bits.
     *
     * @param rows at least 1
     * @return a new trainer
     * @throws IllegalArgumentException if there are less than 1
     */
    public Trainer batchSize(int rows) {
        var changed = new Trainer(this);
        changed.batchSize = atLeastOne(rows, "rows in a batch");
        return changed;
    }

    private static int atLeastOne(int count, String what) {
        if (count < 1) {
            throw new IllegalArgumentException("a training cannot have " + count + " " + what);
        }
        return count;
    }

    /**
     * Takes the rows in their own order in every epoch.
     *
     * @return a new trainer
     */
    public Trainer inOrder() {
        var changed = new Trainer(this);
        changed.inOrder = true;
        return changed;
    }

    /**
     * Adds half of {@code strength} times the sum of all squared weights to the loss, so that weights stay small; biases do
     * not count.
     *
     * @param strength 0 or more
     * @return a new trainer
     * @throws IllegalArgumentException if the strength is negative or not finite
     * @see <a href="https://proceedings.neurips.cc/paper/1991/hash/8eefcfdf5990e441f0fb6f3fad709e21-Abstract.html">Krogh and
     *     Hertz 1992</a>
     */
    public Trainer l2(double strength) {
        if (!(strength >= 0 && strength < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("the strength of L2 must be 0 or more and finite, not " + strength);
        }
        var changed = new Trainer(this);
        changed.l2 = strength;
        return changed;
    }

    /**
     * Begins with the weights of a model instead of random ones.
     *
     * @param model a model of the same network
     * @return a new trainer
     * @throws IllegalArgumentException if the network is another one
     */
    public Trainer from(Model model) {
        if (!model.network().equals(network)) {
            throw new IllegalArgumentException(
                    "the model is of another network: " + model.network() + ", not " + network);
        }
        var changed = new Trainer(this);
        changed.start = model;
        return changed;
    }

    /**
     * Looks on after each update: for traces, curves and early warnings.
     *
     * <pre>{@code
     * List<Double> losses = new ArrayList<>();
     * Trainer.of(Network.inputs(1).dense(1))
     *         .onStep(step -> losses.add(step.loss()))
     *         .train(Datasets.sequence(), Seeds.of(42));
     * }</pre>
     *
     * @param listener called in the thread of the training, after listeners that were given before
     * @return a new trainer
     */
    public Trainer onStep(Consumer<Step> listener) {
        var more = new ArrayList<>(listeners);
        more.add(Objects.requireNonNull(listener, "listener"));
        var changed = new Trainer(this);
        changed.listeners = List.copyOf(more);
        return changed;
    }

    /**
     * Trains to the end.
     *
     * @param data rows with as many inputs and targets as the network has inputs and outputs
     * @param seeds where the streams {@code init}, {@code shuffle} and {@code dropout} come from
     * @return the trained model
     * @throws IllegalArgumentException if the data does not fit the network
     */
    public Model train(Dataset data, Seeds seeds) {
        var training = start(data, seeds);
        training.run();
        return training.model();
    }

    /**
     * A training that goes on step by step, can be stopped, saved and gone on with.
     *
     * @param data rows with as many inputs and targets as the network has inputs and outputs
     * @param seeds where the streams {@code init}, {@code shuffle} and {@code dropout} come from
     * @return a training before its first update
     * @throws IllegalArgumentException if the data does not fit the network
     */
    public Training start(Dataset data, Seeds seeds) {
        Model.check(network, data);
        return new Training(this, data, seeds);
    }

    /**
     * What is trained.
     *
     * @return the network
     */
    public Network network() {
        return network;
    }

    /**
     * What is made small.
     *
     * @return the loss
     */
    public Loss loss() {
        return loss;
    }

    /**
     * How gradients change weights.
     *
     * @return the optimiser
     */
    public Optimiser optimiser() {
        return optimiser;
    }

    /**
     * How strongly large weights are punished.
     *
     * @return the strength of L2, 0 for not at all
     */
    public double l2() {
        return l2;
    }

    /** What must be the same for a training to go on from a saved state. */
    @Override
    public String toString() {
        return network + "; " + loss + ", " + optimiser + ", batches of " + (batchSize == 0 ? "all" : batchSize)
                + (inOrder ? " in order" : "") + ", L2 " + l2;
    }
}
