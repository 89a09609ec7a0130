package dev.reprise.dl4j.level;

import dev.reprise.dl4j.Fingerprints;
import dev.reprise.dl4j.Seeded;
import dev.reprise.seeds.Seeds;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Adam;

/** Three updates of a network that is large enough for OpenBLAS to use its fast code. */
final class DenseMain {
    private DenseMain() {}

    public static void main(String[] arguments) {
        var configuration = new NeuralNetConfiguration.Builder()
                .updater(new Adam(0.01))
                .list()
                .layer(new DenseLayer.Builder()
                        .nIn(300)
                        .nOut(100)
                        .activation(Activation.TANH)
                        .dropOut(0.5)
                        .build())
                .layer(new OutputLayer.Builder()
                        .nIn(100)
                        .nOut(10)
                        .activation(Activation.SOFTMAX)
                        .build())
                .build();
        var numbers = Seeds.of(1).stream("data");
        float[] features = new float[64 * 300];
        float[] labels = new float[64 * 10];
        for (int i = 0; i < features.length; i++) {
            features[i] = numbers.nextFloat();
        }
        for (int row = 0; row < 64; row++) {
            labels[row * 10 + numbers.nextInt(10)] = 1;
        }
        var data = new DataSet(
                Nd4j.createFromArray(features).reshape(64, 300),
                Nd4j.createFromArray(labels).reshape(64, 10));
        var network = Seeded.network(configuration, Seeds.of(42));
        for (int i = 0; i < 3; i++) {
            network.fit(data);
        }
        System.out.println(Fingerprints.ofWeights(network));
    }
}
