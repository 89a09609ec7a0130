package dev.reprise.reference;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * The shape of a network: dense layers one after the other, with dropout between them if wanted.
 *
 * <pre>{@code
 * Network tutorial = Network.inputs(1).dense(10).dense(1);                  // linear: 31 parameters
 * Network digits = Network.inputs(64)
 *         .dense(32, Activation.RELU)
 *         .dropout(0.2)
 *         .dense(10, Activation.SOFTMAX);
 * }</pre>
 *
 * <p>Immutable: every method returns a new network. Weights belong to a {@link Model}.
 */
public final class Network {
    private final int inputs;
    private final List<Layer> layers;

    private Network(int inputs, List<Layer> layers) {
        this.inputs = inputs;
        this.layers = List.copyOf(layers);
    }

    /**
     * A network that still needs layers.
     *
     * @param width how many numbers go in for each row, at least 1
     * @return the network
     * @throws IllegalArgumentException if the width is less than 1
     */
    public static Network inputs(int width) {
        if (width < 1) {
            throw new IllegalArgumentException("a network cannot have " + width + " inputs");
        }
        return new Network(width, List.of());
    }

    /**
     * Adds a dense layer without an activation.
     *
     * @param outputs how many numbers come out, at least 1
     * @return a new network
     * @throws IllegalArgumentException if there are less than 1
     */
    public Network dense(int outputs) {
        return dense(outputs, Activation.LINEAR);
    }

    /**
     * Adds a dense layer.
     *
     * @param outputs how many numbers come out, at least 1
     * @param activation what is done to the sums
     * @return a new network
     * @throws IllegalArgumentException if there are less than 1
     */
    public Network dense(int outputs, Activation activation) {
        if (outputs < 1) {
            throw new IllegalArgumentException("a dense layer cannot have " + outputs + " outputs");
        }
        return with(new Layer.Dense(outputWidth(), outputs, activation));
    }

    /**
     * Adds dropout of what the layers so far give.
     *
     * @param rate the probability of losing a number, from 0 up to but not including 1
     * @return a new network
     * @throws IllegalArgumentException if the rate is not in this range
     */
    public Network dropout(double rate) {
        if (!(rate >= 0 && rate < 1)) {
            throw new IllegalArgumentException(
                    "the rate of dropout is the probability of losing a number, from 0 to less than 1, not " + rate);
        }
        return with(new Layer.Dropout(outputWidth(), rate));
    }

    private Network with(Layer layer) {
        var longer = new ArrayList<>(layers);
        longer.add(layer);
        return new Network(inputs, longer);
    }

    /**
     * How many numbers go in for each row.
     *
     * @return the width of the input
     */
    public int inputWidth() {
        return inputs;
    }

    /**
     * How many numbers come out for each row.
     *
     * @return the width of the output
     */
    public int outputWidth() {
        return layers.isEmpty() ? inputs : layers.get(layers.size() - 1).outputs();
    }

    /**
     * The layers.
     *
     * @return in the order in which numbers pass through them
     */
    public List<Layer> layers() {
        return layers;
    }

    /**
     * How many numbers the network learns.
     *
     * @return the sum over all layers
     */
    public int parameterCount() {
        return offset(layers.size());
    }

    /** Index of the first parameter of a layer. */
    int offset(int layer) {
        int offset = 0;
        for (int i = 0; i < layer; i++) {
            offset = Math.addExact(offset, layers.get(i).parameterCount());
        }
        return offset;
    }

    /** The last layer, whose activation decides which loss fits. */
    Layer.Dense last() {
        if (layers.isEmpty() || !(layers.get(layers.size() - 1) instanceof Layer.Dense dense)) {
            throw new IllegalArgumentException("the last layer of a network must be dense: " + this);
        }
        return dense;
    }

    Layer.Dense dense(Layer layer, int index) {
        if (layer instanceof Layer.Dense dense) {
            return dense;
        }
        throw new IllegalArgumentException(
                String.format(Locale.ROOT, "layer %d of the network has no weights, it is %s: %s", index, layer, this));
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Network network && toString().equals(network.toString());
    }

    @Override
    public int hashCode() {
        return toString().hashCode();
    }

    /** For example {@code 1 inputs, dense 10 linear, dense 1 linear}; equal networks have equal texts. */
    @Override
    public String toString() {
        return layers.stream().map(layer -> ", " + layer).collect(Collectors.joining("", inputs + " inputs", ""));
    }
}
