package dev.reprise.reference;

/**
 * One layer of a {@link Network}.
 *
 * <pre>{@code
 * Network network = Network.inputs(2).dense(8, Activation.RELU).dropout(0.2).dense(1);
 * for (Layer layer : network.layers()) {
 *     System.out.println(layer + ": " + layer.parameterCount() + " parameters");
 * }
 * }</pre>
 */
public sealed interface Layer permits Layer.Dense, Layer.Dropout {
    /**
     * How many numbers come out for each row.
     *
     * @return the width of the output
     */
    int outputs();

    /**
     * How many numbers this layer learns.
     *
     * @return 0 for a layer that does not learn
     */
    int parameterCount();

    /**
     * Every output is a weighted sum of all inputs and a bias, passed through an activation.
     *
     * @param inputs width of the input, at least 1
     * @param outputs width of the output, at least 1
     * @param activation what is done to the sums
     */
    record Dense(int inputs, int outputs, Activation activation) implements Layer {
        @Override
        public int parameterCount() {
            return (inputs + 1) * outputs;
        }

        /** How many parameters are weights; the biases stand behind them. */
        int weightCount() {
            return inputs * outputs;
        }

        @Override
        public String toString() {
            return "dense " + outputs + " " + activation.name();
        }
    }

    /**
     * In training each number is set to 0 with probability {@code rate}, and otherwise multiplied by 1 / (1 - {@code rate}),
     * so that its expectation stays. In prediction nothing happens.
     *
     * @param outputs width of input and output
     * @param rate the probability of losing a number, from 0 up to but not including 1
     * @see <a href="https://jmlr.org/papers/v15/srivastava14a.html">Srivastava et al. 2014, section 10 (inverted dropout)</a>
     */
    record Dropout(int outputs, double rate) implements Layer {
        @Override
        public int parameterCount() {
            return 0;
        }

        @Override
        public String toString() {
            return "dropout " + rate;
        }
    }
}
