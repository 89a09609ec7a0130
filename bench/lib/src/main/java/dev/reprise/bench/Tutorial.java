package dev.reprise.bench;

import dev.reprise.data.Dataset;
import dev.reprise.data.Datasets;
import dev.reprise.dl4j.ReferenceTwin;
import dev.reprise.dl4j.Seeded;
import dev.reprise.experiment.Result;
import dev.reprise.experiment.Settings;
import dev.reprise.experiment.Trial;
import dev.reprise.reference.Network;
import dev.reprise.reference.Trainer;
import dev.reprise.seeds.Seeds;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

/** The network of the Keras tutorial: 1-10-1, linear, mean squared error, Adam, 9 pairs, 100 epochs of one batch. */
final class Tutorial {
    private static final int EPOCHS = 100;

    private Tutorial() {}

    /** On the reference engine. */
    static final class OnReference implements Trial {
        private final Dataset data = Datasets.sequence();
        private final Trainer trainer =
                Trainer.of(Network.inputs(1).dense(10).dense(1)).epochs(EPOCHS);

        @Override
        public Result run(Seeds seeds, Settings settings) {
            return Result.of("mse", trainer.train(data, seeds).loss(data));
        }
    }

    /** On Deeplearning4j. */
    static final class OnDl4j implements Trial {
        private final DataSet data = ReferenceTwin.data(Datasets.sequence(), DataType.FLOAT);
        private final MultiLayerConfiguration configuration = new NeuralNetConfiguration.Builder()
                .updater(new Adam(0.001))
                .list()
                .layer(new DenseLayer.Builder()
                        .nIn(1)
                        .nOut(10)
                        .activation(Activation.IDENTITY)
                        .build())
                .layer(new OutputLayer.Builder(LossFunction.MSE)
                        .nIn(10)
                        .nOut(1)
                        .activation(Activation.IDENTITY)
                        .build())
                .build();

        @Override
        public Result run(Seeds seeds, Settings settings) {
            var network = Seeded.network(configuration, seeds);
            for (int epoch = 0; epoch < EPOCHS; epoch++) {
                network.fit(data);
            }
            var error = network.output(data.getFeatures()).sub(data.getLabels());
            return Result.of("mse", error.mul(error).meanNumber().doubleValue());
        }
    }
}
