package dev.reprise.fingerprint;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;

/** SHA-256 of what is written to it, numbers as little-endian bits. */
final class Sha256 {
    private static final int CHUNK = 1 << 16;

    private final MessageDigest digest;
    private final ByteBuffer buffer = ByteBuffer.allocate(CHUNK).order(ByteOrder.LITTLE_ENDIAN);

    Sha256() {
        try {
            digest = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    /** The line that says what follows, so that no two kinds of things have the same bytes. */
    Sha256 header(ElementType type, long... shape) {
        return bytes("array " + type + " " + Arrays.toString(shape) + "\n");
    }

    Sha256 bytes(String text) {
        return bytes(text.getBytes(StandardCharsets.UTF_8));
    }

    Sha256 bytes(byte[] bytes) {
        return bytes(ByteBuffer.wrap(bytes));
    }

    Sha256 bytes(ByteBuffer bytes) {
        if (bytes.remaining() > buffer.remaining()) {
            flush();
        }
        if (bytes.remaining() > buffer.remaining()) {
            digest.update(bytes);
        } else {
            buffer.put(bytes);
        }
        return this;
    }

    /** The eight bytes of a number. */
    Sha256 int64(long value) {
        room(Long.BYTES).putLong(value);
        return this;
    }

    /** The length of a text in bytes, and its bytes in UTF-8. */
    Sha256 text(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return int64(bytes.length).bytes(bytes);
    }

    Sha256 elements(FlatArray array) {
        array.leaves().forEach(this::leaf);
        return this;
    }

    private void leaf(Object leaf) {
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
            bytes(values);
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

    private void flush() {
        digest.update(buffer.flip());
        buffer.clear();
    }

    /** The 32 bytes; this object can be used again afterwards. */
    byte[] digest() {
        flush();
        return digest.digest();
    }

    Fingerprint fingerprint() {
        return new Fingerprint(HexFormat.of().formatHex(digest()));
    }
}
