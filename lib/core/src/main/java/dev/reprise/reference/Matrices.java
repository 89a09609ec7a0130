package dev.reprise.reference;

import java.util.Arrays;

/**
 * The three products of a dense layer, each sum in one fixed order.
 *
 * <p>Matrices are arrays in row-major order. The innermost loop never adds up: it runs over independent sums, which a
 * compiler may compute side by side without changing their bits.
 */
final class Matrices {
    private Matrices() {}

    /** z[i][j] = bias[j] + x[i][0] w[0][j] + x[i][1] w[1][j] + ..., added from left to right. */
    static void affine(double[] x, int rows, Layer.Dense layer, double[] parameters, int offset, double[] z) {
        int inputs = layer.inputs();
        int outputs = layer.outputs();
        int bias = offset + inputs * outputs;
        for (int i = 0; i < rows; i++) {
            int out = i * outputs;
            System.arraycopy(parameters, bias, z, out, outputs);
            for (int k = 0; k < inputs; k++) {
                addScaled(x[i * inputs + k], parameters, offset + k * outputs, z, out, outputs);
            }
        }
    }

    /**
     * gradient[k][j] = x[0][k] dz[0][j] + x[1][k] dz[1][j] + ..., and for the bias dz[0][j] + dz[1][j] + ..., each added to 0
     * from left to right.
     */
    static void parameterGradient(double[] x, double[] dz, int rows, Layer.Dense layer, double[] gradient, int offset) {
        int inputs = layer.inputs();
        int outputs = layer.outputs();
        int bias = offset + inputs * outputs;
        Arrays.fill(gradient, offset, bias + outputs, 0);
        for (int i = 0; i < rows; i++) {
            for (int k = 0; k < inputs; k++) {
                addScaled(x[i * inputs + k], dz, i * outputs, gradient, offset + k * outputs, outputs);
            }
            addScaled(1, dz, i * outputs, gradient, bias, outputs);
        }
    }

    /** dx[i][k] = dz[i][0] w[k][0] + dz[i][1] w[k][1] + ..., added to 0 from left to right. */
    static void inputGradient(
            double[] dz,
            int rows,
            Layer.Dense layer,
            double[] parameters,
            int offset,
            double[] transposed,
            double[] dx) {
        int inputs = layer.inputs();
        int outputs = layer.outputs();
        for (int k = 0; k < inputs; k++) {
            for (int j = 0; j < outputs; j++) {
                transposed[j * inputs + k] = parameters[offset + k * outputs + j];
            }
        }
        Arrays.fill(dx, 0, rows * inputs, 0);
        for (int i = 0; i < rows; i++) {
            for (int j = 0; j < outputs; j++) {
                addScaled(dz[i * outputs + j], transposed, j * inputs, dx, i * inputs, inputs);
            }
        }
    }

    private static void addScaled(double factor, double[] from, int fromOffset, double[] to, int toOffset, int count) {
        for (int j = 0; j < count; j++) {
            to[toOffset + j] += factor * from[fromOffset + j];
        }
    }
}
