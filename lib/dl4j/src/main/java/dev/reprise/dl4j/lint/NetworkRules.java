package dev.reprise.dl4j.lint;

import dev.reprise.dl4j.Seeded;
import dev.reprise.dl4j.lint.Finding.Effect;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.distribution.OrthogonalDistribution;
import org.deeplearning4j.nn.conf.graph.LayerVertex;
import org.deeplearning4j.nn.conf.layers.BaseLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.nn.weights.WeightInitDistribution;
import org.nd4j.linalg.activations.impl.ActivationRReLU;

/** What the configuration of a network says about its seeds. */
final class NetworkRules {
    /** Seeds from here on may be times of day: 1 January 2014, when Deeplearning4j began. */
    private static final long FIRST_CLOCK =
            Instant.parse("2014-01-01T00:00:00Z").toEpochMilli();

    private static final long LONGEST = Duration.ofDays(365 * 100).toMillis();

    private NetworkRules() {}

    static List<Finding> ofNetwork(Object network) {
        var findings = new ArrayList<Finding>();
        boolean seeded = Seeded.seedsOf((Model) network).isPresent();
        if (network instanceof MultiLayerNetwork layers) {
            findings.addAll(of(layers.getLayerWiseConfigurations(), seeded));
        } else {
            findings.addAll(of(((ComputationGraph) network).getConfiguration(), seeded));
        }
        return findings;
    }

    static List<Finding> of(MultiLayerConfiguration configuration) {
        return of(configuration, false);
    }

    static List<Finding> of(ComputationGraphConfiguration configuration) {
        return of(configuration, false);
    }

    private static List<Finding> of(MultiLayerConfiguration configuration, boolean seeded) {
        var layers = new LinkedHashMap<String, Layer>();
        var parts = configuration.getConfs();
        for (int i = 0; i < parts.size(); i++) {
            Layer layer = parts.get(i).getLayer();
            layers.put(layer.getLayerName() == null ? "layer " + i : layer.getLayerName(), layer);
        }
        return of(parts.get(0), layers, seeded);
    }

    private static List<Finding> of(ComputationGraphConfiguration configuration, boolean seeded) {
        var layers = new LinkedHashMap<String, Layer>();
        configuration.getVertices().forEach((name, vertex) -> {
            if (vertex instanceof LayerVertex layer) {
                layers.put(name, layer.getLayerConf().getLayer());
            }
        });
        return of(configuration.getDefaultConfiguration(), layers, seeded);
    }

    private static List<Finding> of(NeuralNetConfiguration configuration, Map<String, Layer> layers, boolean seeded) {
        var findings = new ArrayList<Finding>();
        if (!seeded) {
            seed(configuration.getSeed(), findings);
        }
        layers.forEach((name, layer) -> {
            if (!seeded && draws(layer)) {
                findings.add(new Finding(
                        Effect.DEPENDS,
                        name,
                        "draws while training",
                        "resumed from a checkpoint without the state of the generator: other bits in every try",
                        "Seeded.network(configuration, seeds), which gives each iteration numbers of its own"));
            }
            if (layer instanceof BaseLayer weights
                    && weights.getWeightInitFn() instanceof WeightInitDistribution init
                    && PrivateField.of(init, "distribution") instanceof OrthogonalDistribution) {
                findings.add(new Finding(
                        Effect.CRASHES,
                        name,
                        "orthogonal initial weights",
                        "30 x 30 and 60 x 50 weights: the native code crashed or hung on JDK 17 and 25",
                        "another initialisation, such as WeightInit.XAVIER"));
            }
        });
        return findings;
    }

    private static void seed(long seed, List<Finding> findings) {
        if (seed == 0) {
            findings.add(new Finding(
                    Effect.VARIES,
                    "configuration",
                    "seed 0",
                    "to ND4J's native code 0 means the clock: other weights in every run",
                    "Seeded.network(configuration, seeds), or any other seed"));
        } else if (seed >= FIRST_CLOCK && seed < FIRST_CLOCK + LONGEST) {
            findings.add(new Finding(
                    Effect.VARIES,
                    "configuration",
                    "no seed, so the clock: " + Instant.ofEpochMilli(seed),
                    "30 of 30 unseeded networks differed; of 200 made in a loop, half had the same weights as the one"
                            + " before, because they fell into the same millisecond",
                    "Seeded.network(configuration, seeds)"));
        }
    }

    private static boolean draws(Layer layer) {
        return layer.getIDropout() != null
                || layer instanceof BaseLayer weights
                        && (weights.getWeightNoise() != null || weights.getActivationFn() instanceof ActivationRReLU);
    }
}
