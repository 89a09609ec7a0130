package dev.reprise.dl4j;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reprise.seeds.SeedReport.Reach;
import dev.reprise.seeds.Seeds;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.FutureTask;
import java.util.stream.IntStream;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.factory.RandomFactory;

class Nd4jSeedsTest {
    private final RandomFactory before = Nd4j.randomFactory;

    @AfterEach
    void restoreFactory() {
        Nd4j.randomFactory = before;
    }

    @Test
    void reportSaysWhatWasReached() {
        var report = Seeds.everything(42);

        assertThat(report.row("ND4J and Deeplearning4j").reach()).isEqualTo(Reach.SEEDED);
        assertThat(report.row("ND4J and Deeplearning4j").detail()).contains("all threads");
        assertThat(report.row("DataSet.shuffle()").reach()).isEqualTo(Reach.NOT_SEEDED);
    }

    @Test
    void everyThreadRepeatsAndDrawsOtherNumbers() throws Exception {
        var first = drawsOfThisAndNewThreads(42);

        assertThat(first).doesNotHaveDuplicates();
        assertThat(drawsOfThisAndNewThreads(42)).isEqualTo(first);
        assertThat(drawsOfThisAndNewThreads(43)).doesNotContainAnyElementsOf(first);
    }

    private static List<List<Float>> drawsOfThisAndNewThreads(long master) throws Exception {
        Seeds.everything(master);
        var draws = new ArrayList<List<Float>>();
        draws.add(draw());
        for (int thread = 0; thread < 3; thread++) {
            draws.add(inNewThread(Nd4jSeedsTest::draw));
        }
        return draws;
    }

    @Test
    void threadsThatHaveDrawnAlreadyAreSeededToo() throws Exception {
        var worker = new Worker();
        try (worker) {
            worker.call(Nd4jSeedsTest::draw);
            Seeds.everything(42);
            var first = worker.call(Nd4jSeedsTest::draw);
            assertThat(worker.call(Nd4jSeedsTest::draw)).isNotEqualTo(first);
            Seeds.everything(42);
            assertThat(worker.call(Nd4jSeedsTest::draw)).isEqualTo(first);
        }
    }

    @Test
    void networksWithoutASeedRepeatAndDiffer() {
        Seeds.everything(42);
        var first = unseededWeights(5);

        assertThat(first).doesNotHaveDuplicates();
        Seeds.everything(42);
        assertThat(unseededWeights(5)).isEqualTo(first);
    }

    @Test
    void seedingTheUsualWayDoesNotReachNetworks() {
        var weights = IntStream.range(0, 20).mapToObj(i -> {
            Nd4j.getRandom().setSeed(42);
            return unseededWeights(1).get(0);
        });

        assertThat(weights.distinct().count()).isGreaterThan(1);
    }

    @Test
    void seedsThatMeanTheClockToNd4jAreSeeds() {
        Seeds.everything(42);
        Nd4j.getRandom().setSeed(0);
        var zero = draw();
        Nd4j.getRandom().setSeed(new int[] {3, 1});
        var ints = draw();
        Nd4j.getRandom().setSeed(new int[] {1, 3});
        var reversed = draw();

        Seeds.everything(43);
        Nd4j.getRandom().setSeed(0);
        assertThat(draw()).isEqualTo(zero);
        Nd4j.getRandom().setSeed(new int[] {3, 1});
        assertThat(draw()).isEqualTo(ints).isNotEqualTo(reversed).isNotEqualTo(zero);
    }

    @Test
    void otherSeedsGiveTheNumbersTheyAlwaysGave() {
        Nd4j.getRandom().setSeed(7);
        var original = draw();

        Seeds.everything(42);
        Nd4j.getRandom().setSeed(7);
        assertThat(draw()).isEqualTo(original);
    }

    @Test
    void halfOfAGaussianPairDoesNotOutliveASeed() {
        Seeds.everything(42);
        Nd4j.getRandom().setSeed(5);
        double first = Nd4j.getRandom().nextGaussian();
        Nd4j.getRandom().setSeed(5);

        assertThat(Nd4j.getRandom().nextGaussian()).isEqualTo(first);

        Nd4j.randomFactory = before;
        GeneratorState.seed(5);
        assertThat(Nd4j.getRandom().nextGaussian()).isEqualTo(first);
        GeneratorState.seed(5);
        assertThat(Nd4j.getRandom().nextGaussian()).isEqualTo(first);
    }

    private static List<Float> draw() {
        float[] numbers = Nd4j.rand(4).toFloatVector();
        return List.of(numbers[0], numbers[1], numbers[2], numbers[3]);
    }

    /** Weights of networks as Deeplearning4j makes them, whose configurations take the clock for a seed. */
    private static List<List<Float>> unseededWeights(int networks) {
        return IntStream.range(0, networks)
                .mapToObj(i -> {
                    var network = new MultiLayerNetwork(Tutorial.configuration());
                    network.init();
                    return List.of(
                            network.params().getFloat(0), network.params().getFloat(1));
                })
                .toList();
    }

    private static <T> T inNewThread(Callable<T> task) throws Exception {
        try (var worker = new Worker()) {
            return worker.call(task);
        }
    }

    /** A thread that does one thing after the other. */
    private static final class Worker implements AutoCloseable {
        private final java.util.concurrent.ExecutorService executor =
                java.util.concurrent.Executors.newSingleThreadExecutor();

        <T> T call(Callable<T> task) throws Exception {
            var future = new FutureTask<>(task);
            executor.execute(future);
            return future.get();
        }

        @Override
        public void close() {
            executor.shutdown();
        }
    }
}
