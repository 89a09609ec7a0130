package dev.reprise.dl4j;

import dev.reprise.experiment.Result;
import dev.reprise.experiment.Settings;
import dev.reprise.experiment.Trial;
import dev.reprise.seeds.Seeds;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

/** The Keras tutorial's experiment, as a chapter of the workbook would write it. */
public final class Tutorial implements Trial {
    static final DataSet PAIRS = new DataSet(
            Nd4j.createFromArray(new float[] {0.0f, 0.1f, 0.2f, 0.3f, 0.4f, 0.5f, 0.6f, 0.7f, 0.8f})
                    .reshape(9, 1),
            Nd4j.createFromArray(new float[] {0.1f, 0.2f, 0.3f, 0.4f, 0.5f, 0.6f, 0.7f, 0.8f, 0.9f})
                    .reshape(9, 1));

    /** Names no seed. */
    static MultiLayerConfiguration configuration() {
        return new NeuralNetConfiguration.Builder()
                .updater(new Adam(1e-3))
                .list()
                .layer(new DenseLayer.Builder()
                        .nIn(1)
                        .nOut(10)
                        .activation(Activation.RELU)
                        .build())
                .layer(new OutputLayer.Builder(LossFunction.MSE)
                        .nIn(10)
                        .nOut(1)
                        .activation(Activation.IDENTITY)
                        .build())
                .build();
    }

    @Override
    public Result run(Seeds seeds, Settings settings) {
        var network = Seeded.network(configuration(), seeds);
        for (int epoch = 0; epoch < 100; epoch++) {
            network.fit(PAIRS);
        }
        return Result.of("mse", network.score(PAIRS))
                .and("weights", network.params().toDoubleVector());
    }
}
