package dev.reprise.dl4j;

/**
 * A place in a training: the batch that comes next.
 *
 * <pre>{@code
 * batches.moveTo(new Position(3, 7));     // the eighth batch of the fourth epoch comes next
 * }</pre>
 *
 * @param epoch the number of the epoch, from 0
 * @param batch the number of the batch in the epoch, from 0
 */
public record Position(int epoch, int batch) {
    /**
     * Checks both numbers.
     *
     * @throws IllegalArgumentException if one is negative
     */
    public Position {
        if (epoch < 0 || batch < 0) {
            throw new IllegalArgumentException("there is no batch " + batch + " in epoch " + epoch);
        }
    }

    /** For people: {@code epoch 3, batch 7}, both counted from 0. */
    @Override
    public String toString() {
        return "epoch " + epoch + ", batch " + batch;
    }
}
