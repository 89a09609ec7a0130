package dev.reprise.dl4j;

import dev.reprise.seeds.Seeds;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;

/**
 * Networks and data of Deeplearning4j that take all their randomness from {@link Seeds}.
 *
 * <pre>{@code
 * MultiLayerNetwork network = Seeded.network(configuration, seeds);   // the configuration needs no seed
 * network.fit(data);
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
}
