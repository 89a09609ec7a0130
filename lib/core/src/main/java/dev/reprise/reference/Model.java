package dev.reprise.reference;

import dev.reprise.data.Dataset;
import dev.reprise.fingerprint.Fingerprint;
import dev.reprise.seeds.Seeds;
import java.util.Arrays;
import java.util.Locale;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/**
 * A network and its weights: what predicts.
 *
 * <pre>{@code
 * Dataset data = Datasets.sequence();
 * Model model = Trainer.of(Network.inputs(1).dense(10).dense(1)).train(data, Seeds.of(42));
 * double next = model.predict(0.9)[0];
 * double mse = model.loss(data);
 * String printed = model.fingerprint().hex();                     // the same on every machine and JVM
 * }</pre>
 *
 * <p>What a row gives does not depend on the rows beside it. Immutable: arrays are copied in and out.
 */
public final class Model {
    private static final int ROWS_AT_ONCE = 64;

    private final Network network;
    private final double[] parameters;

    private Model(Network network, double[] parameters) {
        network.last();
        this.network = network;
        this.parameters = canonical(parameters);
    }

    /** The standard does not say which of its many NaN a sum gives, and compilers differ. */
    static double[] canonical(double[] values) {
        double[] copy = values.clone();
        for (int i = 0; i < copy.length; i++) {
            if (Double.isNaN(copy[i])) {
                copy[i] = Double.NaN;
            }
        }
        return copy;
    }

    /**
     * A network with weights that are known.
     *
     * @param network its shape
     * @param parameters {@link Network#parameterCount} numbers: for each dense layer the weights, one row for each input,
     *     then the biases
     * @return the model
     * @throws IllegalArgumentException if there are more or fewer parameters, or the last layer is not dense
     */
    public static Model of(Network network, double[] parameters) {
        if (parameters.length != network.parameterCount()) {
            throw new IllegalArgumentException(String.format(
                    Locale.ROOT,
                    "the network has %d parameters, not %d: %s",
                    network.parameterCount(),
                    parameters.length,
                    network));
        }
        return new Model(network, parameters);
    }

    /**
     * A network before training. Weights are uniform between -limit and limit, where limit = sqrt(6 / (inputs + outputs))
     * of the layer; biases are 0. Layer i draws from the stream {@code init[i]}, row by row.
     *
     * @param network its shape
     * @param seeds where the stream comes from
     * @return the model
     * @throws IllegalArgumentException if the last layer is not dense
     * @see <a href="https://proceedings.mlr.press/v9/glorot10a.html">Glorot and Bengio 2010, equation 16</a>
     */
    public static Model initial(Network network, Seeds seeds) {
        double[] parameters = new double[network.parameterCount()];
        for (int i = 0; i < network.layers().size(); i++) {
            if (network.layers().get(i) instanceof Layer.Dense dense) {
                RandomGenerator random = seeds.stream("init", i);
                double limit = Math.sqrt(6.0 / (dense.inputs() + dense.outputs()));
                int start = network.offset(i);
                for (int j = start; j < start + dense.weightCount(); j++) {
                    parameters[j] = (2 * random.nextDouble() - 1) * limit;
                }
            }
        }
        return new Model(network, parameters);
    }

    /**
     * The shape.
     *
     * @return the network
     */
    public Network network() {
        return network;
    }

    /**
     * All weights and biases.
     *
     * @return a copy, in the order of {@link #of}
     */
    public double[] parameters() {
        return parameters.clone();
    }

    /**
     * The weights of one dense layer.
     *
     * @param layer its index among all layers, from 0
     * @return one row for each input, one column for each output
     * @throws IndexOutOfBoundsException if there is no such layer
     * @throws IllegalArgumentException if the layer is not dense
     */
    public double[][] weights(int layer) {
        var dense = network.dense(network.layers().get(layer), layer);
        int start = network.offset(layer);
        return IntStream.range(0, dense.inputs())
                .mapToObj(i ->
                        Arrays.copyOfRange(parameters, start + i * dense.outputs(), start + (i + 1) * dense.outputs()))
                .toArray(double[][]::new);
    }

    /**
     * The biases of one dense layer.
     *
     * @param layer its index among all layers, from 0
     * @return one number for each output
     * @throws IndexOutOfBoundsException if there is no such layer
     * @throws IllegalArgumentException if the layer is not dense
     */
    public double[] biases(int layer) {
        var dense = network.dense(network.layers().get(layer), layer);
        int start = network.offset(layer) + dense.weightCount();
        return Arrays.copyOfRange(parameters, start, start + dense.outputs());
    }

    /**
     * The outputs for one row.
     *
     * @param inputs the numbers of the row
     * @return the outputs
     * @throws IllegalArgumentException if there are more or fewer numbers than the network takes
     */
    public double[] predict(double... inputs) {
        return predict(new double[][] {inputs})[0];
    }

    /**
     * The outputs for some rows.
     *
     * @param inputs rows of as many numbers as the network takes
     * @return one row of outputs for each
     * @throws IllegalArgumentException if a row has more or fewer numbers
     */
    public double[][] predict(double[][] inputs) {
        for (double[] row : inputs) {
            checkWidth("a row", row.length);
        }
        double[][] outputs = new double[inputs.length][network.outputWidth()];
        var pass = new Propagation(network, Math.min(ROWS_AT_ONCE, inputs.length));
        for (int from = 0; from < inputs.length; from += ROWS_AT_ONCE) {
            int count = Math.min(ROWS_AT_ONCE, inputs.length - from);
            pass.load(inputs, from, count);
            predict(pass, outputs, from, count);
        }
        return outputs;
    }

    /**
     * The outputs for a data set.
     *
     * @param data rows of as many inputs as the network takes; targets do not matter
     * @return one row of outputs for each row
     * @throws IllegalArgumentException if there are more or fewer inputs
     */
    public double[][] predict(Dataset data) {
        checkWidth("data set '" + data.name() + "'", data.inputWidth());
        double[][] outputs = new double[data.size()][network.outputWidth()];
        inChunks(data, (pass, from, count) -> predict(pass, outputs, from, count));
        return outputs;
    }

    private void predict(Propagation pass, double[][] outputs, int from, int count) {
        pass.forward(parameters, null);
        for (int row = 0; row < count; row++) {
            System.arraycopy(pass.output(), row * network.outputWidth(), outputs[from + row], 0, network.outputWidth());
        }
    }

    /**
     * The class with the largest output, for each row; of equal ones the first.
     *
     * @param data rows of as many inputs as the network takes
     * @return numbers of classes, from 0
     * @throws IllegalArgumentException if the data does not fit the network
     */
    public int[] classify(Dataset data) {
        return Arrays.stream(predict(data)).mapToInt(Model::largest).toArray();
    }

    private static int largest(double[] outputs) {
        int largest = 0;
        for (int i = 1; i < outputs.length; i++) {
            if (outputs[i] > outputs[largest]) {
                largest = i;
            }
        }
        return largest;
    }

    /**
     * The share of rows whose class has the largest output.
     *
     * @param data rows with classes
     * @return from 0 to 1
     * @throws IllegalArgumentException if the data does not fit the network
     * @throws IllegalStateException if the data has no classes
     */
    public double accuracy(Dataset data) {
        check(network, data);
        int[] labels = data.labels();
        int[] predicted = classify(data);
        return IntStream.range(0, labels.length)
                        .filter(i -> labels[i] == predicted[i])
                        .count()
                / (double) labels.length;
    }

    /**
     * The loss that fits the network: cross-entropy after softmax, otherwise mean squared error.
     *
     * @param data rows with as many inputs and targets as the network has inputs and outputs
     * @return the mean over the rows, added from first to last; NaN if a weight is
     * @throws IllegalArgumentException if the data does not fit the network
     */
    public double loss(Dataset data) {
        return loss(data, Loss.fitting(network.last()));
    }

    /**
     * A loss of your choice.
     *
     * @param data rows with as many inputs and targets as the network has inputs and outputs
     * @param loss which loss
     * @return the mean over the rows, added from first to last; NaN if a weight is
     * @throws IllegalArgumentException if the data or the loss does not fit the network
     */
    public double loss(Dataset data, Loss loss) {
        loss.check(network);
        check(network, data);
        double[] sum = {0};
        inChunks(data, (pass, from, count) -> {
            pass.loadTargets(data, null, from);
            pass.forward(parameters, null);
            sum[0] = pass.addLoss(loss, sum[0]);
        });
        return sum[0] / data.size();
    }

    private void inChunks(Dataset data, Chunk what) {
        var pass = new Propagation(network, Math.min(ROWS_AT_ONCE, data.size()));
        for (int from = 0; from < data.size(); from += ROWS_AT_ONCE) {
            int count = Math.min(ROWS_AT_ONCE, data.size() - from);
            pass.load(data, null, from, count);
            what.run(pass, from, count);
        }
    }

    @FunctionalInterface
    private interface Chunk {
        void run(Propagation pass, int from, int count);
    }

    private void checkWidth(String what, int width) {
        if (width != network.inputWidth()) {
            throw new IllegalArgumentException(String.format(
                    Locale.ROOT,
                    "%s has %d inputs, but the network takes %d: %s",
                    what,
                    width,
                    network.inputWidth(),
                    network));
        }
    }

    static void check(Network network, Dataset data) {
        if (data.inputWidth() != network.inputWidth() || data.targetWidth() != network.outputWidth()) {
            throw new IllegalArgumentException(String.format(
                    Locale.ROOT,
                    "data set '%s' has %d inputs and %d targets, but the network takes %d and gives %d: %s",
                    data.name(),
                    data.inputWidth(),
                    data.targetWidth(),
                    network.inputWidth(),
                    network.outputWidth(),
                    network));
        }
    }

    /**
     * A SHA-256 of the weights: the number to print, and to find again on any other machine.
     *
     * @return the fingerprint of {@link #parameters}
     */
    public Fingerprint fingerprint() {
        return Fingerprint.of(parameters);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Model model
                && network.equals(model.network)
                && Arrays.equals(parameters, model.parameters);
    }

    @Override
    public int hashCode() {
        return 31 * network.hashCode() + Arrays.hashCode(parameters);
    }

    /** The shape and the beginning of the fingerprint. */
    @Override
    public String toString() {
        return network + ": " + parameters.length + " parameters "
                + fingerprint().brief();
    }
}
