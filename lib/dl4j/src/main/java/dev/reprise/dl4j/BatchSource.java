package dev.reprise.dl4j;

import dev.reprise.fingerprint.Fingerprint;
import dev.reprise.seeds.Seeds;
import dev.reprise.seeds.Shuffle;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.dataset.api.iterator.DataSetIterator;

/** Where {@link Batches} come from. */
sealed interface BatchSource {
    /** Goes to a place; the batch given by the next {@link #next} is the one with this number, counted from 0. */
    void begin(int epoch, int batch);

    boolean hasNext();

    DataSet next();

    int batchSize();

    int inputColumns();

    int totalOutcomes();

    List<String> labels();

    boolean asyncSupported();

    Optional<Fingerprint> fingerprint();

    /** Examples in memory, in another order in every epoch. */
    final class Shuffled implements BatchSource {
        private final DataSet data;
        private final int examples;
        private final int batchSize;
        private final Seeds seeds;
        private int[] order;
        private int next;

        Shuffled(DataSet data, int batchSize, Seeds seeds) {
            if (batchSize < 1) {
                throw new IllegalArgumentException("a batch cannot have " + batchSize + " examples");
            }
            this.data = Rows.contiguous(data);
            this.examples = Rows.count(data);
            this.batchSize = batchSize;
            this.seeds = seeds;
            begin(0, 0);
        }

        @Override
        public void begin(int epoch, int batch) {
            order = Shuffle.permutation(examples, seeds.stream("shuffle", epoch));
            next = Math.multiplyExact(batch, batchSize);
        }

        @Override
        public boolean hasNext() {
            return next < examples;
        }

        @Override
        public DataSet next() {
            int from = next;
            next = Math.min(from + batchSize, examples);
            return Rows.select(data, Arrays.copyOfRange(order, from, next));
        }

        @Override
        public int batchSize() {
            return batchSize;
        }

        @Override
        public int inputColumns() {
            return data.numInputs();
        }

        @Override
        public int totalOutcomes() {
            return data.getLabels() == null ? 0 : data.numOutcomes();
        }

        @Override
        public List<String> labels() {
            return data.getLabelNamesList();
        }

        /** They are in memory already; a thread that fetches them ahead would only cost time. */
        @Override
        public boolean asyncSupported() {
            return false;
        }

        @Override
        public Optional<Fingerprint> fingerprint() {
            return Optional.of(Fingerprints.of(data));
        }
    }

    /** Batches of an iterator, which must be the same in every epoch. */
    final class Wrapped implements BatchSource {
        private final DataSetIterator iterator;

        Wrapped(DataSetIterator iterator) {
            if (!iterator.resetSupported()) {
                throw new IllegalArgumentException("the iterator cannot be reset, so its batches have no position: "
                        + iterator.getClass().getName());
            }
            this.iterator = iterator;
        }

        @Override
        public void begin(int epoch, int batch) {
            iterator.reset();
            for (int i = 0; i < batch && iterator.hasNext(); i++) {
                iterator.next();
            }
        }

        @Override
        public boolean hasNext() {
            return iterator.hasNext();
        }

        @Override
        public DataSet next() {
            return iterator.next();
        }

        @Override
        public int batchSize() {
            return iterator.batch();
        }

        @Override
        public int inputColumns() {
            return iterator.inputColumns();
        }

        @Override
        public int totalOutcomes() {
            return iterator.totalOutcomes();
        }

        @Override
        public List<String> labels() {
            return iterator.getLabels();
        }

        @Override
        public boolean asyncSupported() {
            return iterator.asyncSupported();
        }

        @Override
        public Optional<Fingerprint> fingerprint() {
            return Optional.empty();
        }
    }
}
