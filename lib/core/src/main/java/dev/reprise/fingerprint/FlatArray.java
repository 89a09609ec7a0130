package dev.reprise.fingerprint;

import java.io.ByteArrayOutputStream;
import java.lang.reflect.Array;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * A Java array of any number of dimensions seen as one: its type, its shape, and its innermost arrays in c order. Nothing is
 * copied.
 */
record FlatArray(ElementType type, long[] shape, List<Object> leaves) {
    /** Looks at a boxed number, a string, or an array of primitives or strings with rows of equal length. */
    static FlatArray of(Object array) {
        if (array == null) {
            throw new IllegalArgumentException("null has no fingerprint");
        }
        if (!array.getClass().isArray()) {
            return scalar(array);
        }
        var element = array.getClass();
        int rank = 0;
        for (; element.isArray(); element = element.getComponentType()) {
            rank++;
        }
        var type = ElementType.of(element);
        long[] shape = new long[rank];
        Object first = array;
        for (int axis = 0; axis < rank && first != null; axis++) {
            shape[axis] = Array.getLength(first);
            first = axis + 1 < rank && shape[axis] > 0 ? Array.get(first, 0) : null;
        }
        var leaves = new ArrayList<>();
        collect(array, 0, shape, "", leaves);
        return new FlatArray(type, shape, leaves);
    }

    private static FlatArray scalar(Object value) {
        Object leaf;
        if (value instanceof Double number) {
            leaf = new double[] {number};
        } else if (value instanceof Float number) {
            leaf = new float[] {number};
        } else if (value instanceof Long number) {
            leaf = new long[] {number};
        } else if (value instanceof Integer number) {
            leaf = new int[] {number};
        } else if (value instanceof Short number) {
            leaf = new short[] {number};
        } else if (value instanceof Byte number) {
            leaf = new byte[] {number};
        } else if (value instanceof Boolean truth) {
            leaf = new boolean[] {truth};
        } else if (value instanceof String text) {
            leaf = new String[] {text};
        } else {
            throw new IllegalArgumentException("a " + value.getClass().getName()
                    + " has no fingerprint; give an array, a number, a text, a table, a file or a folder");
        }
        return new FlatArray(ElementType.of(leaf.getClass().getComponentType()), new long[0], List.of(leaf));
    }

    private static void collect(Object array, int axis, long[] shape, String where, List<Object> leaves) {
        if (array == null) {
            throw new IllegalArgumentException("the array has null at " + where);
        }
        int length = Array.getLength(array);
        if (length != shape[axis]) {
            throw new IllegalArgumentException(String.format(
                    Locale.ROOT,
                    "the rows of the array have different lengths: %d at %s where %d were expected; take the fingerprint of"
                            + " each row and join them with Fingerprint.ofParts",
                    length,
                    where,
                    shape[axis]));
        }
        if (axis == shape.length - 1) {
            leaves.add(array);
        } else {
            for (int i = 0; i < length; i++) {
                collect(Array.get(array, i), axis + 1, shape, where + "[" + i + "]", leaves);
            }
        }
    }

    /** An array of floating-point numbers from its little-endian bytes. */
    static FlatArray ofBytes(ElementType type, long[] shape, byte[] bytes) {
        var buffer = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        if (type == ElementType.FLOAT64) {
            double[] leaf = new double[bytes.length / Double.BYTES];
            buffer.asDoubleBuffer().get(leaf);
            return new FlatArray(type, shape, List.of(leaf));
        }
        float[] leaf = new float[bytes.length / Float.BYTES];
        buffer.asFloatBuffer().get(leaf);
        return new FlatArray(type, shape, List.of(leaf));
    }

    /** The elements as little-endian bytes, in c order. */
    byte[] bytes() {
        var bytes = new ByteArrayOutputStream();
        var writer = new LittleEndian(
                chunk -> bytes.write(chunk.array(), chunk.arrayOffset() + chunk.position(), chunk.remaining()));
        leaves.forEach(writer::leaf);
        writer.flush();
        return bytes.toByteArray();
    }

    /** Number of elements. */
    long size() {
        long size = 1;
        for (long length : shape) {
            size *= length;
        }
        return size;
    }

    /** Where the element with a position in c order stands, for example {@code [2, 7]}. */
    String index(long position) {
        long[] index = new long[shape.length];
        for (int axis = shape.length - 1; axis >= 0; axis--) {
            index[axis] = position % shape[axis];
            position /= shape[axis];
        }
        return java.util.Arrays.toString(index);
    }
}
