package dev.reprise.data;

import dev.reprise.seeds.RandomStream;
import dev.reprise.seeds.Seeds;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/**
 * Data that needs no download: drawn by arithmetic, or shipped with the library. The same bits on every machine and JVM.
 *
 * <pre>{@code
 * Dataset pairs = Datasets.sequence();
 * Dataset moons = Datasets.moons(200, 0.1, Seeds.of(42));
 * Dataset arms = Datasets.spirals(300, 3, 0.02, Seeds.of(42));
 * Dataset digits = Datasets.digits(1000, 0.1, Seeds.of(42));
 * Dataset iris = Datasets.iris();
 * }</pre>
 *
 * <p>In generated data the classes take turns: row i is of class i modulo their number. So every beginning is balanced, and
 * more rows from the same seeds begin with the same rows.
 */
public final class Datasets {
    private Datasets() {}

    /**
     * The sequence of a well-known Keras tutorial: from 0.0, 0.1, ..., 0.8 follow 0.1, 0.2, ..., 0.9.
     *
     * @return 9 rows, 1 input, 1 target
     */
    public static Dataset sequence() {
        double[][] inputs = new double[9][1];
        double[] targets = new double[9];
        for (int i = 0; i < 9; i++) {
            inputs[i][0] = i / 10.0;
            targets[i] = (i + 1) / 10.0;
        }
        return Dataset.of("sequence", inputs, targets);
    }

    /**
     * Two half circles of radius 1 that reach into each other: the upper one around (0, 0), the lower one around (1, 0.5).
     *
     * @param rows how many points, at least 2
     * @param noise standard deviation of what is added to both coordinates, 0 or more
     * @param seeds the angles and the noise come from the stream {@code moons}
     * @return 2 inputs, 2 classes
     * @throws IllegalArgumentException if there are fewer rows or the noise is negative or not finite
     */
    public static Dataset moons(int rows, double noise, Seeds seeds) {
        check("moons", rows, 2, noise);
        var random = seeds.stream("moons");
        double[][] points = new double[rows][];
        for (int i = 0; i < rows; i++) {
            double angle = StrictMath.PI * random.nextDouble();
            double x = StrictMath.cos(angle);
            double y = StrictMath.sin(angle);
            points[i] = i % 2 == 0 ? noisy(x, y, noise, random) : noisy(1 - x, 0.5 - y, noise, random);
        }
        return Dataset.of("moons", points, turns(rows, 2), List.of("upper", "lower"))
                .withColumns(List.of("x", "y"));
    }

    /**
     * Spiral arms that leave the centre and turn three quarters of a circle until they are at distance 1.
     *
     * @param rows how many points, at least as many as arms
     * @param arms how many classes, at least 2
     * @param noise standard deviation of what is added to both coordinates, 0 or more
     * @param seeds the places along the arms and the noise come from the stream {@code spirals}
     * @return 2 inputs, as many classes as arms
     * @throws IllegalArgumentException if there are fewer rows or arms, or the noise is negative or not finite
     */
    public static Dataset spirals(int rows, int arms, double noise, Seeds seeds) {
        if (arms < 2) {
            throw new IllegalArgumentException("spirals need at least 2 arms, not " + arms);
        }
        check("spirals", rows, arms, noise);
        var random = seeds.stream("spirals");
        double[][] points = new double[rows][];
        for (int i = 0; i < rows; i++) {
            double distance = random.nextDouble();
            double angle = 2 * StrictMath.PI * ((double) (i % arms) / arms + 0.75 * distance);
            points[i] = noisy(distance * StrictMath.cos(angle), distance * StrictMath.sin(angle), noise, random);
        }
        var names = IntStream.rangeClosed(1, arms).mapToObj(arm -> "arm " + arm).toList();
        return Dataset.of("spirals", points, turns(rows, arms), names).withColumns(List.of("x", "y"));
    }

    private static double[] noisy(double x, double y, double noise, RandomStream random) {
        return new double[] {x + noise * random.nextGaussian(), y + noise * random.nextGaussian()};
    }

    /**
     * Pictures of the digits 0 to 9, drawn with a pen that is moved, slanted, and thinner or thicker at random. No font and no
     * file is needed.
     *
     * @param rows how many pictures, at least 10
     * @param noise standard deviation of what is added to each pixel, 0 or more; 0.1 looks like bad paper
     * @param seeds the shapes and the noise come from the stream {@code digits}
     * @return 64 inputs, 8 rows of 8 pixels, from 0 (paper) to 1 (ink); 10 classes
     * @throws IllegalArgumentException if there are fewer rows or the noise is negative or not finite
     */
    public static Dataset digits(int rows, double noise, Seeds seeds) {
        check("digits", rows, 10, noise);
        var random = seeds.stream("digits");
        int pixels = Glyphs.SIDE * Glyphs.SIDE;
        double[] inputs = new double[Math.multiplyExact(rows, pixels)];
        for (int i = 0; i < rows; i++) {
            Glyphs.draw(i % 10, random, inputs, i * pixels);
            for (int j = i * pixels; j < (i + 1) * pixels; j++) {
                inputs[j] = Math.max(0, Math.min(1, inputs[j] + noise * random.nextGaussian()));
            }
        }
        var names = IntStream.range(0, 10).mapToObj(Integer::toString).toList();
        return Dataset.labelled("digits", Dataset.numbered(pixels), inputs, turns(rows, 10), names);
    }

    private static void check(String name, int rows, int classes, double noise) {
        if (rows < classes) {
            throw new IllegalArgumentException(String.format(
                    Locale.ROOT, "%s need at least %d rows, one for each class, not %d", name, classes, rows));
        }
        if (!(noise >= 0 && noise < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("noise must be 0 or more and finite, not " + noise);
        }
    }

    private static int[] turns(int rows, int classes) {
        return IntStream.range(0, rows).map(row -> row % classes).toArray();
    }

    /**
     * Anderson's iris flowers, as published by Fisher: sepal and petal length and width of 150 flowers of three species, in
     * centimetres. Shipped with the library; source and licence stand at the top of the file.
     *
     * @return 150 rows, 4 inputs, 3 classes of 50, in the order of the publication
     * @see <a href="https://doi.org/10.1111/j.1469-1809.1936.tb02137.x">Fisher 1936, table I</a>
     * @see <a href="https://doi.org/10.24432/C56C76">Iris, UCI Machine Learning Repository, CC BY 4.0</a>
     */
    public static Dataset iris() {
        List<String[]> rows = resource("iris.csv")
                .lines()
                .filter(line -> !line.startsWith("#"))
                .map(line -> line.split(","))
                .toList();
        var columns = List.of(rows.get(0)).subList(0, 4);
        var flowers = rows.subList(1, rows.size());
        var species = flowers.stream().map(row -> row[4]).distinct().toList();
        double[][] inputs = flowers.stream()
                .map(row -> IntStream.range(0, 4)
                        .mapToDouble(i -> Double.parseDouble(row[i]))
                        .toArray())
                .toArray(double[][]::new);
        int[] labels = flowers.stream().mapToInt(row -> species.indexOf(row[4])).toArray();
        return Dataset.of("iris", inputs, labels, species).withColumns(columns);
    }

    private static String resource(String name) {
        try (var stream = Datasets.class.getResourceAsStream(name)) {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("the library's own " + name + " cannot be read", e);
        }
    }
}
