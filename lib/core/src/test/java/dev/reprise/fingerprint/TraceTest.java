package dev.reprise.fingerprint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.reprise.fingerprint.Divergence.Kind;
import dev.reprise.storage.JsonLines;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TraceTest {
    @TempDir
    Path folder;

    /** A training in which one number is off by one ulp from one step on. */
    private static Trace training(Trace trace, int flawedStep) {
        float[][] weights = {{0.1f, 0.2f, 0.3f}, {0.4f, 0.5f, 0.6f}};
        for (int step = 0; step < 5; step++) {
            trace.add(step, "batch", new int[] {step, step + 1});
            weights[0][0] += 0.25f;
            if (step == flawedStep) {
                weights[1][2] = Math.nextUp(weights[1][2]);
            }
            trace.add(step, "dense1/W", weights).add(step, "loss", 1.0 / (1 + step));
        }
        return trace;
    }

    private static Trace training(int flawedStep) {
        return training(Trace.inMemory(), flawedStep);
    }

    @Test
    void theFirstDivergenceIsNamedByStepPlaceIndexAndUlps() {
        var divergence = Traces.firstDivergence(training(-1), training(3));
        assertThat(divergence.inWords())
                .isEqualTo("step 3, dense1/W: 1 of 6 elements differs, by at most 1 ulp, first at [1, 2];"
                        + " the last that was the same: step 3, batch");
        assertThat(divergence.kind()).isEqualTo(Kind.VALUES);
        assertThat(divergence.difference().orElseThrow().maxUlps()).isEqualTo(1);
        assertThat(divergence.toString()).contains("First divergence", "step 3, batch");
    }

    @Property(tries = 50)
    void theFlawIsFoundWhereverItIs(@ForAll @IntRange(max = 4) int step) {
        var divergence = Traces.firstDivergence(training(-1), training(step));
        assertThat(divergence.position()).isEqualTo(3 * step + 1);
        assertThat(divergence.before().orElseThrow().step()).isEqualTo(step);
    }

    @Test
    void equalRunsDoNotDiverge() {
        var divergence = Traces.firstDivergence(training(-1), training(-1));
        assertThat(divergence.isNone()).isTrue();
        assertThat(divergence.inWords()).isEqualTo("no divergence in 15 entries");
        assertThat(divergence.toString()).isEqualTo("No divergence\n                  value\nentries compared     15");
    }

    @Test
    void runsThatDoOtherThingsOrMoreDiverge() {
        var one = Trace.inMemory().add(0, "a", 1).add(0, "b", 2);
        var other = Trace.inMemory().add(0, "a", 1).add(0, "c", 2);
        assertThat(Traces.firstDivergence(one, other).inWords())
                .isEqualTo("the runs did different things: step 0, b in one, step 0, c in the other;"
                        + " the last that was the same: step 0, a");
        assertThat(Traces.firstDivergence(one, Trace.inMemory().add(0, "a", 1)).inWords())
                .isEqualTo(
                        "the second trace ends, the other goes on with step 0, b; the last that was the same: step 0, a");
        assertThat(Traces.firstDivergence(Trace.inMemory(), one).inWords())
                .isEqualTo("the first trace ends, the other goes on with step 0, a; nothing before it was recorded");
        assertThat(Traces.firstDivergence(one, Trace.inMemory().add(0, "a", 3)).inWords())
                .isEqualTo("step 0, a differs; nothing before it was recorded");
        assertThat(Traces.firstDivergence(
                                Trace.inMemory().add(0, "a", new double[1]),
                                Trace.inMemory().add(0, "a", new float[2]))
                        .inWords())
                .startsWith("step 0, a is float64 [1] in one and float32 [2] in the other");
    }

    @Test
    void signedZerosAndNansCountByTheirBits() {
        var divergence = Traces.firstDivergence(
                Trace.inMemory().add(0, "x", new double[] {0.0}),
                Trace.inMemory().add(0, "x", new double[] {-0.0}));
        assertThat(divergence.inWords()).startsWith("step 0, x: 1 of 1 elements differs, by at most 1 ulp");
    }

    @Test
    void valuesThatWereNotKeptAreAskedFor() {
        var one = training(Trace.inMemory().keepFrom(4), -1);
        var other = training(Trace.inMemory().keepFrom(4), 3);
        assertThat(Traces.firstDivergence(one, other).inWords())
                .startsWith(
                        "step 3, dense1/W differs (its values were not kept: record both runs again with keepFrom(3))");
        assertThat(Traces.firstDivergence(
                                training(Trace.inMemory().keepFrom(3), -1),
                                training(Trace.inMemory().keepFrom(3), 3))
                        .inWords())
                .contains("by at most 1 ulp");
        var large = Trace.inMemory();
        float[] mebibyte = new float[1 << 18];
        for (int i = 0; i < 65; i++) {
            large.add(i, "x", mebibyte);
        }
        assertThat(large.array(63)).isNotNull();
        assertThat(large.array(64)).isNull();
    }

    @Test
    void tracesOfTwoProcessesAreComparedByTheirFiles() {
        Path one = folder.resolve("one.jsonl");
        Path other = folder.resolve("other.jsonl");
        try (var a = training(Trace.to(one), -1);
                var b = training(Trace.to(other), 2)) {
            assertThat(a.entries()).hasSameSizeAs(b.entries());
        }
        var fromFiles = Traces.firstDivergence(Trace.read(one), Trace.read(other));
        assertThat(fromFiles).isEqualTo(Traces.firstDivergence(training(-1), training(2)));
        assertThat(Traces.firstDivergence(training(-1), Trace.read(one)).isNone())
                .isTrue();
    }

    @Test
    void aTraceThatWasKilledIsComparedAsFarAsItGot() throws Exception {
        Path file = folder.resolve("trace.jsonl");
        training(Trace.to(file), -1).close();
        byte[] bytes = Files.readAllBytes(file);
        Files.write(file, java.util.Arrays.copyOf(bytes, bytes.length - 5));
        assertThat(Traces.firstDivergence(training(-1), Trace.read(file)).inWords())
                .startsWith("the second trace ends, the other goes on with step 4, loss");
    }

    @Test
    void buffersAndFingerprintsAreEntriesToo() {
        var buffer = ByteBuffer.allocateDirect(16)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putDouble(1)
                .putDouble(2)
                .flip();
        var one = Trace.inMemory().add(0, "x", ElementType.FLOAT64, new long[] {2}, buffer);
        assertThat(Traces.firstDivergence(one, Trace.inMemory().add(0, "x", new double[] {1, 2}))
                        .isNone())
                .isTrue();
        assertThat(Traces.firstDivergence(one, Trace.inMemory().add(0, "x", new double[] {1, 3}))
                        .inWords())
                .contains("first at [1]");
        assertThat(Traces.firstDivergence(one, Trace.inMemory().add(0, "x", Fingerprint.of(new double[] {1, 2})))
                        .isNone())
                .isTrue();
    }

    @Test
    void wrongUseIsRefused() {
        var trace = Trace.inMemory();
        assertThatThrownBy(() -> trace.add(-1, "x", 1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> trace.add(0, " ", 1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> trace.add(0, "x", new Object())).isInstanceOf(IllegalArgumentException.class);
        assertThat(trace.entries()).isEmpty();
        assertThat(trace).hasToString("trace of 0 entries");
        Path file = folder.resolve("trace.jsonl");
        Trace.to(file).close();
        assertThatThrownBy(() -> Trace.to(file)).hasMessageContaining("holds a trace already");
        Path other = folder.resolve("other.jsonl");
        try (var lines = JsonLines.open(other)) {
            lines.append(Map.of("a", 1));
        }
        assertThatThrownBy(() -> Trace.read(other)).hasMessageContaining("is no trace of format");
    }
}
