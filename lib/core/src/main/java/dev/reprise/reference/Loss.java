package dev.reprise.reference;

/**
 * How wrong an output is, averaged over the rows.
 *
 * <pre>{@code
 * Dataset iris = Datasets.iris();
 * Network network = Network.inputs(4).dense(3, Activation.SOFTMAX);
 * Model model = Trainer.of(network).loss(Loss.MEAN_SQUARED_ERROR).train(iris, Seeds.of(42));
 * double squared = model.loss(iris, Loss.MEAN_SQUARED_ERROR);
 * double entropy = model.loss(iris, Loss.CROSS_ENTROPY);
 * }</pre>
 */
public enum Loss {
    /** The mean over rows and outputs of (output - target)<sup>2</sup>. */
    MEAN_SQUARED_ERROR {
        @Override
        double row(double[] outputs, double[] sums, double[] targets, int start, int width) {
            double sum = 0;
            for (int j = start; j < start + width; j++) {
                double difference = outputs[j] - targets[j];
                sum += difference * difference;
            }
            return sum / width;
        }

        @Override
        void gradient(Layer.Dense last, double[] outputs, double[] targets, double[] gradient, int rows) {
            int width = last.outputs();
            double scale = 2.0 / ((double) rows * width);
            for (int i = 0; i < rows * width; i++) {
                gradient[i] = scale * (outputs[i] - targets[i]);
            }
            last.activation().backward(outputs, gradient, rows, width);
        }
    },

    /**
     * The mean over rows of -(t<sub>1</sub> log p<sub>1</sub> + t<sub>2</sub> log p<sub>2</sub> + ...), where t are the
     * targets and p the outputs of {@link Activation#SOFTMAX}; natural logarithm. It is computed from the sums before
     * softmax, so that an output of 0 does no harm.
     */
    CROSS_ENTROPY {
        @Override
        double row(double[] outputs, double[] sums, double[] targets, int start, int width) {
            double logSumExp = Activation.Softmax.logSumExp(sums, start, width);
            double sum = 0;
            for (int j = start; j < start + width; j++) {
                sum += targets[j] * (logSumExp - sums[j]);
            }
            return sum;
        }

        @Override
        void gradient(Layer.Dense last, double[] outputs, double[] targets, double[] gradient, int rows) {
            int width = last.outputs();
            for (int row = 0; row < rows; row++) {
                int start = row * width;
                double total = 0;
                for (int j = start; j < start + width; j++) {
                    total += targets[j];
                }
                for (int j = start; j < start + width; j++) {
                    gradient[j] = (outputs[j] * total - targets[j]) / rows;
                }
            }
        }
    };

    /** The loss of the row that begins at {@code start}; {@code sums} are those of the last layer, before its activation. */
    abstract double row(double[] outputs, double[] sums, double[] targets, int start, int width);

    /** The derivatives of the loss of a batch by the sums of the last layer. */
    abstract void gradient(Layer.Dense last, double[] outputs, double[] targets, double[] gradient, int rows);

    /** Cross-entropy wants probabilities. */
    void check(Network network) {
        if (this == CROSS_ENTROPY && fitting(network.last()) != this) {
            throw new IllegalArgumentException("cross-entropy needs a network that ends in softmax, not " + network
                    + "; write dense(n, Activation.SOFTMAX), or use MEAN_SQUARED_ERROR");
        }
    }

    /** Cross-entropy after softmax, otherwise mean squared error. */
    static Loss fitting(Layer.Dense last) {
        return last.activation() == Activation.SOFTMAX ? CROSS_ENTROPY : MEAN_SQUARED_ERROR;
    }
}
