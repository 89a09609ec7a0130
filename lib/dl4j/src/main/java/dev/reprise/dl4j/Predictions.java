package dev.reprise.dl4j;

import dev.reprise.experiment.Result;
import dev.reprise.fingerprint.Fingerprint;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.deeplearning4j.nn.api.Model;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;

/**
 * What a trained network says about examples, in the form in which experiments keep it.
 *
 * <pre>{@code
 * Trials trials = Experiment.named("two moons").seed(42).run((seeds, settings) -> {
 *     MultiLayerNetwork network = Seeded.network(configuration, seeds);
 *     network.fit(Seeded.batches(train, 32, seeds), 20);
 *     return Predictions.of(network, test).toResult();
 * }).repeat(30);
 * double[] accuracies = trials.values("accuracy");
 * int[][] predicted = trials.ints("predicted");          // for agreement and churn
 * }</pre>
 *
 * <p>The network is used as for inference: no dropout, and nothing is drawn. A prediction can differ in its last bits with
 * the number of examples that are predicted at once, so compare predictions of the same test set as a whole.
 *
 * @param outputs what the output layer gives, one row for each example: probabilities of classes, or numbers
 * @param labels what is right, in the same form
 * @param loss the value of the network's loss function, regularisation included, averaged over the examples
 * @param weights the fingerprint of the network's weights
 */
public record Predictions(double[][] outputs, double[][] labels, double loss, Fingerprint weights) {
    /**
     * Lets a network predict.
     *
     * @param network a {@code MultiLayerNetwork}, or a {@code ComputationGraph} with one input and one output
     * @param test the examples, with labels; not changed
     * @return what it says
     * @throws IllegalArgumentException if the network is of another kind, its outputs are no rows of numbers, or there are no
     *     examples
     */
    public static Predictions of(Model network, DataSet test) {
        Rows.count(test);
        var model = TrainedModel.of(network);
        INDArray outputs = model.output(test.getFeatures());
        return new Predictions(
                matrix(outputs), matrix(test.getLabels()), model.loss(test), Fingerprints.ofWeights(network));
    }

    private static double[][] matrix(INDArray array) {
        if (array.rank() != 2) {
            throw new IllegalArgumentException(
                    "outputs and labels must be one row of numbers for each example, not of shape "
                            + Arrays.toString(array.shape()));
        }
        return array.toDoubleMatrix();
    }

    /**
     * Whether the outputs are probabilities of classes.
     *
     * @return true if every label is one 1 among 0s, with at least two columns
     */
    public boolean areClasses() {
        return labels[0].length > 1 && Arrays.stream(labels).allMatch(Predictions::isOneHot);
    }

    private static boolean isOneHot(double[] row) {
        return Arrays.stream(row).filter(value -> value == 1).count() == 1
                && Arrays.stream(row).filter(value -> value == 0).count() == row.length - 1;
    }

    /**
     * The predicted classes.
     *
     * @return for each example the number of the column with the greatest output, the first of several
     */
    public int[] predicted() {
        return Arrays.stream(outputs).mapToInt(Predictions::greatest).toArray();
    }

    /**
     * The right classes.
     *
     * @return for each example the number of the column with the greatest label
     */
    public int[] actual() {
        return Arrays.stream(labels).mapToInt(Predictions::greatest).toArray();
    }

    private static int greatest(double[] row) {
        return IntStream.range(1, row.length).reduce(0, (best, i) -> row[i] > row[best] ? i : best);
    }

    /**
     * The share of examples whose predicted class is right.
     *
     * @return a number from 0 to 1
     */
    public double accuracy() {
        int[] predicted = predicted();
        int[] actual = actual();
        return IntStream.range(0, actual.length)
                        .filter(i -> predicted[i] == actual[i])
                        .count()
                / (double) actual.length;
    }

    /**
     * As the result of a trial.
     *
     * @return the numbers {@code loss} and, for classes, {@code accuracy}; the array {@code predicted}: classes, or else all
     *     outputs row by row; and the text {@code weights}
     */
    public Result toResult() {
        var result = Result.of("loss", loss);
        result = areClasses()
                ? result.and("accuracy", accuracy()).and("predicted", predicted())
                : result.and(
                        "predicted",
                        Arrays.stream(outputs).flatMapToDouble(Arrays::stream).toArray());
        return result.and("weights", weights.hex());
    }
}
