package dev.reprise.statistics;

import java.util.List;
import java.util.concurrent.ForkJoinPool;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** Computes something in pools of 1, 2 and 7 threads. A parallel stream uses the pool that it is started from. */
final class Threads {
    private Threads() {}

    static <T> List<T> inPools(Supplier<T> computation) {
        return Stream.of(1, 2, 7)
                .map(threads -> {
                    var pool = new ForkJoinPool(threads);
                    try {
                        return pool.submit(computation::get).join();
                    } finally {
                        pool.shutdown();
                    }
                })
                .toList();
    }
}
