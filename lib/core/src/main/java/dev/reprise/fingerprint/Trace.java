package dev.reprise.fingerprint;

import dev.reprise.storage.JsonLines;
import dev.reprise.storage.StorageException;
import java.io.Closeable;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * What a training computed, by step and place: a fingerprint of every array that it was shown, so that two runs can be searched
 * for the first thing that they did differently.
 *
 * <pre>{@code
 * Trace one = Trace.inMemory();
 * Trace two = Trace.inMemory();
 * double[] weights = {0.1, 0.2};
 * one.add(0, "dense/W", weights);
 * two.add(0, "dense/W", weights);
 * weights[1] = Math.nextUp(weights[1]);
 * two.add(1, "dense/W", weights);
 * weights[1] = 0.2;
 * one.add(1, "dense/W", weights);
 * Divergence first = Traces.firstDivergence(one, two);
 * System.out.println(first.inWords());   // step 1, dense/W: 1 of 2 elements differs, by at most 1 ulp, first at [1]; ...
 * }</pre>
 *
 * <p>The values of floating-point arrays are kept beside the fingerprints until they fill 64 MiB, so that the distance can be
 * told; {@link #keepFrom} chooses from which step on. May be used by several threads, but then the order of the entries is
 * theirs.
 */
public final class Trace implements Closeable {
    private static final String FORMAT = "reprise-trace-1";
    private static final long KEPT_BYTES = 64L << 20;

    private final JsonLines file;
    private final List<Entry> entries = new ArrayList<>();
    private final List<byte[]> values = new ArrayList<>();
    private long keptBytes;
    private long keepFrom;

    /**
     * One array at one moment.
     *
     * @param step when, in iterations
     * @param place what, such as {@code dense1/gradient W}
     * @param fingerprint digest of type, shape and bits
     * @param type what its elements are; null if only the fingerprint is known
     * @param shape its dimensions; empty if only the fingerprint is known
     */
    public record Entry(long step, String place, Fingerprint fingerprint, ElementType type, List<Long> shape) {
        /** The list is copied. */
        public Entry {
            if (step < 0 || place.isBlank()) {
                throw new IllegalArgumentException(
                        "an entry needs a place and a step from 0 on, not '" + place + "' at " + step);
            }
            Objects.requireNonNull(fingerprint);
            shape = List.copyOf(shape);
        }

        /** For example {@code step 3, dense1/gradient W}. */
        @Override
        public String toString() {
            return "step " + step + ", " + place;
        }

        boolean isAt(Entry other) {
            return step == other.step && place.equals(other.place);
        }
    }

    private Trace(JsonLines file) {
        this.file = file;
    }

    /**
     * A trace that is gone when nobody holds it.
     *
     * @return an empty trace
     */
    public static Trace inMemory() {
        return new Trace(null);
    }

    /**
     * A trace that is written to a file while it grows, to be compared with one of another process or machine. What was
     * added survives a kill.
     *
     * @param file where to; must not be a trace already
     * @return an empty trace; close it at the end
     * @throws StorageException if the file cannot be written
     * @throws IllegalArgumentException if there is something in it
     */
    public static Trace to(Path file) {
        var lines = JsonLines.open(file);
        if (!lines.lines().isEmpty()) {
            lines.close();
            throw new IllegalArgumentException(file + " holds a trace already; delete it or choose another name");
        }
        lines.append(Map.of("format", FORMAT));
        return new Trace(lines);
    }

    /**
     * Reads a trace that was written to a file.
     *
     * @param file the file
     * @return the trace
     * @throws StorageException if it cannot be read or is damaged
     * @throws IllegalArgumentException if it is no trace
     */
    public static Trace read(Path file) {
        var lines = JsonLines.read(file);
        if (lines.isEmpty() || !FORMAT.equals(lines.get(0).get("format"))) {
            throw new IllegalArgumentException(file + " is no trace of format " + FORMAT);
        }
        var trace = new Trace(null);
        for (var line : lines.subList(1, lines.size())) {
            var type = line.get("type");
            var shape = line.get("shape") instanceof List<?> list
                    ? list.stream().map(length -> ((Number) length).longValue()).toList()
                    : List.<Long>of();
            trace.entries.add(new Entry(
                    ((Number) line.get("step")).longValue(),
                    (String) line.get("place"),
                    new Fingerprint((String) line.get("sha256")),
                    type == null ? null : ElementType.valueOf((String) type),
                    shape));
            var kept = line.get("values");
            trace.values.add(kept == null ? null : Base64.getDecoder().decode((String) kept));
        }
        return trace;
    }

    /**
     * Keeps values only from a step on: for a second run, when the values of the first divergence were not kept.
     *
     * @param step the first step whose values are kept
     * @return this trace
     */
    public synchronized Trace keepFrom(long step) {
        keepFrom = step;
        return this;
    }

    /**
     * Adds an array.
     *
     * @param step when, in iterations, at least 0
     * @param place what; two runs are compared place by place, in the order in which things were added
     * @param array an array as {@link Fingerprint#of(Object)} takes it
     * @return this trace
     * @throws IllegalArgumentException if it is no such array
     */
    public synchronized Trace add(long step, String place, Object array) {
        var flat = FlatArray.of(array);
        boolean keep = keeps(step, flat.type(), flat.size() * flat.type().size());
        return add(entry(step, place, Fingerprint.of(array), flat.type(), flat.shape()), keep ? flat.bytes() : null);
    }

    /**
     * Adds an array that lives outside Java's heap.
     *
     * @param step when, in iterations, at least 0
     * @param place what
     * @param type what its elements are
     * @param shape its dimensions
     * @param elements the elements, little endian, in c order
     * @return this trace
     * @throws IllegalArgumentException if the buffer does not hold as many bytes as the shape says
     */
    public synchronized Trace add(long step, String place, ElementType type, long[] shape, ByteBuffer elements) {
        var fingerprint = Fingerprint.of(type, shape, elements);
        byte[] kept = null;
        if (keeps(step, type, elements.remaining())) {
            kept = new byte[elements.remaining()];
            elements.duplicate().get(kept);
        }
        return add(entry(step, place, fingerprint, type, shape), kept);
    }

    /**
     * Adds anything by its fingerprint.
     *
     * @param step when, in iterations, at least 0
     * @param place what
     * @param fingerprint its fingerprint
     * @return this trace
     */
    public synchronized Trace add(long step, String place, Fingerprint fingerprint) {
        return add(new Entry(step, place, fingerprint, null, List.of()), null);
    }

    private boolean keeps(long step, ElementType type, long bytes) {
        return step >= keepFrom
                && (type == ElementType.FLOAT32 || type == ElementType.FLOAT64)
                && keptBytes + bytes <= KEPT_BYTES;
    }

    private static Entry entry(long step, String place, Fingerprint fingerprint, ElementType type, long[] shape) {
        return new Entry(
                step, place, fingerprint, type, Arrays.stream(shape).boxed().toList());
    }

    private Trace add(Entry entry, byte[] kept) {
        if (file != null) {
            var line = new LinkedHashMap<String, Object>();
            line.put("step", entry.step);
            line.put("place", entry.place);
            line.put("sha256", entry.fingerprint.hex());
            if (entry.type != null) {
                line.put("type", entry.type.name());
                line.put("shape", entry.shape);
            }
            if (kept != null) {
                line.put("values", Base64.getEncoder().encodeToString(kept));
            }
            file.append(line);
        }
        entries.add(entry);
        values.add(kept);
        keptBytes += kept == null ? 0 : kept.length;
        return this;
    }

    /**
     * What was added.
     *
     * @return in the order in which it was added
     */
    public synchronized List<Entry> entries() {
        return List.copyOf(entries);
    }

    /** The array of an entry, or null if its values were not kept. */
    synchronized FlatArray array(int index) {
        var entry = entries.get(index);
        return values.get(index) == null
                ? null
                : FlatArray.ofBytes(
                        entry.type,
                        entry.shape.stream().mapToLong(length -> length).toArray(),
                        values.get(index));
    }

    /**
     * Ends a trace that is written to a file, and forces it to the disk.
     *
     * @throws StorageException if that fails
     */
    @Override
    public void close() {
        if (file != null) {
            file.sync();
            file.close();
        }
    }

    /** How many entries there are. */
    @Override
    public synchronized String toString() {
        return "trace of " + entries.size() + (entries.size() == 1 ? " entry" : " entries");
    }
}
