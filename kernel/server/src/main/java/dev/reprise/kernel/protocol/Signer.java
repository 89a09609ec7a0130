package dev.reprise.kernel.protocol;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Signs messages with HMAC and checks signatures in constant time. An empty key means no signatures. */
public final class Signer {
    private static final HexFormat HEX = HexFormat.of();

    /** The key's Mac, cloned for every signature, since a Mac serves one thread at a time; null without a key. */
    private final Mac keyed;

    private Signer(Mac keyed) {
        this.keyed = keyed;
    }

    /**
     * A signer for a scheme such as {@code hmac-sha256}.
     *
     * @throws IOException when the JDK does not know the scheme
     */
    public static Signer of(String scheme, byte[] key) throws IOException {
        if (key.length == 0) {
            return new Signer(null);
        }
        String algorithm = scheme.isEmpty()
                ? "HmacSHA256"
                : scheme.toUpperCase(Locale.ROOT).replace("HMAC-", "Hmac");
        try {
            Mac mac = Mac.getInstance(algorithm);
            mac.init(new SecretKeySpec(key, algorithm));
            return new Signer(mac);
        } catch (GeneralSecurityException e) {
            throw new IOException("Signature scheme '" + scheme + "' is not supported", e);
        }
    }

    /** The signature of a message's parts in hexadecimal digits. */
    byte[] sign(List<byte[]> parts) {
        if (keyed == null) {
            return new byte[0];
        }
        try {
            Mac mac = (Mac) keyed.clone();
            parts.forEach(mac::update);
            return HEX.formatHex(mac.doFinal()).getBytes(StandardCharsets.US_ASCII);
        } catch (CloneNotSupportedException e) {
            throw new IllegalStateException(e);
        }
    }

    boolean accepts(List<byte[]> parts, byte[] signature) {
        return keyed == null || MessageDigest.isEqual(sign(parts), signature);
    }
}
