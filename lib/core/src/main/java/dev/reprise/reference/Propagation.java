package dev.reprise.reference;

import dev.reprise.data.Dataset;
import java.util.List;
import java.util.random.RandomGenerator;

/** The arrays that a batch needs on its way through a network and back, and the way itself. */
final class Propagation {
    private final Network network;
    private final List<Layer> layers;
    private final int[] offsets;
    private final double[] targets;
    /** Of the last layer, before its activation. */
    private final double[] sums;

    /** Inputs, then the output of each layer; rows of the batch one after the other. */
    private final double[][] values;
    /** Derivatives of the loss by {@link #values}. */
    private final double[][] errors;
    /** What each number was multiplied by in a layer with dropout. */
    private final double[][] masks;

    private final double[] transposed;
    private int rows;

    Propagation(Network network, int capacity) {
        this.network = network;
        layers = network.layers();
        int depth = layers.size();
        offsets = new int[depth];
        values = new double[depth + 1][];
        errors = new double[depth + 1][];
        masks = new double[depth][];
        values[0] = new double[Math.multiplyExact(capacity, network.inputWidth())];
        int largest = 0;
        for (int i = 0; i < depth; i++) {
            int width = layers.get(i).outputs();
            offsets[i] = network.offset(i);
            values[i + 1] = new double[Math.multiplyExact(capacity, width)];
            if (layers.get(i) instanceof Layer.Dense dense) {
                largest = Math.max(largest, dense.weightCount());
            } else {
                masks[i] = new double[capacity * width];
            }
            // The derivatives by the inputs of the network are not needed, and often the largest array of all.
            errors[i + 1] = new double[capacity * width];
        }
        targets = new double[capacity * network.outputWidth()];
        sums = new double[capacity * network.outputWidth()];
        transposed = new double[largest];
    }

    /** Takes rows {@code order[from]} to {@code order[from + count - 1]}; without an order, rows {@code from} and on. */
    void load(Dataset data, int[] order, int from, int count) {
        rows = count;
        for (int i = 0; i < count; i++) {
            int row = order == null ? from + i : order[from + i];
            data.copyInputs(row, values[0], i * network.inputWidth());
        }
    }

    /** The targets of the same rows. */
    void loadTargets(Dataset data, int[] order, int from) {
        for (int i = 0; i < rows; i++) {
            data.copyTargets(order == null ? from + i : order[from + i], targets, i * network.outputWidth());
        }
    }

    void load(double[][] inputs, int from, int count) {
        rows = count;
        for (int i = 0; i < count; i++) {
            System.arraycopy(inputs[from + i], 0, values[0], i * network.inputWidth(), network.inputWidth());
        }
    }

    /** From the inputs to the outputs; dropout draws from the generator row by row, or does nothing if there is none. */
    void forward(double[] parameters, RandomGenerator dropout) {
        for (int i = 0; i < layers.size(); i++) {
            if (layers.get(i) instanceof Layer.Dense dense) {
                Matrices.affine(values[i], rows, dense, parameters, offsets[i], values[i + 1]);
                if (i == layers.size() - 1) {
                    System.arraycopy(values[i + 1], 0, sums, 0, rows * dense.outputs());
                }
                dense.activation().apply(values[i + 1], rows, dense.outputs());
            } else if (layers.get(i) instanceof Layer.Dropout layer) {
                drop(layer, values[i], masks[i], values[i + 1], dropout);
            }
        }
    }

    private void drop(Layer.Dropout layer, double[] from, double[] mask, double[] to, RandomGenerator random) {
        double kept = 1 / (1 - layer.rate());
        for (int i = 0; i < rows * layer.outputs(); i++) {
            mask[i] = random == null ? 1 : random.nextDouble() < layer.rate() ? 0 : kept;
            to[i] = mask[i] * from[i];
        }
    }

    /** The losses of the rows, added to a sum from first to last. */
    double addLoss(Loss loss, double sum) {
        int width = network.outputWidth();
        for (int row = 0; row < rows; row++) {
            sum += loss.row(output(), sums, targets, row * width, width);
        }
        return sum;
    }

    /** Derivatives of the loss of the batch by the parameters. */
    void backward(Loss loss, double[] parameters, double[] gradient) {
        int last = layers.size();
        loss.gradient(network.last(), values[last], targets, errors[last], rows);
        for (int i = last - 1; i >= 0; i--) {
            if (layers.get(i) instanceof Layer.Dense dense) {
                if (i < last - 1) {
                    dense.activation().backward(values[i + 1], errors[i + 1], rows, dense.outputs());
                }
                Matrices.parameterGradient(values[i], errors[i + 1], rows, dense, gradient, offsets[i]);
                if (i > 0) {
                    Matrices.inputGradient(errors[i + 1], rows, dense, parameters, offsets[i], transposed, errors[i]);
                }
            } else if (i > 0) {
                for (int j = 0; j < rows * layers.get(i).outputs(); j++) {
                    errors[i][j] = masks[i][j] * errors[i + 1][j];
                }
            }
        }
    }

    /** The outputs of the last layer, more than the rows of the batch if that was short. */
    double[] output() {
        return values[layers.size()];
    }

    /** What went into layer {@code index}; with the number of layers, what came out of the last. */
    double[][] values(int index) {
        int width = index == 0 ? network.inputWidth() : layers.get(index - 1).outputs();
        double[][] copy = new double[rows][width];
        for (int row = 0; row < rows; row++) {
            System.arraycopy(values[index], row * width, copy[row], 0, width);
        }
        return copy;
    }
}
