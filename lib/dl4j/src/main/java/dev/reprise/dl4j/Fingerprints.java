package dev.reprise.dl4j;

import dev.reprise.fingerprint.ElementType;
import dev.reprise.fingerprint.Fingerprint;
import dev.reprise.fingerprint.Trace;
import java.lang.ref.Reference;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.LinkedHashMap;
import java.util.Map;
import org.bytedeco.javacpp.BytePointer;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;

/**
 * Fingerprints of arrays, data sets and networks.
 *
 * <pre>{@code
 * Fingerprint weights = Fingerprints.ofWeights(network);      // equal: every weight has the same bits
 * Fingerprint whole = Fingerprints.of(network);               // equal: they will also train on in the same way
 * Map<String, Fingerprint> parts = Fingerprints.parts(network);
 * }</pre>
 *
 * <p>The fingerprint of an array is that of the Java array with the same elements: {@code Fingerprints.of(array)} equals
 * {@code Fingerprint.of(array.toFloatMatrix())} for a matrix of floats.
 */
public final class Fingerprints {
    private Fingerprints() {}

    /**
     * The fingerprint of an array.
     *
     * @param array of any shape and order, with elements of type float, double, long, int, short, byte or bool
     * @return the SHA-256 of its type, its shape and the raw bits of its elements in c order
     * @throws IllegalArgumentException if the elements are of another type, or take 2 GiB or more
     */
    public static Fingerprint of(INDArray array) {
        INDArray ordered = ordered(array);
        try {
            return Fingerprint.of(elementType(array.dataType()), array.shape(), bytes(ordered));
        } finally {
            // The copy must not be collected, and its memory freed, while it is read.
            Reference.reachabilityFence(ordered);
        }
    }

    /** Adds an array to a trace. */
    static void add(Trace trace, long step, String place, INDArray array) {
        INDArray ordered = ordered(array);
        try {
            trace.add(step, place, elementType(array.dataType()), array.shape(), bytes(ordered));
        } finally {
            Reference.reachabilityFence(ordered);
        }
    }

    /** The array itself if its elements lie one after the other in c order, else a copy. */
    private static INDArray ordered(INDArray array) {
        boolean inOrder =
                array.ordering() == 'c' && array.length() == array.data().length();
        return inOrder ? array : array.dup('c');
    }

    /**
     * The fingerprint of a data set.
     *
     * @param data features, labels and masks, each if present
     * @return of features, labels and their masks
     */
    public static Fingerprint of(DataSet data) {
        var parts = new LinkedHashMap<String, Fingerprint>();
        put(parts, "features", data.getFeatures());
        put(parts, "labels", data.getLabels());
        put(parts, "features mask", data.getFeaturesMaskArray());
        put(parts, "labels mask", data.getLabelsMaskArray());
        return Fingerprint.ofParts(parts);
    }

    /**
     * The fingerprint of everything that decides how a network goes on: weights, state of the updater, counters. Its
     * configuration is not part of it.
     *
     * @param network a {@link MultiLayerNetwork} or {@link ComputationGraph}
     * @return of all {@link #parts}
     * @throws IllegalArgumentException if it is a model of another kind
     */
    public static Fingerprint of(Model network) {
        return Fingerprint.ofParts(parts(network));
    }

    /**
     * The fingerprint of the weights alone.
     *
     * @param network any model
     * @return of its parameters, as one array
     */
    public static Fingerprint ofWeights(Model network) {
        return of(network.params());
    }

    /**
     * The fingerprints of the parts of a network, to find out which of them differ.
     *
     * @param network a {@link MultiLayerNetwork} or {@link ComputationGraph}
     * @return each array of weights under its name in the parameter table, such as {@code 0_W}, then {@code updater} (if it
     *     has a state), {@code iteration} and {@code epoch}
     * @throws IllegalArgumentException if it is a model of another kind
     */
    public static Map<String, Fingerprint> parts(Model network) {
        var trained = TrainedModel.of(network);
        var parts = new LinkedHashMap<String, Fingerprint>();
        network.paramTable().forEach((name, array) -> put(parts, name, array));
        put(parts, "updater", trained.updaterState());
        parts.put("iteration", Fingerprint.of(trained.iteration()));
        parts.put("epoch", Fingerprint.of(trained.epoch()));
        return parts;
    }

    private static void put(Map<String, Fingerprint> parts, String name, INDArray array) {
        if (array != null) {
            parts.put(name, of(array));
        }
    }

    /** The memory of an array that fills its buffer, not a copy of it. */
    private static ByteBuffer bytes(INDArray array) {
        long length = array.length() * array.dataType().width();
        if (length > Integer.MAX_VALUE) {
            throw new IllegalArgumentException("the array takes 2 GiB or more: fingerprint it in parts");
        }
        return new BytePointer(array.data().pointer())
                .position(0)
                .limit(length)
                .asByteBuffer()
                .order(ByteOrder.LITTLE_ENDIAN);
    }

    private static ElementType elementType(DataType type) {
        return switch (type) {
            case FLOAT -> ElementType.FLOAT32;
            case DOUBLE -> ElementType.FLOAT64;
            case LONG -> ElementType.INT64;
            case INT -> ElementType.INT32;
            case SHORT -> ElementType.INT16;
            case BYTE -> ElementType.INT8;
            case BOOL -> ElementType.BOOL;
            default ->
                throw new IllegalArgumentException("arrays of type " + type + " have no fingerprint yet: cast them");
        };
    }
}
