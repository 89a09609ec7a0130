package dev.reprise.reference;

import dev.reprise.seeds.RandomStream;
import dev.reprise.storage.AtomicFile;
import dev.reprise.storage.StorageException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;

/**
 * Where a {@link Training} stands: weights, what the optimiser remembers, the counters, and both generators.
 *
 * <pre>{@code
 * Path file = Files.createTempFile("training", ".state");
 * Trainer trainer = Trainer.of(Network.inputs(1).dense(10).dense(1));
 * Training training = trainer.start(Datasets.sequence(), Seeds.of(42));
 * training.step();
 * training.state().save(file);
 * TrainingState forgetful = TrainingState.load(file).without(TrainingState.Part.OPTIMISER);
 * }</pre>
 *
 * <p>Immutable.
 */
public final class TrainingState {
    private static final String FORMAT = "reprise.training.1";
    private static final int DIGEST = 32;

    /** What a state can be without; the weights are always there. */
    public enum Part {
        /** What the optimiser remembers, such as Adam's means. */
        OPTIMISER,
        /** The number of updates, which Adam uses. */
        ITERATION,
        /** The number of complete epochs. */
        EPOCH,
        /** How many rows of the epoch have been used. */
        POSITION,
        /** The generator of the orders of the rows. */
        SHUFFLE,
        /** The generator of dropout. */
        DROPOUT
    }

    private final String setup;
    private final double[] parameters;
    private final double[] optimiser;
    private final long iteration;
    private final int epoch;
    private final int position;
    private final RandomStream.State shuffle;
    private final RandomStream.State dropout;
    private final Set<Part> missing;

    TrainingState(
            String setup,
            double[] parameters,
            double[] optimiser,
            long iteration,
            int epoch,
            int position,
            RandomStream.State shuffle,
            RandomStream.State dropout,
            Set<Part> missing) {
        this.setup = setup;
        this.parameters = parameters;
        this.optimiser = optimiser;
        this.iteration = iteration;
        this.epoch = epoch;
        this.position = position;
        this.shuffle = shuffle;
        this.dropout = dropout;
        this.missing = missing;
    }

    /**
     * This state as a checkpoint would have it that forgot something: what does it take to go on with the same bits?
     *
     * @param parts what is forgotten
     * @return a new state; {@link Training#restore} leaves these parts as they are
     */
    public TrainingState without(Part... parts) {
        var less = EnumSet.noneOf(Part.class);
        less.addAll(missing);
        Collections.addAll(less, parts);
        return new TrainingState(
                setup,
                parameters,
                optimiser,
                iteration,
                epoch,
                position,
                shuffle,
                dropout,
                Collections.unmodifiableSet(less));
    }

    /**
     * Whether the state holds a part.
     *
     * @param part which
     * @return false if it was left out
     */
    public boolean has(Part part) {
        return !missing.contains(part);
    }

    /**
     * What was trained, how and on what.
     *
     * @return a text that is the same for trainings that can go on from each other's states
     */
    public String setup() {
        return setup;
    }

    /**
     * All weights and biases.
     *
     * @return a copy, in the order of {@link Model#of}
     */
    public double[] parameters() {
        return parameters.clone();
    }

    /**
     * What the optimiser remembers.
     *
     * @return a copy
     */
    public double[] optimiser() {
        return optimiser.clone();
    }

    /**
     * How many updates there have been.
     *
     * @return from 0
     */
    public long iteration() {
        return iteration;
    }

    /**
     * How many epochs are complete.
     *
     * @return from 0
     */
    public int epoch() {
        return epoch;
    }

    /**
     * How many rows of the epoch have been used.
     *
     * @return from 0
     */
    public int position() {
        return position;
    }

    /**
     * The generator of the orders of the rows, as it stood before the epoch.
     *
     * @return its state
     */
    public RandomStream.State shuffle() {
        return shuffle;
    }

    /**
     * The generator of dropout.
     *
     * @return its state
     */
    public RandomStream.State dropout() {
        return dropout;
    }

    /**
     * Writes the state to a file, so that a kill at any moment leaves the file that was there before or the new one, whole.
     *
     * @param file replaced; its folder is made if it is not there
     * @throws StorageException if it cannot be written
     */
    public void save(Path file) {
        AtomicFile.write(file, bytes());
    }

    private byte[] bytes() {
        var bytes = new ByteArrayOutputStream();
        try {
            var out = new DataOutputStream(bytes);
            out.writeUTF(FORMAT);
            out.writeUTF(setup);
            write(out, parameters);
            write(out, optimiser);
            out.writeLong(iteration);
            out.writeInt(epoch);
            out.writeInt(position);
            out.writeUTF(shuffle.hex());
            out.writeUTF(dropout.hex());
            out.writeInt(missing.size());
            for (Part part : missing) {
                out.writeUTF(part.name());
            }
            out.write(sha256(bytes.toByteArray(), bytes.size()));
        } catch (IOException e) {
            throw new UncheckedIOException("an array in memory cannot be written to", e);
        }
        return bytes.toByteArray();
    }

    private static void write(DataOutputStream out, double[] values) throws IOException {
        out.writeInt(values.length);
        for (double value : values) {
            out.writeDouble(value);
        }
    }

    /**
     * Reads a state that {@link #save} wrote.
     *
     * @param file the file
     * @return the state
     * @throws StorageException if it cannot be read, is no such file, or is damaged, even by one bit
     */
    public static TrainingState load(Path file) {
        try {
            byte[] bytes = Files.readAllBytes(file);
            int length = bytes.length - DIGEST;
            if (length < 0 || !Arrays.equals(sha256(bytes, length), Arrays.copyOfRange(bytes, length, bytes.length))) {
                throw new IOException("it is damaged, or no state of a training: the SHA-256 at its end does not fit");
            }
            return read(new DataInputStream(new ByteArrayInputStream(bytes, 0, length)));
        } catch (IOException e) {
            String why = e instanceof NoSuchFileException ? "there is no such file" : e.getMessage();
            throw new StorageException("no training can go on from " + file + ": " + why, e);
        }
    }

    private static TrainingState read(DataInputStream in) throws IOException {
        String format = in.readUTF();
        if (!format.equals(FORMAT)) {
            throw new IOException("its format is '" + format + "', not '" + FORMAT + "'");
        }
        var state = new TrainingState(
                in.readUTF(),
                readArray(in),
                readArray(in),
                in.readLong(),
                in.readInt(),
                in.readInt(),
                new RandomStream.State(in.readUTF()),
                new RandomStream.State(in.readUTF()),
                Set.of());
        for (int left = in.readInt(); left > 0; left--) {
            state = state.without(Part.valueOf(in.readUTF()));
        }
        return state;
    }

    private static double[] readArray(DataInputStream in) throws IOException {
        double[] values = new double[in.readInt()];
        for (int i = 0; i < values.length; i++) {
            values[i] = in.readDouble();
        }
        return values;
    }

    private static byte[] sha256(byte[] bytes, int length) {
        try {
            var sha = MessageDigest.getInstance("SHA-256");
            sha.update(bytes, 0, length);
            return sha.digest();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK must have SHA-256", e);
        }
    }

    /** How far the training has come. */
    @Override
    public String toString() {
        return "state after " + iteration + " updates, epoch " + epoch + " and " + position + " rows"
                + (missing.isEmpty() ? "" : ", without " + missing) + ": " + setup;
    }
}
