package dev.reprise.fingerprint;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;

/** Turns numbers and texts into bytes, little endian, and hands these on in chunks. */
final class LittleEndian {
    private static final int CHUNK = 1 << 16;

    private final ByteBuffer buffer = ByteBuffer.allocate(CHUNK).order(ByteOrder.LITTLE_ENDIAN);
    private final Consumer<ByteBuffer> sink;

    LittleEndian(Consumer<ByteBuffer> sink) {
        this.sink = sink;
    }

    void bytes(ByteBuffer bytes) {
        if (bytes.remaining() > buffer.remaining()) {
            flush();
        }
        if (bytes.remaining() > buffer.remaining()) {
            sink.accept(bytes);
        } else {
            buffer.put(bytes);
        }
    }

    /** The eight bytes of a number. */
    void int64(long value) {
        room(Long.BYTES).putLong(value);
    }

    /** The length of a text in bytes, and its bytes in UTF-8. */
    void text(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        int64(bytes.length);
        bytes(ByteBuffer.wrap(bytes));
    }

    /** The elements of a one-dimensional array. */
    void leaf(Object leaf) {
        if (leaf instanceof double[] values) {
            for (int from = 0; from < values.length; ) {
                int length = Math.min(room(Double.BYTES).remaining() / Double.BYTES, values.length - from);
                buffer.asDoubleBuffer().put(values, from, length);
                from = advance(from, length, Double.BYTES);
            }
        } else if (leaf instanceof float[] values) {
            for (int from = 0; from < values.length; ) {
                int length = Math.min(room(Float.BYTES).remaining() / Float.BYTES, values.length - from);
                buffer.asFloatBuffer().put(values, from, length);
                from = advance(from, length, Float.BYTES);
            }
        } else if (leaf instanceof long[] values) {
            for (int from = 0; from < values.length; ) {
                int length = Math.min(room(Long.BYTES).remaining() / Long.BYTES, values.length - from);
                buffer.asLongBuffer().put(values, from, length);
                from = advance(from, length, Long.BYTES);
            }
        } else if (leaf instanceof int[] values) {
            for (int from = 0; from < values.length; ) {
                int length = Math.min(room(Integer.BYTES).remaining() / Integer.BYTES, values.length - from);
                buffer.asIntBuffer().put(values, from, length);
                from = advance(from, length, Integer.BYTES);
            }
        } else if (leaf instanceof short[] values) {
            for (short value : values) {
                room(Short.BYTES).putShort(value);
            }
        } else if (leaf instanceof byte[] values) {
            bytes(ByteBuffer.wrap(values));
        } else if (leaf instanceof boolean[] values) {
            for (boolean value : values) {
                room(1).put((byte) (value ? 1 : 0));
            }
        } else {
            for (String text : (String[]) leaf) {
                if (text == null) {
                    throw new IllegalArgumentException("an array of texts with null in it has no fingerprint");
                }
                text(text);
            }
        }
    }

    private int advance(int from, int length, int size) {
        buffer.position(buffer.position() + length * size);
        return from + length;
    }

    private ByteBuffer room(int bytes) {
        if (buffer.remaining() < bytes) {
            flush();
        }
        return buffer;
    }

    /** Hands on what is left. */
    void flush() {
        sink.accept(buffer.flip());
        buffer.clear();
    }
}
