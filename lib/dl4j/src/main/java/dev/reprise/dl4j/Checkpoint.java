package dev.reprise.dl4j;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.util.ModelSerializer;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.api.preprocessor.Normalizer;
import org.nd4j.linalg.dataset.api.preprocessor.serializer.NormalizerSerializer;
import org.nd4j.linalg.factory.Nd4j;

/**
 * A training at one moment: weights, state of the updater, counters, generator, place in the data, normaliser.
 *
 * <pre>{@code
 * Checkpoint last = Checkpoints.in(Path.of("run1")).latest().orElseThrow();
 * last.position();                                  // epoch 3, batch 7
 * MultiLayerNetwork network = last.network();
 * }</pre>
 *
 * <p>The file is a model file of Deeplearning4j with one part more, so {@link ModelSerializer} reads it, too.
 */
public final class Checkpoint {
    private final Path file;
    private final CheckpointFile.Content content;

    private Checkpoint(Path file, CheckpointFile.Content content) {
        this.file = file;
        this.content = content;
    }

    /**
     * Reads and checks a file.
     *
     * @param file as written by {@link Checkpoints}
     * @return the checkpoint
     * @throws CheckpointException if it cannot be read or a single bit of it is not as it was written
     */
    public static Checkpoint read(Path file) {
        try {
            return new Checkpoint(file, CheckpointFile.read(file));
        } catch (IOException e) {
            throw new CheckpointException("no checkpoint could be read from " + file + ": " + e.getMessage(), e);
        }
    }

    /** What the training is, as far as it must be the same to go on: written into the file, compared when it is read. */
    record Identity(Optional<String> networkSeeds, String batchSeeds, int batchSize, Optional<String> data) {
        Map<String, Object> asMap() {
            var map = new LinkedHashMap<String, Object>();
            map.put("seeds of the network", networkSeeds.orElse("none"));
            map.put("seeds of the batches", batchSeeds);
            map.put("batch size", batchSize);
            map.put("fingerprint of the data", data.orElse("none"));
            return map;
        }
    }

    static void write(Path file, TrainedModel model, Position position, Identity identity, Optional<byte[]> normalizer)
            throws IOException {
        var manifest = new LinkedHashMap<String, Object>();
        manifest.put("epoch", position.epoch());
        manifest.put("batch", position.batch());
        manifest.put("iteration", model.iteration());
        manifest.put("score", bits(model.model().score()));
        manifest.put("identity", identity.asMap());
        var generator = GeneratorState.capture();
        manifest.put("generator root", generator.root());
        manifest.put("generator node", generator.node());
        if (generator.gaussian() != null) {
            manifest.put("generator gaussian", bits(generator.gaussian()));
        }
        CheckpointFile.write(file, manifest, parts(model, normalizer));
    }

    /** What ModelSerializer writes; it is not asked to, because it compresses slowly and fails if there is a normaliser. */
    private static Map<String, byte[]> parts(TrainedModel model, Optional<byte[]> normalizer) throws IOException {
        var parts = new LinkedHashMap<String, byte[]>();
        parts.put(ModelSerializer.CONFIGURATION_JSON, model.configuration().getBytes(StandardCharsets.UTF_8));
        parts.put(ModelSerializer.COEFFICIENTS_BIN, bytes(model.model().params()));
        INDArray updaterState = model.updaterState();
        if (updaterState != null && !updaterState.isEmpty()) {
            parts.put(ModelSerializer.UPDATER_BIN, bytes(updaterState));
        }
        normalizer.ifPresent(part -> parts.put(ModelSerializer.NORMALIZER_BIN, part));
        return parts;
    }

    private static byte[] bytes(INDArray array) throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (var stream = new DataOutputStream(bytes)) {
            Nd4j.write(array, stream);
        }
        return bytes.toByteArray();
    }

    private static String bits(double value) {
        return Long.toHexString(Double.doubleToRawLongBits(value));
    }

    private static double number(Object bits) {
        return Double.longBitsToDouble(Long.parseUnsignedLong((String) bits, 16));
    }

    /**
     * Where it stands.
     *
     * @return a path
     */
    public Path file() {
        return file;
    }

    /**
     * The batch that comes next.
     *
     * @return a place in the training
     */
    public Position position() {
        return new Position(integer("epoch"), integer("batch"));
    }

    /**
     * How many times the weights were updated.
     *
     * @return a number from 0
     */
    public int iteration() {
        return integer("iteration");
    }

    private int integer(String name) {
        return ((Number) content.manifest().get(name)).intValue();
    }

    /**
     * The network as it was.
     *
     * @return a new network, with the state of its updater
     * @throws CheckpointException if it was a {@link ComputationGraph}
     */
    public MultiLayerNetwork network() {
        try {
            return ModelSerializer.restoreMultiLayerNetwork(file.toFile(), true);
        } catch (IOException | RuntimeException e) {
            throw new CheckpointException("no network of layers could be made from " + file + "; is it a graph?", e);
        }
    }

    /**
     * The graph as it was.
     *
     * @return a new graph, with the state of its updater
     * @throws CheckpointException if it was a {@link MultiLayerNetwork}
     */
    public ComputationGraph graph() {
        try {
            return ModelSerializer.restoreComputationGraph(file.toFile(), true);
        } catch (IOException | RuntimeException e) {
            throw new CheckpointException("no graph could be made from " + file + "; is it a network of layers?", e);
        }
    }

    /**
     * The normaliser that was given to {@link Checkpoints#normalizer}.
     *
     * @return a copy as it was then, or nothing if there was none
     */
    public Optional<Normalizer<?>> normalizer() {
        byte[] part = content.parts().get(ModelSerializer.NORMALIZER_BIN);
        if (part == null) {
            return Optional.empty();
        }
        try {
            Normalizer<?> restored = NormalizerSerializer.getDefault().restore(new ByteArrayInputStream(part));
            return Optional.of(restored);
        } catch (Exception e) {
            throw new CheckpointException("the normaliser in " + file + " is of a kind that cannot be read here", e);
        }
    }

    Map<String, byte[]> parts() {
        return content.parts();
    }

    @SuppressWarnings("unchecked")
    Map<String, Object> identity() {
        return (Map<String, Object>) content.manifest().get("identity");
    }

    /** Makes the network, and the generator of this thread, what they were. */
    void restoreInto(TrainedModel model) throws IOException {
        model.model().setParams(array(ModelSerializer.COEFFICIENTS_BIN));
        if (content.parts().containsKey(ModelSerializer.UPDATER_BIN)) {
            model.updaterState().assign(array(ModelSerializer.UPDATER_BIN));
        }
        model.setCounters(iteration(), position().epoch());
        var manifest = content.manifest();
        model.setScore(number(manifest.get("score")));
        Object gaussian = manifest.get("generator gaussian");
        new GeneratorState(
                        ((Number) manifest.get("generator root")).longValue(),
                        ((Number) manifest.get("generator node")).longValue(),
                        gaussian == null ? null : number(gaussian))
                .restore();
    }

    private INDArray array(String part) throws IOException {
        try (var stream =
                new DataInputStream(new ByteArrayInputStream(content.parts().get(part)))) {
            return Nd4j.read(stream);
        }
    }

    /** For people: the file and the place. */
    @Override
    public String toString() {
        return file + " (" + position() + ", iteration " + iteration() + ")";
    }
}
