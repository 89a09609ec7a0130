package dev.reprise.reference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.reprise.data.Dataset;
import dev.reprise.seeds.Seeds;
import java.util.List;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

/** The derivatives against differences of the loss. */
class GradientTest {
    private static final Activation LOGISTIC =
            Activation.of("logistic", z -> 1 / (1 + StrictMath.exp(-z)), a -> a * (1 - a));

    @Provide
    Arbitrary<Network> networks() {
        var hidden = Arbitraries.of(Activation.LINEAR, Activation.TANH, Activation.RELU, Activation.SOFTMAX, LOGISTIC);
        var widths = Arbitraries.integers().between(1, 5);
        var rates = Arbitraries.of(0.0, 0.0, 0.5);
        var last = Arbitraries.of(Activation.LINEAR, Activation.TANH, Activation.SOFTMAX);
        return Combinators.combine(widths, rates, widths, hidden, rates, widths, hidden, last)
                .as((inputs, rate, width, activation, rate2, width2, activation2, end) -> Network.inputs(inputs)
                        .dropout(rate)
                        .dense(width, activation)
                        .dropout(rate2)
                        .dense(width2, activation2)
                        .dense(3, end));
    }

    @Property(tries = 200)
    void areThoseOfTheLoss(
            @ForAll("networks") Network network,
            @ForAll @IntRange(min = 1, max = 6) int rows,
            @ForAll Loss loss,
            @ForAll boolean penalty,
            @ForAll long seed) {
        if (loss == Loss.CROSS_ENTROPY && network.last().activation() != Activation.SOFTMAX) {
            return;
        }
        var seeds = Seeds.of(seed);
        var random = seeds.stream("data");
        double[][] inputs = random(rows, network.inputWidth(), random);
        var data = loss == Loss.CROSS_ENTROPY
                ? Dataset.of("random", inputs, random.ints(rows, 0, 3).toArray(), List.of("a", "b", "c"))
                : Dataset.of("random", inputs, random(rows, 3, random));
        var trainer = Trainer.of(network).loss(loss).l2(penalty ? 0.1 : 0);
        // Biases that are not 0 keep ReLU away from its corner.
        double[] at = random(1, network.parameterCount(), random)[0];
        double[] gradient = new double[at.length];
        first(trainer, at, data, seeds, step -> System.arraycopy(step.gradient(), 0, gradient, 0, at.length));
        for (int i = 0; i < at.length; i++) {
            double h = 1e-5;
            double slope = (lossAt(trainer, at, i, h, data, seeds) - lossAt(trainer, at, i, -h, data, seeds)) / (2 * h);
            double halved =
                    (lossAt(trainer, at, i, h / 2, data, seeds) - lossAt(trainer, at, i, -h / 2, data, seeds)) / h;
            if (Math.abs(slope - halved) > 1e-7) {
                continue; // a corner of ReLU lies between
            }
            assertThat(gradient[i]).as("parameter %d of %s", i, network).isCloseTo(halved, within(1e-6));
        }
    }

    private static double[][] random(int rows, int columns, RandomGenerator random) {
        return IntStream.range(0, rows)
                .mapToObj(row -> random.doubles(columns, -1, 1).toArray())
                .toArray(double[][]::new);
    }

    /** The loss before the first update, with one parameter moved; the same seeds give the same dropout. */
    private static double lossAt(Trainer trainer, double[] at, int index, double by, Dataset data, Seeds seeds) {
        double[] moved = at.clone();
        moved[index] += by;
        double[] loss = new double[1];
        first(trainer, moved, data, seeds, step -> loss[0] = step.loss());
        return loss[0];
    }

    private static void first(Trainer trainer, double[] at, Dataset data, Seeds seeds, Consumer<Step> listener) {
        trainer.from(Model.of(trainer.network, at))
                .onStep(listener)
                .start(data, seeds)
                .step();
    }
}
