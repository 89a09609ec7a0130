package dev.reprise.bench;

import java.util.Arrays;
import java.util.Collection;

/** The middle of some times, which a busy neighbour does not move as it moves their mean. */
final class Median {
    private Median() {}

    static double of(Collection<Double> values) {
        return of(values.stream().mapToDouble(Double::doubleValue).toArray());
    }

    static double of(double... values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        int half = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
    }
}
