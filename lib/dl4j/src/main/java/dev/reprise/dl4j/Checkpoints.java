package dev.reprise.dl4j;

import dev.reprise.fingerprint.Fingerprint;
import dev.reprise.notebook.Progress;
import dev.reprise.seeds.Seeds;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import org.deeplearning4j.nn.api.Model;
import org.nd4j.linalg.dataset.AsyncDataSetIterator;
import org.nd4j.linalg.dataset.api.iterator.DataSetIterator;
import org.nd4j.linalg.dataset.api.preprocessor.Normalizer;
import org.nd4j.linalg.dataset.api.preprocessor.serializer.NormalizerSerializer;

/**
 * Checkpoints of a training in a folder, so that it can be killed at any moment, started again, and end with the same bits
 * as if nothing had happened.
 *
 * <pre>{@code
 * MultiLayerNetwork network = Seeded.network(configuration, seeds);
 * Batches batches = Seeded.batches(train, 32, seeds);
 * Checkpoints.in(Path.of("run1")).everyIterations(100).keep(3).fit(network, batches, 20);
 * }</pre>
 *
 * <p>The same program serves for the first start and for every later one: {@code fit} goes on where the folder says. A
 * checkpoint is written to the side, forced to the disk and then given its name, so that a kill while it is written leaves
 * the one before. A damaged file is recognised by its SHA-256 and passed over.
 *
 * <p>With a {@link Seeded} network nothing depends on the history of a generator. With another network the state of the
 * training thread's generator is kept too, and the bits are the same as long as nothing else draws in that thread.
 *
 * <p>Immutable: every method but {@code fit} returns new checkpoints and writes nothing.
 */
public final class Checkpoints {
    private final CheckpointFolder folder;
    private final int every;
    private final int kept;
    private final Normalizer<?> normalizer;

    private Checkpoints(CheckpointFolder folder, int every, int kept, Normalizer<?> normalizer) {
        this.folder = folder;
        this.every = every;
        this.kept = kept;
        this.normalizer = normalizer;
    }

    /**
     * Checkpoints in a folder, at the end of every epoch; the newest two are kept.
     *
     * @param folder one for each training; made when the first is written
     * @return checkpoints
     */
    public static Checkpoints in(Path folder) {
        return new Checkpoints(new CheckpointFolder(folder), 0, 2, null);
    }

    /**
     * Writes a checkpoint within an epoch, too.
     *
     * @param iterations after how many updates of the weights, at least 1
     * @return new checkpoints
     * @throws IllegalArgumentException if it is less than 1
     */
    public Checkpoints everyIterations(int iterations) {
        return new Checkpoints(folder, atLeastOne(iterations, "iterations between checkpoints"), kept, normalizer);
    }

    /**
     * Keeps more checkpoints, or fewer.
     *
     * @param newest how many, at least 1; with 1 there is nothing to fall back on if the disk damages the file
     * @return new checkpoints
     * @throws IllegalArgumentException if it is less than 1
     */
    public Checkpoints keep(int newest) {
        return new Checkpoints(folder, every, atLeastOne(newest, "checkpoints to keep"), normalizer);
    }

    /**
     * Keeps a normaliser with the network, so that both can be used later, and makes sure that a training goes on with the
     * one it began with.
     *
     * @param fitted a normaliser that has seen its data
     * @return new checkpoints
     */
    public Checkpoints normalizer(Normalizer<?> fitted) {
        return new Checkpoints(folder, every, kept, Objects.requireNonNull(fitted, "normalizer"));
    }

    private static int atLeastOne(int count, String what) {
        if (count < 1) {
            throw new IllegalArgumentException("the number of " + what + " must be at least 1, not " + count);
        }
        return count;
    }

    /**
     * The newest checkpoint that is whole.
     *
     * @return nothing if the folder has none
     * @throws CheckpointException if the folder cannot be read, or has checkpoints of which none is whole
     */
    public Optional<Checkpoint> latest() {
        return newest().checkpoint();
    }

    private CheckpointFolder.Newest newest() {
        try {
            var newest = folder.newest();
            if (newest.checkpoint().isEmpty() && !newest.damaged().isEmpty()) {
                throw new CheckpointException("every checkpoint in " + folder.path() + " is damaged: "
                        + String.join("; ", newest.damaged()) + ". To begin anew, use another folder");
            }
            return newest;
        } catch (IOException e) {
            throw new CheckpointException("the folder of checkpoints " + folder.path() + " cannot be read: " + e, e);
        }
    }

    /**
     * Trains a network to the end of an epoch, from the newest checkpoint if there is one. If the training is interrupted
     * (the stop button of a notebook), a checkpoint is written first.
     *
     * <p>The bits are those of {@code network.fit(batches, epochs)} with a new network. Listeners of the network are called
     * as there.
     *
     * @param network a {@code MultiLayerNetwork} or {@code ComputationGraph}, made in the same way at every start; what it
     *     has learnt is replaced by the checkpoint
     * @param batches made in the same way at every start; where they stand does not matter
     * @param epochs when to stop: after this many epochs in all, those before the checkpoint included
     * @return how it began
     * @throws CheckpointException if the folder is in use or cannot be written, or if the checkpoint is that of another
     *     network, other seeds or other data; the message says what differs
     * @throws CancellationException if the thread is interrupted
     */
    @SuppressWarnings("try") // the lock is held, not used
    public Resumption fit(Model network, Batches batches, int epochs) {
        var model = TrainedModel.of(network);
        var identity = identity(network, batches);
        try (var lock = folder.lock()) {
            var newest = newest();
            newest.damaged().forEach(problem -> System.err.println("reprise: " + problem + "; it is passed over"));
            var start = new Position(model.epoch(), 0);
            if (newest.checkpoint().isPresent()) {
                var checkpoint = newest.checkpoint().get();
                new SameTraining(checkpoint).check(model, identity, serializedNormalizer());
                checkpoint.restoreInto(model);
                start = checkpoint.position();
            }
            train(model, batches, start, epochs, identity);
            return new Resumption(newest.checkpoint(), newest.damaged());
        } catch (IOException e) {
            throw new CheckpointException("the checkpoint in " + folder.path() + " cannot be written or read: " + e, e);
        }
    }

    private static Checkpoint.Identity identity(Model network, Batches batches) {
        return new Checkpoint.Identity(
                Seeded.seedsOf(network).map(Seeds::toString),
                batches.seeds().toString(),
                batches.batch(),
                batches.dataFingerprint().map(Fingerprint::hex));
    }

    private Optional<byte[]> serializedNormalizer() throws IOException {
        if (normalizer == null) {
            return Optional.empty();
        }
        var bytes = new ByteArrayOutputStream();
        NormalizerSerializer.getDefault().write(normalizer, bytes);
        return Optional.of(bytes.toByteArray());
    }

    private void train(TrainedModel model, Batches batches, Position start, int epochs, Checkpoint.Identity identity)
            throws IOException {
        try (var progress = Progress.of("training", Math.max(0, epochs - start.epoch()))) {
            for (Position next = start; next.epoch() < epochs; next = new Position(next.epoch() + 1, 0)) {
                trainEpoch(model, batches, next, identity);
                progress.step("epoch " + (next.epoch() + 1) + " of " + epochs);
            }
        }
    }

    private void trainEpoch(TrainedModel model, Batches batches, Position start, Checkpoint.Identity identity)
            throws IOException {
        batches.moveTo(start);
        if (start.batch() == 0) {
            model.listeners().forEach(listener -> listener.onEpochStart(model.model()));
        }
        int batch = start.batch();
        int saved = model.iteration();
        var source = batches.asyncSupported() ? new AsyncDataSetIterator(batches, 2) : null;
        try {
            DataSetIterator iterator = source == null ? batches : source;
            while (iterator.hasNext()) {
                model.fit(iterator.next());
                batch++;
                boolean stop = Thread.interrupted();
                if (stop || every > 0 && model.iteration() - saved >= every) {
                    save(model, new Position(start.epoch(), batch), identity);
                    saved = model.iteration();
                }
                if (stop) {
                    Thread.currentThread().interrupt();
                    throw new CancellationException("the training was interrupted before epoch " + start.epoch()
                            + ", batch " + batch + ": start it again to go on from there");
                }
            }
        } finally {
            if (source != null) {
                source.shutdown();
            }
        }
        model.listeners().forEach(listener -> listener.onEpochEnd(model.model()));
        model.incrementEpoch();
        save(model, new Position(start.epoch() + 1, 0), identity);
    }

    private void save(TrainedModel model, Position position, Checkpoint.Identity identity) throws IOException {
        Checkpoint.write(folder.file(model.iteration()), model, position, identity, serializedNormalizer());
        folder.keepNewest(kept);
    }
}
