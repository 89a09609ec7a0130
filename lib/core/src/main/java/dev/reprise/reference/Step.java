package dev.reprise.reference;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a listener sees of one update, after it.
 *
 * <pre>{@code
 * Map<Long, Fingerprint> trace = new LinkedHashMap<>();
 * Trainer.of(Network.inputs(1).dense(10).dense(1))
 *         .onStep(step -> trace.put(step.iteration(), Fingerprint.of(step.gradient())))
 *         .train(Datasets.sequence(), Seeds.of(42));
 * }</pre>
 *
 * <p>Valid during the call; arrays are copies and may be kept. A NaN is always the same one, {@link Double#NaN}.
 */
public final class Step {
    private final Training training;

    Step(Training training) {
        this.training = training;
    }

    /**
     * Number of this update.
     *
     * @return from 1
     */
    public long iteration() {
        return training.iteration();
    }

    /**
     * The epoch that the batch belongs to.
     *
     * @return from 0
     */
    public int epoch() {
        return training.batchEpoch;
    }

    /**
     * Which rows of the data were the batch.
     *
     * @return numbers of rows, from 0, in the order in which they were used
     */
    public int[] rows() {
        return training.batchRows();
    }

    /**
     * The loss of the batch before the update, with dropout as it fell and with the penalty of L2.
     *
     * @return the loss; NaN or infinite if the training has run away
     */
    public double loss() {
        return training.loss;
    }

    /**
     * The derivatives of the loss that the optimiser was given, with those of the penalty.
     *
     * @return one number for each parameter, in the order of {@link Model#of}
     */
    public double[] gradient() {
        return Model.canonical(training.gradient);
    }

    /**
     * All weights and biases after the update.
     *
     * @return in the order of {@link Model#of}
     */
    public double[] parameters() {
        return Model.canonical(training.parameters);
    }

    /**
     * The outputs of one layer for the batch, before the update, with dropout as it fell.
     *
     * @param layer its index, from 0
     * @return one row for each row of the batch
     * @throws IndexOutOfBoundsException if there is no such layer
     */
    public double[][] activations(int layer) {
        var values = training.pass.values(layer + 1);
        Arrays.setAll(values, row -> Model.canonical(values[row]));
        return values;
    }

    /**
     * Everything that this update read and wrote, in the order in which it was computed, so that the first difference between
     * two runs is the cause of the others.
     *
     * @return {@code rows}, {@code inputs}, then for each layer {@code 0 dense 10 relu: activations}, then {@code loss}, for
     *     each layer with weights {@code 0 dense 10 relu: gradient}, {@code optimiser}, and {@code 0 dense 10 relu:
     *     parameters}; the values are arrays of {@code double}, but {@code rows} of {@code int}
     */
    public Map<String, Object> arrays() {
        var arrays = new LinkedHashMap<String, Object>();
        List<Layer> layers = training.trainer.network.layers();
        arrays.put("rows", rows());
        arrays.put("inputs", training.pass.values(0));
        for (int i = 0; i < layers.size(); i++) {
            arrays.put(i + " " + layers.get(i) + ": activations", activations(i));
        }
        arrays.put("loss", new double[] {loss()});
        putParts(arrays, "gradient", gradient());
        arrays.put("optimiser", Model.canonical(training.memory));
        putParts(arrays, "parameters", parameters());
        return arrays;
    }

    private void putParts(Map<String, Object> arrays, String what, double[] all) {
        var network = training.trainer.network;
        for (int i = 0; i < network.layers().size(); i++) {
            var layer = network.layers().get(i);
            if (layer.parameterCount() > 0) {
                int start = network.offset(i);
                arrays.put(
                        i + " " + layer + ": " + what, Arrays.copyOfRange(all, start, start + layer.parameterCount()));
            }
        }
    }
}
