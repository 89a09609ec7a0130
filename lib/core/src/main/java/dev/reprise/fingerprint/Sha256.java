package dev.reprise.fingerprint;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;

/** SHA-256 of what is written to it, numbers as little-endian bits. */
final class Sha256 {
    private final MessageDigest digest;
    private final LittleEndian writer;

    Sha256() {
        try {
            digest = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
        writer = new LittleEndian(digest::update);
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
        writer.bytes(bytes);
        return this;
    }

    /** The eight bytes of a number. */
    Sha256 int64(long value) {
        writer.int64(value);
        return this;
    }

    /** The length of a text in bytes, and its bytes in UTF-8. */
    Sha256 text(String text) {
        writer.text(text);
        return this;
    }

    Sha256 elements(FlatArray array) {
        array.leaves().forEach(writer::leaf);
        return this;
    }

    /** The 32 bytes; this object can be used again afterwards. */
    byte[] digest() {
        writer.flush();
        return digest.digest();
    }

    Fingerprint fingerprint() {
        return new Fingerprint(HexFormat.of().formatHex(digest()));
    }
}
