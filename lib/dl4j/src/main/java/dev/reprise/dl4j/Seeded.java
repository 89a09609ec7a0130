package dev.reprise.dl4j;

import dev.reprise.seeds.Seeds;
import dev.reprise.seeds.Shuffle;
import dev.reprise.seeds.Split;
import java.util.Optional;
import java.util.function.Consumer;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.dataset.SplitTestAndTrain;
import org.nd4j.linalg.dataset.api.iterator.DataSetIterator;

/**
 * Networks and data of Deeplearning4j that take all their randomness from {@link Seeds}.
 *
 * <pre>{@code
 * MultiLayerNetwork network = Seeded.network(configuration, seeds);   // the configuration needs no seed
 * network.fit(Seeded.batches(train, 32, seeds), 20);                  // shuffled anew in every epoch
 * }</pre>
 *
 * <p>The numbers of a network depend on the names and positions below and on nothing else: not on the thread, on what was
 * drawn before, on other networks, or on {@code Nd4j.getRandom().setSeed}.
 *
 * <table>
 * <caption>Names of the sources of randomness</caption>
 * <tr><th>name</th><th>indices</th><th>what</th></tr>
 * <tr><td>{@code init}</td><td>none</td><td>the initial weights</td></tr>
 * <tr><td>{@code dropout}</td><td>iteration</td><td>all noise while training: dropout, noise layers, weight noise</td></tr>
 * <tr><td>{@code shuffle}</td><td>epoch</td><td>the order of the examples in an epoch</td></tr>
 * <tr><td>{@code augment}</td><td>epoch, batch</td><td>what a preprocessor or a wrapped iterator draws</td></tr>
 * <tr><td>{@code split}</td><td>none</td><td>which examples are held out for a test</td></tr>
 * </table>
 */
public final class Seeded {
    private Seeded() {}

    /**
     * A network with initial weights from the stream {@code init}.
     *
     * <p>It is an ordinary {@link MultiLayerNetwork}, but one thing: before each iteration the generator of the training
     * thread is set to {@code seeds.seed("dropout", iteration)}. So it makes no difference in which thread it is trained,
     * whether batches are fetched ahead, or what was drawn in between.
     *
     * @param configuration what to build; copied, and its own seed is not used
     * @param seeds where the randomness comes from
     * @return the network, ready for {@code fit}
     */
    public static MultiLayerNetwork network(MultiLayerConfiguration configuration, Seeds seeds) {
        var own = configuration.clone();
        long init = seeds.seed("init");
        own.getConfs().forEach(layer -> layer.setSeed(init));
        var network = new SeededNetwork(own, seeds);
        network.init();
        return network;
    }

    /**
     * A graph with initial weights from the stream {@code init}; otherwise as the other {@code network}.
     *
     * @param configuration what to build; copied, and its own seed is not used
     * @param seeds where the randomness comes from
     * @return the graph, ready for {@code fit}
     */
    public static ComputationGraph network(ComputationGraphConfiguration configuration, Seeds seeds) {
        var own = configuration.clone();
        own.getDefaultConfiguration().setSeed(seeds.seed("init"));
        var graph = new SeededGraph(own, seeds);
        graph.init();
        return graph;
    }

    /**
     * A network that exists already, such as one that was read from a file or made by transfer learning, and that is to
     * train on with noise from seeds.
     *
     * @param existing its weights, state of the updater and counters are copied
     * @param seeds where the randomness of the iterations to come is from
     * @return a new network
     */
    public static MultiLayerNetwork network(MultiLayerNetwork existing, Seeds seeds) {
        return SeededNetwork.copyOf(existing, seeds);
    }

    /**
     * A graph that exists already, and that is to train on with noise from seeds.
     *
     * @param existing its weights, state of the updater and counters are copied
     * @param seeds where the randomness of the iterations to come is from
     * @return a new graph
     */
    public static ComputationGraph network(ComputationGraph existing, Seeds seeds) {
        return SeededGraph.copyOf(existing, seeds);
    }

    /**
     * A SameDiff graph whose initial weights come from the stream {@code init}, and whose noise in each iteration from
     * {@code dropout} with the iteration.
     *
     * <pre>{@code
     * SameDiff graph = Seeded.sameDiff(g -> {
     *     SDVariable in = g.placeHolder("in", DataType.FLOAT, -1, 2);
     *     SDVariable weights = g.var("weights", new XavierInitScheme('c', 2, 1), DataType.FLOAT, 2, 1);
     *     g.nn().dropout("dropped", in, 0.5).mmul("out", weights);
     * }, seeds);
     * }</pre>
     *
     * @param definition adds variables and operations to an empty graph; what it draws from ND4J comes from {@code init}
     * @param seeds where the randomness comes from
     * @return the graph
     */
    public static SameDiff sameDiff(Consumer<SameDiff> definition, Seeds seeds) {
        var graph = SameDiff.create();
        var others = GeneratorState.capture();
        try {
            GeneratorState.seed(seeds.seed("init"));
            definition.accept(graph);
        } finally {
            others.restore();
        }
        graph.addListeners(new IterationSeeds(seeds));
        return graph;
    }

    /**
     * Where the randomness of a network comes from.
     *
     * @param network any network
     * @return the seeds it was made with, or nothing if it was not made here
     */
    public static Optional<Seeds> seedsOf(Model network) {
        if (network instanceof SeededNetwork layers) {
            return Optional.of(layers.seeds);
        }
        return network instanceof SeededGraph graph ? Optional.of(graph.seeds) : Optional.empty();
    }

    /**
     * Batches of examples in memory, in another order in every epoch. Each of the n! orders is equally likely, unlike with
     * {@code DataSet.shuffle}, where a row at an even place always goes to an odd one.
     *
     * @param data the examples, one for each index of the first dimension; not changed
     * @param batchSize how many examples a batch has, at least 1; the last of an epoch may have fewer
     * @param seeds where the orders come from, as stream {@code shuffle} with the number of the epoch
     * @return the batches, at the beginning of epoch 0
     * @throws IllegalArgumentException if there are no examples or the batch size is less than 1
     */
    public static Batches batches(DataSet data, int batchSize, Seeds seeds) {
        return new Batches(new BatchSource.Shuffled(data, batchSize, seeds), seeds);
    }

    /**
     * Batches of an iterator, in its own order, but with seeds of their own: a preprocessor that draws from ND4J then gives
     * the same numbers for the same position, also when batches are fetched ahead by another thread.
     *
     * @param iterator gives the same batches again after each reset; without this it would need seeds, too
     * @param seeds where the randomness of its preprocessors comes from, as {@code augment} with epoch and batch
     * @return the batches, at the beginning of epoch 0
     * @throws IllegalArgumentException if the iterator cannot be reset
     */
    public static Batches batches(DataSetIterator iterator, Seeds seeds) {
        return new Batches(new BatchSource.Wrapped(iterator), seeds);
    }

    /**
     * The examples in random order.
     *
     * @param data the examples; not changed
     * @param seeds where the order comes from, as stream {@code shuffle}
     * @return a copy
     * @throws IllegalArgumentException if there are no examples
     */
    public static DataSet shuffle(DataSet data, Seeds seeds) {
        return Rows.select(data, Shuffle.permutation(Rows.count(data), seeds.stream("shuffle")));
    }

    /**
     * Holds out a random part of the examples for a test.
     *
     * @param data the examples; not changed
     * @param testFraction the share of the test part, between 0 and 1
     * @param seeds where the choice comes from, as stream {@code split}
     * @return both parts, copied, in random order
     * @throws IllegalArgumentException if there are fewer than 2 examples or the fraction is not between 0 and 1
     */
    public static SplitTestAndTrain split(DataSet data, double testFraction, Seeds seeds) {
        Split split = Split.holdOut(Rows.count(data), testFraction, seeds.stream("split"));
        return new SplitTestAndTrain(Rows.select(data, split.train()), Rows.select(data, split.test()));
    }
}
