package dev.reprise.fingerprint;

import java.util.Optional;

/**
 * Compares traces.
 *
 * <pre>{@code
 * Trace one = Trace.inMemory().add(0, "batch", new int[] {1, 2}).add(0, "loss", 0.25);
 * Trace two = Trace.inMemory().add(0, "batch", new int[] {2, 1}).add(0, "loss", 0.5);
 * System.out.println(Traces.firstDivergence(one, two).inWords());     // step 0, batch differs; nothing before it was recorded
 * }</pre>
 */
public final class Traces {
    private Traces() {}

    /**
     * The first thing that two runs did differently. What is different after it may follow from it.
     *
     * @param before the trace of one run
     * @param after the trace of another run of the same program
     * @return where the traces part, with the distance in ulps if both kept the values; {@link Divergence#isNone} if they
     *     do not
     */
    public static Divergence firstDivergence(Trace before, Trace after) {
        var a = before.entries();
        var b = after.entries();
        int common = Math.min(a.size(), b.size());
        for (int i = 0; i < common; i++) {
            var lastSame = i == 0 ? Optional.<Trace.Entry>empty() : Optional.of(a.get(i - 1));
            if (!a.get(i).isAt(b.get(i))) {
                return new Divergence(
                        Divergence.Kind.ORDER,
                        i,
                        Optional.of(a.get(i)),
                        Optional.of(b.get(i)),
                        lastSame,
                        Optional.empty());
            }
            if (!a.get(i).fingerprint().equals(b.get(i).fingerprint())) {
                return new Divergence(
                        Divergence.Kind.VALUES,
                        i,
                        Optional.of(a.get(i)),
                        Optional.of(b.get(i)),
                        lastSame,
                        difference(before.array(i), after.array(i)));
            }
        }
        var lastSame = common == 0 ? Optional.<Trace.Entry>empty() : Optional.of(a.get(common - 1));
        return new Divergence(
                a.size() == b.size() ? Divergence.Kind.NONE : Divergence.Kind.LENGTH,
                common,
                a.stream().skip(common).findFirst(),
                b.stream().skip(common).findFirst(),
                lastSame,
                Optional.empty());
    }

    private static Optional<ArrayDifference> difference(FlatArray a, FlatArray b) {
        return a == null || b == null || a.type() != b.type() || !java.util.Arrays.equals(a.shape(), b.shape())
                ? Optional.empty()
                : Optional.of(ArrayDifference.between(a, b, Ulps.BITWISE));
    }
}
