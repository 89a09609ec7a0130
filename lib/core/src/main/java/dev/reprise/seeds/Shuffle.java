package dev.reprise.seeds;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * Uniform shuffles: each of the n! orders is equally likely.
 *
 * <pre>{@code
 * int[] order = Shuffle.permutation(images.length, seeds.stream("shuffle", epoch));
 * List<String> names = Shuffle.of(List.of("Ada", "Grace", "Barbara"), seeds.stream("names"));
 * }</pre>
 *
 * <p>The algorithm is that of Fisher and Yates in Durstenfeld's form, from the last index down to 1, with one
 * {@link RandomGenerator#nextInt(int)} for each.
 *
 * @see <a href="https://doi.org/10.1145/364520.364540">Durstenfeld 1964, Algorithm 235</a>
 */
public final class Shuffle {
    private Shuffle() {}

    /**
     * The numbers 0 to n - 1 in random order.
     *
     * @param n how many, 0 or more
     * @param random the source, used n - 1 times
     * @return a new array
     * @throws IllegalArgumentException if {@code n} is negative
     */
    public static int[] permutation(int n, RandomGenerator random) {
        if (n < 0) {
            throw new IllegalArgumentException("cannot permute " + n + " numbers");
        }
        int[] order = new int[n];
        for (int i = 0; i < n; i++) {
            order[i] = i;
        }
        shuffle(order, random);
        return order;
    }

    /**
     * The elements in random order.
     *
     * @param <T> the type of the elements
     * @param elements anything with an order of its own; sort a set first
     * @param random the source
     * @return a new list
     */
    public static <T> List<T> of(List<? extends T> elements, RandomGenerator random) {
        var shuffled = new ArrayList<T>(elements.size());
        for (int index : permutation(elements.size(), random)) {
            shuffled.add(elements.get(index));
        }
        return shuffled;
    }

    /**
     * Shuffles an array in place.
     *
     * @param array what to shuffle
     * @param random the source
     */
    public static void shuffle(int[] array, RandomGenerator random) {
        for (int i = array.length - 1; i > 0; i--) {
            int j = random.nextInt(i + 1);
            int swapped = array[i];
            array[i] = array[j];
            array[j] = swapped;
        }
    }
}
