package dev.reprise.kernel.protocol;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/**
 * Signs messages with HMAC and checks signatures in constant time. An empty key means no signatures.
 *
 * <p>On {@link MessageDigest} rather than {@code javax.crypto.Mac}, whose providers take some 50 ms to come up, a sixth of the
 * kernel's whole start.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc2104">RFC 2104: HMAC</a>
 */
public final class Signer {
    private static final HexFormat HEX = HexFormat.of();
    private static final byte INNER = 0x36;
    private static final byte OUTER = 0x5c;

    /** Schemes, with the digest and the bytes of the block that it works on. */
    private static final Map<String, Scheme> SCHEMES = Map.of(
            "hmac-md5", new Scheme("MD5", 64),
            "hmac-sha1", new Scheme("SHA-1", 64),
            "hmac-sha224", new Scheme("SHA-224", 64),
            "hmac-sha256", new Scheme("SHA-256", 64),
            "hmac-sha384", new Scheme("SHA-384", 128),
            "hmac-sha512", new Scheme("SHA-512", 128));

    private record Scheme(String digest, int block) {}

    /** Digests that have taken in the padded key, cloned for every signature. */
    private record Keyed(MessageDigest inner, MessageDigest outer) {}

    /** Null without a key. Made in the background, since the first digest loads the JDK's providers. */
    private final CompletableFuture<Keyed> keyed;

    private Signer(CompletableFuture<Keyed> keyed) {
        this.keyed = keyed;
    }

    /**
     * A signer for a scheme such as {@code hmac-sha256}, which is also meant by an empty one.
     *
     * @throws IOException when there is no such scheme
     */
    public static Signer of(String scheme, byte[] key) throws IOException {
        if (key.length == 0) {
            return new Signer(null);
        }
        Scheme known = SCHEMES.get(scheme.isEmpty() ? "hmac-sha256" : scheme.toLowerCase(Locale.ROOT));
        if (known == null) {
            throw new IOException("Signature scheme '" + scheme + "' is not supported");
        }
        return new Signer(CompletableFuture.supplyAsync(() -> keyed(known, key)));
    }

    private static Keyed keyed(Scheme scheme, byte[] key) {
        try {
            var inner = MessageDigest.getInstance(scheme.digest());
            var outer = MessageDigest.getInstance(scheme.digest());
            byte[] padded = Arrays.copyOf(key.length > scheme.block() ? inner.digest(key) : key, scheme.block());
            for (byte b : padded) {
                inner.update((byte) (b ^ INNER));
                outer.update((byte) (b ^ OUTER));
            }
            return new Keyed(inner, outer);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every JDK has " + scheme.digest(), e);
        }
    }

    /** The signature of a message's parts in hexadecimal digits. */
    byte[] sign(List<byte[]> parts) {
        if (keyed == null) {
            return new byte[0];
        }
        try {
            var message = (MessageDigest) keyed.join().inner().clone();
            parts.forEach(message::update);
            var signature = (MessageDigest) keyed.join().outer().clone();
            signature.update(message.digest());
            return HEX.formatHex(signature.digest()).getBytes(StandardCharsets.US_ASCII);
        } catch (CloneNotSupportedException e) {
            throw new IllegalStateException(e);
        }
    }

    boolean accepts(List<byte[]> parts, byte[] signature) {
        return keyed == null || MessageDigest.isEqual(sign(parts), signature);
    }
}
