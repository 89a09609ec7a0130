package dev.reprise.dl4j;

import dev.reprise.data.Dataset;
import dev.reprise.fingerprint.ArrayDifference;
import dev.reprise.reference.Activation;
import dev.reprise.reference.Layer;
import dev.reprise.reference.Loss;
import dev.reprise.reference.Model;
import dev.reprise.reference.Network;
import dev.reprise.reference.Optimiser;
import dev.reprise.reference.Trainer;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.linalg.learning.config.Sgd;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

/**
 * A network of Deeplearning4j that begins with the weights of a model of the reference engine and is trained by the same
 * formulas, so that what differs afterwards is rounding alone: how far is this machine from the bits in the book?
 *
 * <pre>{@code
 * import org.nd4j.linalg.api.buffer.DataType;
 *
 * Dataset data = Datasets.sequence();
 * Trainer trainer = Trainer.of(Network.inputs(1).dense(10, Activation.RELU).dense(1)).epochs(100);
 * Model start = Model.initial(trainer.network(), Seeds.of(42));
 *
 * MultiLayerNetwork twin = ReferenceTwin.of(trainer, start, DataType.FLOAT);
 * DataSet batch = ReferenceTwin.data(data, DataType.FLOAT);
 * for (int epoch = 0; epoch < 100; epoch++) {
 *     twin.fit(batch);
 * }
 * ArrayDifference distance = ReferenceTwin.distance(trainer.from(start).train(data, Seeds.of(42)), twin);
 * }</pre>
 */
public final class ReferenceTwin {
    private ReferenceTwin() {}

    /**
     * The twin of a network of the reference engine.
     *
     * @param trainer network, loss, optimiser and L2; batches and epochs are up to {@code fit}
     * @param start the weights to begin with
     * @param type {@link DataType#FLOAT} or {@link DataType#DOUBLE}: the numbers that the twin computes with
     * @return a network with the weights of {@code start}, rounded to the type
     * @throws IllegalArgumentException if Deeplearning4j has no such layer, activation or optimiser: dropout draws other
     *     numbers there, and momentum is Nesterov's
     */
    public static MultiLayerNetwork of(Trainer trainer, Model start, DataType type) {
        var layers = trainer.network().layers();
        var list = new NeuralNetConfiguration.Builder()
                .seed(1) // of weights that are replaced
                .dataType(type)
                .updater(updater(trainer.optimiser()))
                .l2(trainer.l2())
                .list();
        for (int i = 0; i < layers.size(); i++) {
            if (!(layers.get(i) instanceof Layer.Dense dense)) {
                throw new IllegalArgumentException("no twin draws the same numbers for " + layers.get(i));
            }
            boolean last = i == layers.size() - 1;
            var layer = last ? new OutputLayer.Builder(loss(trainer.loss())) : new DenseLayer.Builder();
            list.layer(layer.nIn(dense.inputs())
                    .nOut(dense.outputs())
                    .activation(activation(dense.activation()))
                    .build());
        }
        var network = new MultiLayerNetwork(list.build());
        network.init();
        for (int i = 0; i < layers.size(); i++) {
            network.setParam(i + "_W", Nd4j.create(start.weights(i)).castTo(type));
            network.setParam(
                    i + "_b", Nd4j.create(new double[][] {start.biases(i)}).castTo(type));
        }
        return network;
    }

    private static IUpdater updater(Optimiser optimiser) {
        if (optimiser instanceof Optimiser.Sgd sgd) {
            return new Sgd(sgd.rate());
        }
        if (optimiser instanceof Optimiser.Adam adam) {
            return new Adam(adam.rate(), adam.decay1(), adam.decay2(), adam.epsilon());
        }
        throw new IllegalArgumentException("Deeplearning4j has no optimiser of the same formulas as " + optimiser);
    }

    private static LossFunction loss(Loss loss) {
        return switch (loss) {
            case MEAN_SQUARED_ERROR -> LossFunction.MSE;
            case CROSS_ENTROPY -> LossFunction.MCXENT;
        };
    }

    private static org.nd4j.linalg.activations.Activation activation(Activation activation) {
        if (activation == Activation.LINEAR) {
            return org.nd4j.linalg.activations.Activation.IDENTITY;
        }
        if (activation == Activation.RELU) {
            return org.nd4j.linalg.activations.Activation.RELU;
        }
        if (activation == Activation.TANH) {
            return org.nd4j.linalg.activations.Activation.TANH;
        }
        if (activation == Activation.SOFTMAX) {
            return org.nd4j.linalg.activations.Activation.SOFTMAX;
        }
        throw new IllegalArgumentException("Deeplearning4j has no activation like '" + activation.name() + "'");
    }

    /**
     * The rows of a data set as one batch.
     *
     * @param data any data set
     * @param type the type of the twin
     * @return features and labels, rounded to the type
     */
    public static DataSet data(Dataset data, DataType type) {
        return new DataSet(
                Nd4j.create(data.inputs()).castTo(type),
                Nd4j.create(data.targets()).castTo(type));
    }

    /**
     * How far the twin's weights are from those of a model, in units in the last place of the twin's type.
     *
     * @param model a model of the same shape; its weights are rounded to the twin's type first
     * @param twin from {@link #of}, trained or not
     * @return the difference of all weights and biases, in the order of {@link Model#of}
     * @throws IllegalArgumentException if the shapes differ
     */
    public static ArrayDifference distance(Model model, MultiLayerNetwork twin) {
        return twin.params().dataType() == DataType.DOUBLE
                ? ArrayDifference.between(model.parameters(), parameters(model.network(), twin))
                : ArrayDifference.between(floats(model.parameters()), floats(parameters(model.network(), twin)));
    }

    /** In the order of the reference engine: a row of weights for each input, then the biases, layer by layer. */
    private static double[] parameters(Network network, MultiLayerNetwork twin) {
        double[] all = new double[network.parameterCount()];
        int next = 0;
        for (int i = 0; i < twin.getnLayers(); i++) {
            for (INDArray part : new INDArray[] {twin.getParam(i + "_W"), twin.getParam(i + "_b")}) {
                double[] values = part.dup('c').data().asDouble();
                if (next + values.length > all.length) {
                    throw new IllegalArgumentException("the twin has more parameters than " + network);
                }
                System.arraycopy(values, 0, all, next, values.length);
                next += values.length;
            }
        }
        if (next != all.length) {
            throw new IllegalArgumentException("the twin has fewer parameters than " + network);
        }
        return all;
    }

    private static float[] floats(double[] values) {
        float[] floats = new float[values.length];
        for (int i = 0; i < floats.length; i++) {
            floats[i] = (float) values[i];
        }
        return floats;
    }
}
