package dev.reprise.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.reprise.seeds.Seeds;
import java.util.Arrays;
import java.util.Comparator;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class DatasetsTest {
    private static double mean(Dataset data, ToDoubleFunction<double[]> of) {
        return Arrays.stream(data.inputs()).mapToDouble(of).average().orElseThrow();
    }

    @Test
    void theSequenceIsThatOfTheTutorial() {
        assertThat(Datasets.sequence().inputs())
                .isDeepEqualTo(new double[][] {{0}, {0.1}, {0.2}, {0.3}, {0.4}, {0.5}, {0.6}, {0.7}, {0.8}});
        assertThat(Datasets.sequence().targets())
                .isDeepEqualTo(new double[][] {{0.1}, {0.2}, {0.3}, {0.4}, {0.5}, {0.6}, {0.7}, {0.8}, {0.9}});
    }

    @Test
    void moonsWithoutNoiseAreHalfCircles() {
        var moons = Datasets.moons(200, 0, Seeds.of(42));
        double[][] points = moons.inputs();
        for (int i = 0; i < 200; i++) {
            boolean upper = moons.labels()[i] == 0;
            double x = points[i][0] - (upper ? 0 : 1);
            double y = points[i][1] - (upper ? 0 : 0.5);
            assertThat(Math.hypot(x, y)).isCloseTo(1, within(1e-14));
            assertThat(upper ? y : -y).isNotNegative();
        }
    }

    @Test
    void noiseHasTheStandardDeviationAskedFor() {
        // On a circle, noise of standard deviation s adds 2 s^2 to the mean square of the distance.
        double spread = mean(
                Datasets.moons(20_000, 0.3, Seeds.of(1))
                        .select(IntStream.range(0, 10_000).map(i -> 2 * i).toArray()),
                row -> row[0] * row[0] + row[1] * row[1]);
        assertThat(spread).isCloseTo(1 + 2 * 0.09, within(0.02));
    }

    @Test
    void spiralsWithoutNoiseTurnAsTheyLeaveTheCentre() {
        var arms = Datasets.spirals(300, 3, 0, Seeds.of(42));
        assertThat(arms.classes()).containsExactly("arm 1", "arm 2", "arm 3");
        double[][] points = arms.inputs();
        for (int i = 0; i < 300; i++) {
            double distance = Math.hypot(points[i][0], points[i][1]);
            assertThat(distance).isLessThan(1);
            double angle = 2 * Math.PI * (arms.labels()[i] / 3.0 + 0.75 * distance);
            assertThat(points[i][0]).isCloseTo(distance * Math.cos(angle), within(1e-14));
            assertThat(points[i][1]).isCloseTo(distance * Math.sin(angle), within(1e-14));
        }
    }

    @Test
    void digitsCanBeRead() {
        var digits = Datasets.digits(2000, 0.1, Seeds.of(1));
        assertThat(Arrays.stream(digits.inputs()).flatMapToDouble(Arrays::stream))
                .allMatch(pixel -> pixel >= 0 && pixel <= 1);
        // Nearest mean of a class, on pictures that were not used for the means.
        double[][] means = new double[10][64];
        double[][] pictures = digits.inputs();
        for (int i = 0; i < 2000; i++) {
            for (int j = 0; j < 64; j++) {
                means[i % 10][j] += pictures[i][j] / 200;
            }
        }
        var others = Datasets.digits(500, 0.1, Seeds.of(2));
        double[][] unseen = others.inputs();
        long right = IntStream.range(0, 500)
                .filter(i -> nearest(means, unseen[i]) == others.labels()[i])
                .count();
        assertThat(right).isGreaterThan(400).isLessThan(500);
    }

    private static int nearest(double[][] means, double[] picture) {
        return IntStream.range(0, 10)
                .boxed()
                .min(Comparator.comparingDouble(digit -> IntStream.range(0, 64)
                        .mapToDouble(j -> Math.pow(means[digit][j] - picture[j], 2))
                        .sum()))
                .orElseThrow();
    }

    @Test
    void moreRowsBeginWithTheSameOnesAndClassesTakeTurns() {
        var seeds = Seeds.of(42);
        assertThat(Datasets.moons(100, 0.1, seeds)
                        .select(IntStream.range(0, 40).toArray())
                        .fingerprint())
                .isEqualTo(Datasets.moons(40, 0.1, seeds).fingerprint());
        assertThat(Datasets.digits(100, 0.1, seeds)
                        .select(IntStream.range(0, 40).toArray())
                        .fingerprint())
                .isEqualTo(Datasets.digits(40, 0.1, seeds).fingerprint());
        assertThat(Datasets.spirals(7, 3, 0.1, seeds).labels()).containsExactly(0, 1, 2, 0, 1, 2, 0);
        assertThat(Datasets.moons(40, 0.1, seeds).fingerprint())
                .isNotEqualTo(Datasets.moons(40, 0.1, Seeds.of(43)).fingerprint());
    }

    /** Means of Fisher's table, as R's {@code summary(iris)} gives them; rows 35 and 38 differ in other copies. */
    @Test
    void irisIsFishers() {
        var iris = Datasets.iris();
        assertThat(iris.size()).isEqualTo(150);
        assertThat(iris.columns())
                .containsExactly("sepal length (cm)", "sepal width (cm)", "petal length (cm)", "petal width (cm)");
        assertThat(iris.classes()).containsExactly("setosa", "versicolor", "virginica");
        double[] means = {5.843333, 3.057333, 3.758, 1.199333};
        for (int i = 0; i < 4; i++) {
            int column = i;
            assertThat(mean(iris, row -> row[column])).isCloseTo(means[i], within(1e-6));
        }
        for (int label = 0; label < 3; label++) {
            int wanted = label;
            assertThat(Arrays.stream(iris.labels()).filter(l -> l == wanted).count())
                    .isEqualTo(50);
        }
        assertThat(iris.inputs()[34]).containsExactly(4.9, 3.1, 1.5, 0.2);
        assertThat(iris.inputs()[37]).containsExactly(4.9, 3.6, 1.4, 0.1);
    }

    @Test
    void whatMakesNoSenseIsRefused() {
        var seeds = Seeds.of(1);
        assertThatThrownBy(() -> Datasets.moons(1, 0.1, seeds))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("moons need at least 2 rows, one for each class, not 1");
        assertThatThrownBy(() -> Datasets.moons(10, -1, seeds))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("noise must be 0 or more and finite, not -1.0");
        assertThatThrownBy(() -> Datasets.spirals(10, 1, 0, seeds)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Datasets.digits(9, 0, seeds)).isInstanceOf(IllegalArgumentException.class);
    }
}
