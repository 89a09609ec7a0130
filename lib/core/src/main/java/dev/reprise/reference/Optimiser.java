package dev.reprise.reference;

/**
 * How gradients change parameters.
 *
 * <pre>{@code
 * Optimiser plain = Optimiser.sgd(0.1);
 * Optimiser heavy = Optimiser.momentum(0.01, 0.9);
 * Optimiser adam = Optimiser.adam(0.001);
 * }</pre>
 *
 * <p>One of your own must say what it is in {@link Object#toString}, as records do: a saved state is only restored into a
 * training with the same optimiser.
 */
public interface Optimiser {
    /**
     * How many numbers it remembers from one update to the next.
     *
     * @param parameters how many parameters there are
     * @return the length of {@code memory}, which begins as zeros
     */
    int memorySize(int parameters);

    /**
     * One update.
     *
     * @param parameters changed in place
     * @param gradient derivatives of the loss, as many as parameters
     * @param memory what is remembered, changed in place
     * @param iteration number of this update, from 1
     */
    void update(double[] parameters, double[] gradient, double[] memory, long iteration);

    /**
     * Gradient descent: w = w - rate g.
     *
     * @param rate the learning rate, more than 0
     * @return the optimiser
     * @throws IllegalArgumentException if the rate is not positive and finite
     */
    static Optimiser sgd(double rate) {
        return new Sgd(rate);
    }

    /**
     * Gradient descent with momentum: v = decay v - rate g, then w = w + v.
     *
     * @param rate the learning rate, more than 0
     * @param decay how much of the last step is kept, from 0 to less than 1
     * @return the optimiser
     * @throws IllegalArgumentException if a value is out of its range
     */
    static Optimiser momentum(double rate, double decay) {
        return new Momentum(rate, decay);
    }

    /**
     * Adam with the values of its paper: decays 0.9 and 0.999, epsilon 1e-8.
     *
     * @param rate the learning rate, more than 0
     * @return the optimiser
     * @throws IllegalArgumentException if the rate is not positive and finite
     */
    static Optimiser adam(double rate) {
        return new Adam(rate, 0.9, 0.999, 1e-8);
    }

    /**
     * Gradient descent.
     *
     * @param rate the learning rate
     */
    record Sgd(double rate) implements Optimiser {
        /** Checks the rate. */
        public Sgd {
            checkRate(rate);
        }

        @Override
        public int memorySize(int parameters) {
            return 0;
        }

        @Override
        public void update(double[] parameters, double[] gradient, double[] memory, long iteration) {
            for (int i = 0; i < parameters.length; i++) {
                parameters[i] -= rate * gradient[i];
            }
        }
    }

    /**
     * Gradient descent with momentum.
     *
     * @param rate the learning rate
     * @param decay how much of the last step is kept
     * @see <a href="https://doi.org/10.1016/0041-5553(64)90137-5">Polyak 1964</a>
     */
    record Momentum(double rate, double decay) implements Optimiser {
        /** Checks the ranges. */
        public Momentum {
            checkRate(rate);
            checkDecay(decay);
        }

        @Override
        public int memorySize(int parameters) {
            return parameters;
        }

        @Override
        public void update(double[] parameters, double[] gradient, double[] memory, long iteration) {
            for (int i = 0; i < parameters.length; i++) {
                memory[i] = decay * memory[i] - rate * gradient[i];
                parameters[i] += memory[i];
            }
        }
    }

    /**
     * Adam in the form at the end of section 2 of its paper, which Keras and Deeplearning4j use: with
     * m = decay1 m + (1 - decay1) g and v = decay2 v + (1 - decay2) g<sup>2</sup>, in update t
     * w = w - rate sqrt(1 - decay2<sup>t</sup>) / (1 - decay1<sup>t</sup>) m / (sqrt(v) + epsilon).
     *
     * @param rate the learning rate
     * @param decay1 how much of the mean of the gradients is kept
     * @param decay2 how much of the mean of their squares is kept
     * @param epsilon added to the divisor, more than 0
     * @see <a href="https://arxiv.org/abs/1412.6980">Kingma and Ba 2015</a>
     */
    record Adam(double rate, double decay1, double decay2, double epsilon) implements Optimiser {
        /** Checks the ranges. */
        public Adam {
            checkRate(rate);
            checkDecay(decay1);
            checkDecay(decay2);
            if (!(epsilon > 0 && epsilon < Double.POSITIVE_INFINITY)) {
                throw new IllegalArgumentException("Adam's epsilon must be more than 0 and finite, not " + epsilon);
            }
        }

        @Override
        public int memorySize(int parameters) {
            return Math.multiplyExact(2, parameters);
        }

        /** Memory: all m, then all v. */
        @Override
        public void update(double[] parameters, double[] gradient, double[] memory, long iteration) {
            int count = parameters.length;
            double step =
                    rate * Math.sqrt(1 - StrictMath.pow(decay2, iteration)) / (1 - StrictMath.pow(decay1, iteration));
            for (int i = 0; i < count; i++) {
                double g = gradient[i];
                double m = decay1 * memory[i] + (1 - decay1) * g;
                double v = decay2 * memory[count + i] + (1 - decay2) * (g * g);
                memory[i] = m;
                memory[count + i] = v;
                parameters[i] -= step * m / (Math.sqrt(v) + epsilon);
            }
        }
    }

    private static void checkRate(double rate) {
        if (!(rate > 0 && rate < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("a learning rate must be more than 0 and finite, not " + rate);
        }
    }

    private static void checkDecay(double decay) {
        if (!(decay >= 0 && decay < 1)) {
            throw new IllegalArgumentException("a decay must be from 0 to less than 1, not " + decay);
        }
    }
}
