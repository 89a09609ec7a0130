package dev.reprise.fingerprint;

import dev.reprise.display.TextTable;
import dev.reprise.notebook.Displayable;
import dev.reprise.notebook.MimeBundle;
import java.util.Optional;

/**
 * The first thing that two runs did differently. Found by {@link Traces#firstDivergence}.
 *
 * <pre>{@code
 * Trace one = Trace.inMemory().add(0, "dense/W", new float[] {1, 2});
 * Trace two = Trace.inMemory().add(0, "dense/W", new float[] {1, Math.nextUp(2f)});
 * Divergence first = Traces.firstDivergence(one, two);
 * long ulps = first.difference().orElseThrow().maxUlps();      // 1
 * }</pre>
 *
 * @param kind how the traces part
 * @param position number of the entry at which they part, from 0; the number of entries if they do not
 * @param before what the first run did there; empty if its trace ends
 * @param after what the second run did there; empty if its trace ends
 * @param lastSame the entry before, which is the same in both
 * @param difference how far the values are apart, if both traces kept them
 */
public record Divergence(
        Kind kind,
        int position,
        Optional<Trace.Entry> before,
        Optional<Trace.Entry> after,
        Optional<Trace.Entry> lastSame,
        Optional<ArrayDifference> difference)
        implements Displayable {
    /** How two traces part. */
    public enum Kind {
        /** They do not. */
        NONE,
        /** The same place has other values. */
        VALUES,
        /** The runs did other things, or the same in another order. */
        ORDER,
        /** One of them did more. */
        LENGTH
    }

    /**
     * Whether the traces are the same.
     *
     * @return true if nothing differs
     */
    public boolean isNone() {
        return kind == Kind.NONE;
    }

    /**
     * The divergence in one sentence.
     *
     * @return for example {@code step 3, dense1/W: 1 of 80 elements differs, by at most 1 ulp, first at [2, 7]; the last that
     *     was the same: step 3, batch}
     */
    public String inWords() {
        String same =
                lastSame.map(entry -> "the last that was the same: " + entry).orElse("nothing before it was recorded");
        return switch (kind) {
            case NONE -> "no divergence in " + position + (position == 1 ? " entry" : " entries");
            case VALUES -> before.orElseThrow() + values() + "; " + same;
            case ORDER ->
                "the runs did different things: " + before.orElseThrow() + " in one, " + after.orElseThrow()
                        + " in the other; " + same;
            case LENGTH ->
                "the " + (before.isEmpty() ? "first" : "second") + " trace ends, the other goes on with "
                        + before.or(() -> after).orElseThrow() + "; " + same;
        };
    }

    private String values() {
        if (difference.isPresent()) {
            return ": " + difference.get().inWords();
        }
        var a = before.orElseThrow();
        var b = after.orElseThrow();
        if (a.type() != b.type() || !a.shape().equals(b.shape())) {
            return " is " + a.type() + " " + a.shape() + " in one and " + b.type() + " " + b.shape() + " in the other";
        }
        boolean numbers = a.type() == ElementType.FLOAT32 || a.type() == ElementType.FLOAT64;
        return " differs"
                + (numbers
                        ? " (its values were not kept: record both runs again with keepFrom(" + a.step() + "))"
                        : "");
    }

    @Override
    public MimeBundle toMimeBundle() {
        return sheet().toMimeBundle();
    }

    /** The same table as the notebook shows, in plain text. */
    @Override
    public String toString() {
        return sheet().toString();
    }

    private TextTable sheet() {
        if (isNone()) {
            return TextTable.of("No divergence", "", "value").row("entries compared", position);
        }
        var table = TextTable.of("First divergence: " + inWords(), "", "first run", "second run")
                .row("entry " + position, text(before), text(after))
                .row(
                        "fingerprint",
                        before.map(entry -> entry.fingerprint().brief()).orElse(""),
                        after.map(entry -> entry.fingerprint().brief()).orElse(""));
        return lastSame.isEmpty() ? table : table.row("entry before it", text(lastSame), text(lastSame));
    }

    private static String text(Optional<Trace.Entry> entry) {
        return entry.map(Trace.Entry::toString).orElse("(ends)");
    }
}
