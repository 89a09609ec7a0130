package dev.reprise.dl4j;

import dev.reprise.fingerprint.Fingerprint;
import dev.reprise.seeds.Seeds;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.dataset.api.DataSetPreProcessor;
import org.nd4j.linalg.dataset.api.iterator.DataSetIterator;

/**
 * Batches that are functions of seeds and of their position: epoch and number in the epoch. Made by {@link Seeded#batches}.
 *
 * <pre>{@code
 * Batches batches = Seeded.batches(train, 32, seeds);
 * batches.setPreProcessor(addNoise);          // may draw: Nd4j.randn gives the same numbers for the same position
 * network.fit(batches, 20);
 * batches.moveTo(new Position(3, 7));         // to any place, without passing through the places before it
 * }</pre>
 *
 * <p>While a batch is made, the generator of the thread that makes it is set to {@code seeds.seed("augment", epoch, batch)},
 * and afterwards set back. So batches are the same whether they are fetched ahead in another thread (with
 * {@code AsyncDataSetIterator}) or not, and the numbers drawn for them do not disturb those drawn for training.
 *
 * <p>{@link #reset} begins the next epoch, if anything of this one was given out. Not safe for use by several threads at
 * once.
 */
public final class Batches implements DataSetIterator {
    /** Where the examples come from. */
    private final BatchSource source;
    /** Where orders and noise come from. */
    private final Seeds seeds;
    /** What is done to each batch, or null. */
    private DataSetPreProcessor preProcessor;
    /** The batch that comes next. */
    private Position position = new Position(0, 0);

    Batches(BatchSource source, Seeds seeds) {
        this.source = source;
        this.seeds = seeds;
    }

    /**
     * Where this stands.
     *
     * @return the batch that comes next
     */
    public Position position() {
        return position;
    }

    /**
     * Where the randomness of these batches comes from.
     *
     * @return the seeds they were made with
     */
    public Seeds seeds() {
        return seeds;
    }

    /**
     * A fingerprint of the examples, where they are in memory.
     *
     * @return the SHA-256 of all arrays of the data set, or nothing for a wrapped iterator
     */
    public Optional<Fingerprint> dataFingerprint() {
        return source.fingerprint();
    }

    /**
     * Goes to a place. A wrapped iterator is wound to it.
     *
     * @param there the batch that comes next; the epoch is at its end if it has no such batch
     */
    public void moveTo(Position there) {
        position = there;
        source.begin(there.epoch(), there.batch());
    }

    @Override
    public boolean hasNext() {
        return source.hasNext();
    }

    @Override
    public DataSet next() {
        if (!hasNext()) {
            throw new NoSuchElementException("the epoch has ended: there is no batch at " + position);
        }
        var others = GeneratorState.capture();
        try {
            GeneratorState.seed(seeds.seed("augment", position.epoch(), position.batch()));
            DataSet next = source.next();
            if (preProcessor != null) {
                preProcessor.preProcess(next);
            }
            position = new Position(position.epoch(), position.batch() + 1);
            return next;
        } finally {
            others.restore();
        }
    }

    /** Begins the next epoch; does nothing at the beginning of an epoch. */
    @Override
    public void reset() {
        if (position.batch() > 0) {
            moveTo(new Position(position.epoch() + 1, 0));
        }
    }

    @Override
    public boolean resetSupported() {
        return true;
    }

    @Override
    public boolean asyncSupported() {
        return source.asyncSupported();
    }

    /** The number of examples in a batch; the last of an epoch may have fewer. */
    @Override
    public int batch() {
        return source.batchSize();
    }

    /** Not supported: with batches of another size, positions would mean other examples. */
    @Override
    public DataSet next(int examples) {
        throw new UnsupportedOperationException(
                "batches have a fixed size, " + batch() + ", so that each has a position");
    }

    @Override
    public int inputColumns() {
        return source.inputColumns();
    }

    @Override
    public int totalOutcomes() {
        return source.totalOutcomes();
    }

    @Override
    public List<String> getLabels() {
        return source.labels();
    }

    @Override
    public void setPreProcessor(DataSetPreProcessor preProcessor) {
        this.preProcessor = preProcessor;
    }

    @Override
    public DataSetPreProcessor getPreProcessor() {
        return preProcessor;
    }
}
