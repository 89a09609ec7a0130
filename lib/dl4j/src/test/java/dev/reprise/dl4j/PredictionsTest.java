package dev.reprise.dl4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.reprise.experiment.Experiment;
import dev.reprise.fingerprint.Fingerprint;
import dev.reprise.seeds.Seeds;
import org.junit.jupiter.api.Test;
import org.nd4j.evaluation.classification.Evaluation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

class PredictionsTest {
    private static final Seeds SEEDS = Seeds.of(42);

    @Test
    void agreeWithDeeplearning4jsEvaluation() {
        var network = Seeded.network(Noisy.configuration(), SEEDS);
        network.fit(Noisy.batches(SEEDS), 5);
        var predictions = Predictions.of(network, Noisy.data());
        var evaluation = new Evaluation(2);
        evaluation.eval(Noisy.data().getLabels(), network.output(Noisy.data().getFeatures()));

        assertThat(predictions.areClasses()).isTrue();
        assertThat(predictions.accuracy()).isEqualTo(evaluation.accuracy()).isBetween(0.5, 1.0);
        assertThat(predictions.loss()).isEqualTo(network.score(Noisy.data()));
        assertThat(predictions.predicted())
                .isEqualTo(network.predict(Noisy.data().getFeatures()));
    }

    @Test
    void areResultsOfTrials() {
        var experiment = Experiment.named("noisy").seed(42).run((seeds, settings) -> {
            var network = Seeded.network(Noisy.configuration(), seeds);
            network.fit(Noisy.batches(seeds), 1);
            return Predictions.of(network, Noisy.data()).toResult();
        });
        var trials = experiment.repeat(3);

        assertThat(trials.ints("predicted")).hasDimensions(3, Noisy.EXAMPLES);
        assertThat(trials.values("accuracy")).hasSize(3);
        assertThat(trials.all().stream().map(trial -> trial.result().text("weights")))
                .doesNotHaveDuplicates();
        assertThat(experiment.inThreads(2).repeat(3)).isEqualTo(trials);
    }

    @Test
    void ofNumbersHaveNoClasses() {
        var network = Seeded.network(Tutorial.configuration(), SEEDS);
        var predictions = Predictions.of(network, Tutorial.PAIRS);

        assertThat(predictions.areClasses()).isFalse();
        assertThat(predictions.toResult().array("predicted")).hasSize(9);
        assertThat(predictions.toResult().valueNames()).containsExactly("loss");
        assertThatThrownBy(() -> Predictions.of(network, new DataSet())).hasMessage("the data set has no examples");
    }

    @Test
    void fingerprintsOfArraysAreThoseOfJavaArrays() {
        INDArray matrix = Nd4j.arange(12).div(7).reshape(3, 4);

        assertThat(Fingerprints.of(matrix)).isEqualTo(Fingerprint.of(matrix.toFloatMatrix()));
        assertThat(Fingerprints.of(matrix.dup('f'))).isEqualTo(Fingerprints.of(matrix));
        assertThat(Fingerprints.of(matrix.get(NDArrayIndex.interval(1, 3), NDArrayIndex.interval(0, 2))))
                .isEqualTo(Fingerprint.of(new float[][] {
                    {matrix.getFloat(1, 0), matrix.getFloat(1, 1)}, {matrix.getFloat(2, 0), matrix.getFloat(2, 1)}
                }));
        assertThat(Fingerprints.of(matrix.castTo(DataType.DOUBLE)))
                .isEqualTo(Fingerprint.of(matrix.castTo(DataType.DOUBLE).toDoubleMatrix()));
        assertThat(Fingerprints.of(matrix.castTo(DataType.INT32)))
                .isEqualTo(Fingerprint.of(matrix.castTo(DataType.INT32).toIntMatrix()));
        assertThat(Fingerprints.of(Nd4j.scalar(true))).isEqualTo(Fingerprint.of(true));
        assertThatThrownBy(() -> Fingerprints.of(matrix.castTo(DataType.FLOAT16)))
                .hasMessageContaining("HALF");
    }

    @Test
    void oneBitOfOneWeightIsSeen() {
        var network = Seeded.network(Tutorial.configuration(), SEEDS);
        network.fit(Tutorial.PAIRS);
        var parts = Fingerprints.parts(network);
        INDArray bias = network.getParam("1_b");
        bias.putScalar(0, Math.nextUp(bias.getFloat(0)));
        var changed = Fingerprints.parts(network);

        assertThat(parts.keySet()).containsExactly("0_W", "0_b", "1_W", "1_b", "updater", "iteration", "epoch");
        assertThat(changed.keySet().stream().filter(name -> !changed.get(name).equals(parts.get(name))))
                .containsExactly("1_b");
    }
}
