package dev.reprise.reference;

import java.util.Objects;
import java.util.function.DoubleUnaryOperator;

/**
 * What a layer does to its sums.
 *
 * <pre>{@code
 * Activation logistic = Activation.of("logistic", z -> 1 / (1 + StrictMath.exp(-z)), a -> a * (1 - a));
 * Activation notTheSameOnEveryJdk = Activation.of("Math.tanh", Math::tanh, a -> 1 - a * a);
 * Network network = Network.inputs(2).dense(8, logistic).dense(1);
 * }</pre>
 *
 * <p>The four that are given are the same bits everywhere. One of your own is, if it uses arithmetic, {@link Math#sqrt} and
 * {@link StrictMath} alone: {@link Math#tanh} is another function on JDK 17 than on JDK 25.
 */
public sealed interface Activation permits Activation.Elementwise, Activation.Softmax {
    /** The sum itself: a layer without an activation. */
    Activation LINEAR = new Elementwise("linear", z -> z, a -> 1);

    /** The sum if it is positive, otherwise 0; its derivative at 0 is 0. */
    Activation RELU = new Elementwise("relu", z -> Math.max(z, 0.0), a -> a > 0 ? 1 : 0);

    /** The hyperbolic tangent, from {@link StrictMath}. */
    Activation TANH = new Elementwise("tanh", StrictMath::tanh, a -> 1 - a * a);

    /**
     * The exponentials of a row, divided by their sum: probabilities of classes. The largest sum of the row is subtracted
     * first, so that nothing overflows.
     */
    Activation SOFTMAX = new Softmax();

    /**
     * An activation of your own that treats each sum by itself.
     *
     * @param name what it is called; networks with activations of different names are different networks
     * @param function from the sum z to the activation a
     * @param derivative the derivative of the function, as a function of the activation a; so for the hyperbolic tangent
     *     {@code a -> 1 - a * a}
     * @return the activation
     * @throws IllegalArgumentException if the name is blank
     */
    static Activation of(String name, DoubleUnaryOperator function, DoubleUnaryOperator derivative) {
        if (name.isBlank()) {
            throw new IllegalArgumentException("an activation needs a name");
        }
        return new Elementwise(name, Objects.requireNonNull(function), Objects.requireNonNull(derivative));
    }

    /**
     * What it is called.
     *
     * @return for example {@code tanh}
     */
    String name();

    /**
     * Replaces sums by activations.
     *
     * @param values sums, in rows; overwritten
     * @param rows how many rows
     * @param width how many numbers in a row
     */
    void apply(double[] values, int rows, int width);

    /**
     * Replaces the derivatives of the loss by the activations with those by the sums.
     *
     * @param activations what {@link #apply} has left, in rows
     * @param gradient derivatives, in rows; overwritten
     * @param rows how many rows
     * @param width how many numbers in a row
     */
    void backward(double[] activations, double[] gradient, int rows, int width);

    /**
     * An activation of each sum by itself.
     *
     * @param name what it is called
     * @param function from the sum to the activation
     * @param derivative its derivative, as a function of the activation
     */
    record Elementwise(String name, DoubleUnaryOperator function, DoubleUnaryOperator derivative)
            implements Activation {
        @Override
        public void apply(double[] values, int rows, int width) {
            for (int i = 0; i < rows * width; i++) {
                values[i] = function.applyAsDouble(values[i]);
            }
        }

        @Override
        public void backward(double[] activations, double[] gradient, int rows, int width) {
            for (int i = 0; i < rows * width; i++) {
                gradient[i] *= derivative.applyAsDouble(activations[i]);
            }
        }

        @Override
        public String toString() {
            return name;
        }
    }

    /** Probabilities of classes. */
    record Softmax() implements Activation {
        @Override
        public String name() {
            return "softmax";
        }

        @Override
        public void apply(double[] values, int rows, int width) {
            for (int row = 0; row < rows; row++) {
                int start = row * width;
                double largest = largest(values, start, width);
                double sum = 0;
                for (int j = start; j < start + width; j++) {
                    values[j] = StrictMath.exp(values[j] - largest);
                    sum += values[j];
                }
                for (int j = start; j < start + width; j++) {
                    values[j] /= sum;
                }
            }
        }

        /** The logarithm of the sum of the exponentials of one row, without overflow. */
        static double logSumExp(double[] sums, int start, int width) {
            double largest = largest(sums, start, width);
            double sum = 0;
            for (int j = start; j < start + width; j++) {
                sum += StrictMath.exp(sums[j] - largest);
            }
            return largest + StrictMath.log(sum);
        }

        private static double largest(double[] values, int start, int width) {
            double largest = values[start];
            for (int j = start + 1; j < start + width; j++) {
                largest = Math.max(largest, values[j]);
            }
            return largest;
        }

        /** dz[j] = p[j] (g[j] - (g[0] p[0] + g[1] p[1] + ...)), the product of g with the Jacobian of softmax. */
        @Override
        public void backward(double[] activations, double[] gradient, int rows, int width) {
            for (int row = 0; row < rows; row++) {
                int start = row * width;
                double mean = 0;
                for (int j = start; j < start + width; j++) {
                    mean += gradient[j] * activations[j];
                }
                for (int j = start; j < start + width; j++) {
                    gradient[j] = activations[j] * (gradient[j] - mean);
                }
            }
        }

        @Override
        public String toString() {
            return name();
        }
    }
}
