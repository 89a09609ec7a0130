package dev.reprise.dl4j;

import java.util.List;
import java.util.Optional;

/**
 * How a training began: from a checkpoint or from nothing.
 *
 * <pre>{@code
 * Resumption start = Checkpoints.in(folder).fit(network, batches, 20);
 * start.from().ifPresent(checkpoint -> System.out.println("went on at " + checkpoint.position()));
 * }</pre>
 *
 * @param from the checkpoint from which it went on; nothing if it began anew
 * @param damaged what is wrong with newer checkpoints that were passed over, one sentence for each; the files were left
 *     where they are
 */
public record Resumption(Optional<Checkpoint> from, List<String> damaged) {
    /** Copies the list. */
    public Resumption {
        damaged = List.copyOf(damaged);
    }

    /** One sentence, or more if checkpoints were damaged. */
    @Override
    public String toString() {
        String start = from.map(checkpoint -> "went on from " + checkpoint).orElse("began anew");
        return damaged.isEmpty() ? start : start + "; passed over: " + String.join("; ", damaged);
    }
}
