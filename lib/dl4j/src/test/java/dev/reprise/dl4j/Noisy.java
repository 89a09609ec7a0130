package dev.reprise.dl4j;

import dev.reprise.seeds.RandomStream;
import dev.reprise.seeds.Seeds;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.dataset.api.DataSetPreProcessor;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

/** A training with every kind of randomness: initial weights, dropout, shuffled batches, and noise added to each batch. */
final class Noisy {
    static final int EXAMPLES = 50;
    static final int BATCH = 8;

    private Noisy() {}

    /** Two classes that overlap. */
    static DataSet data() {
        RandomStream numbers = Seeds.of(1).stream("data");
        INDArray features = Nd4j.create(EXAMPLES, 4);
        INDArray labels = Nd4j.zeros(EXAMPLES, 2);
        for (int i = 0; i < EXAMPLES; i++) {
            int label = i % 2;
            labels.putScalar(i, label, 1);
            for (int j = 0; j < 4; j++) {
                features.putScalar(i, j, numbers.nextGaussian() + label);
            }
        }
        return new DataSet(features, labels);
    }

    static MultiLayerConfiguration configuration() {
        return new NeuralNetConfiguration.Builder()
                .updater(new Adam(0.01))
                .list()
                .layer(new DenseLayer.Builder()
                        .nIn(4)
                        .nOut(16)
                        .activation(Activation.TANH)
                        .dropOut(0.5)
                        .build())
                .layer(new BatchNormalization.Builder().nOut(16).build())
                .layer(new OutputLayer.Builder(LossFunction.MCXENT)
                        .nIn(16)
                        .nOut(2)
                        .activation(Activation.SOFTMAX)
                        .dropOut(0.8)
                        .build())
                .build();
    }

    static Batches batches(Seeds seeds) {
        var batches = Seeded.batches(data(), BATCH, seeds);
        batches.setPreProcessor(noise());
        return batches;
    }

    /** Draws from ND4J, in whichever thread makes the batch. */
    static DataSetPreProcessor noise() {
        return batch ->
                batch.getFeatures().addi(Nd4j.randn(batch.getFeatures().shape()).muli(0.1));
    }

    static String sha256(INDArray array) {
        float[] numbers = array.dup('c').data().asFloat();
        var bytes = ByteBuffer.allocate(numbers.length * Float.BYTES);
        bytes.asFloatBuffer().put(numbers);
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes.array()));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
