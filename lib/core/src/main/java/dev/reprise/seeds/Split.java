package dev.reprise.seeds;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/**
 * A division of rows into a part to train on and a part to test on, as row numbers, so that it fits lists, arrays and tables
 * and can be recorded.
 *
 * <pre>{@code
 * Split split = Split.stratified(labels, 0.2, seeds.stream("split"));
 * double[][] train = split.train(rows).toArray(double[][]::new);
 * List<Split> folds = Split.folds(150, 10, seeds.stream("folds"));
 * }</pre>
 *
 * @param train numbers of the rows to train on, in random order
 * @param test numbers of the rows to test on, in random order
 */
public record Split(int[] train, int[] test) {
    /** A split with copies of both arrays. */
    public Split {
        train = train.clone();
        test = test.clone();
    }

    /**
     * A random part of the rows is held out for the test.
     *
     * @param rows how many rows there are, at least 2
     * @param testFraction the share of the test part, between 0 and 1; rounded to whole rows, half up, at least one row
     *     on each side
     * @param random the source
     * @return the split
     * @throws IllegalArgumentException if there are fewer than 2 rows or the fraction is not between 0 and 1
     */
    public static Split holdOut(int rows, double testFraction, RandomGenerator random) {
        if (rows < 2) {
            throw new IllegalArgumentException("a split needs at least 2 rows, not " + rows);
        }
        int test = (int) Math.min(rows - 1, Math.max(1, Math.round(rows * checked(testFraction))));
        return cut(Shuffle.permutation(rows, random), 0, test);
    }

    /**
     * Like {@link #holdOut}, with the share of every class in the test part as near as whole rows allow.
     *
     * @param labels the class of each row; every class must have at least 2 rows
     * @param testFraction the share of the test part, between 0 and 1; each class is rounded by itself, with at least one
     *     row on each side
     * @param random the source
     * @return the split, each part in random order
     * @throws IllegalArgumentException if a class has a single row or the fraction is not between 0 and 1
     */
    public static Split stratified(List<?> labels, double testFraction, RandomGenerator random) {
        checked(testFraction);
        var train = IntStream.builder();
        var test = IntStream.builder();
        classes(labels, 2).forEach((label, rows) -> {
            Split part = holdOut(rows.length, testFraction, random);
            Arrays.stream(part.train).map(i -> rows[i]).forEach(train);
            Arrays.stream(part.test).map(i -> rows[i]).forEach(test);
        });
        return new Split(
                shuffled(train.build().toArray(), random), shuffled(test.build().toArray(), random));
    }

    /**
     * Cross-validation: every row is in the test part of exactly one fold. The sizes of the folds differ by one at most.
     *
     * @param rows how many rows there are
     * @param folds how many folds, from 2 to {@code rows}
     * @param random the source
     * @return the folds
     * @throws IllegalArgumentException if there are fewer than 2 folds or fewer rows than folds
     */
    public static List<Split> folds(int rows, int folds, RandomGenerator random) {
        if (folds < 2 || folds > rows) {
            throw new IllegalArgumentException(
                    String.format(Locale.ROOT, "%d rows cannot be divided into %d folds", rows, folds));
        }
        return cuts(Shuffle.permutation(rows, random), folds);
    }

    /**
     * Cross-validation in which the number of rows of each class differs by one at most between the folds.
     *
     * @param labels the class of each row; every class must have at least as many rows as there are folds
     * @param folds how many folds, at least 2
     * @param random the source
     * @return the folds
     * @throws IllegalArgumentException if there are fewer than 2 folds, or a class has fewer rows than folds
     */
    public static List<Split> stratifiedFolds(List<?> labels, int folds, RandomGenerator random) {
        if (folds < 2) {
            throw new IllegalArgumentException("cross-validation needs at least 2 folds, not " + folds);
        }
        // Dealing the classes out one after the other, like cards, balances classes and folds at once.
        var dealt = IntStream.builder();
        classes(labels, folds)
                .forEach((label, rows) -> Arrays.stream(shuffled(rows, random)).forEach(dealt));
        int[] order = dealt.build().toArray();
        var tests = new ArrayList<int[]>();
        for (int fold = 0; fold < folds; fold++) {
            int first = fold;
            tests.add(shuffled(
                    IntStream.range(0, order.length)
                            .filter(i -> i % folds == first)
                            .map(i -> order[i])
                            .toArray(),
                    random));
        }
        return tests.stream()
                .map(test -> new Split(shuffled(without(order, test), random), test))
                .toList();
    }

    /**
     * The rows to train on.
     *
     * @param <T> the type of a row
     * @param rows all rows
     * @return a new list, in the order of {@link #train()}
     * @throws IndexOutOfBoundsException if the split was made for more rows
     */
    public <T> List<T> train(List<? extends T> rows) {
        return pick(rows, train);
    }

    /**
     * The rows to test on.
     *
     * @param <T> the type of a row
     * @param rows all rows
     * @return a new list, in the order of {@link #test()}
     * @throws IndexOutOfBoundsException if the split was made for more rows
     */
    public <T> List<T> test(List<? extends T> rows) {
        return pick(rows, test);
    }

    /**
     * Numbers of the rows to train on.
     *
     * @return a new array, in random order
     */
    @Override
    public int[] train() {
        return train.clone();
    }

    /**
     * Numbers of the rows to test on.
     *
     * @return a new array, in random order
     */
    @Override
    public int[] test() {
        return test.clone();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Split split && Arrays.equals(train, split.train) && Arrays.equals(test, split.test);
    }

    @Override
    public int hashCode() {
        return 31 * Arrays.hashCode(train) + Arrays.hashCode(test);
    }

    @Override
    public String toString() {
        return String.format(Locale.ROOT, "Split of %d rows to train on and %d to test on", train.length, test.length);
    }

    private static double checked(double testFraction) {
        if (!(testFraction > 0 && testFraction < 1)) {
            throw new IllegalArgumentException("the share of the test part must be between 0 and 1: " + testFraction);
        }
        return testFraction;
    }

    private static Map<Object, int[]> classes(List<?> labels, int minimum) {
        if (labels.isEmpty()) {
            throw new IllegalArgumentException("there are no rows to split");
        }
        var rows = new LinkedHashMap<Object, IntStream.Builder>();
        for (int row = 0; row < labels.size(); row++) {
            rows.computeIfAbsent(labels.get(row), label -> IntStream.builder()).add(row);
        }
        var classes = new LinkedHashMap<Object, int[]>();
        rows.forEach((label, numbers) -> classes.put(label, numbers.build().toArray()));
        classes.forEach((label, numbers) -> {
            if (numbers.length < minimum) {
                throw new IllegalArgumentException(String.format(
                        Locale.ROOT,
                        "class '%s' has %d rows, but at least %d are needed, one for each part",
                        label,
                        numbers.length,
                        minimum));
            }
        });
        return classes;
    }

    private static List<Split> cuts(int[] order, int parts) {
        return IntStream.range(0, parts)
                .mapToObj(i -> cut(order, start(order.length, parts, i), start(order.length, parts, i + 1)))
                .toList();
    }

    private static int start(int rows, int parts, int part) {
        return (int) ((long) rows * part / parts);
    }

    private static Split cut(int[] order, int from, int to) {
        int[] test = Arrays.copyOfRange(order, from, to);
        int[] train = IntStream.concat(Arrays.stream(order, 0, from), Arrays.stream(order, to, order.length))
                .toArray();
        return new Split(train, test);
    }

    private static int[] without(int[] order, int[] test) {
        int[] sorted = test.clone();
        Arrays.sort(sorted);
        return Arrays.stream(order)
                .filter(row -> Arrays.binarySearch(sorted, row) < 0)
                .toArray();
    }

    private static int[] shuffled(int[] rows, RandomGenerator random) {
        Shuffle.shuffle(rows, random);
        return rows;
    }

    private static <T> List<T> pick(List<? extends T> rows, int[] numbers) {
        return Arrays.stream(numbers).<T>mapToObj(rows::get).toList();
    }
}
