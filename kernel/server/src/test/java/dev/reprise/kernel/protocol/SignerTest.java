package dev.reprise.kernel.protocol;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SignerTest {
    /** <a href="https://www.rfc-editor.org/rfc/rfc4231#section-4.3">RFC 4231</a>, test case 2, in two parts. */
    @Test
    void publishedSignature() throws IOException {
        Signer signer = Signer.of("hmac-sha256", ascii("Jefe"));

        String signature = text(signer.sign(List.of(ascii("what do ya want "), ascii("for nothing?"))));

        assertEquals("5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843", signature);
    }

    @ParameterizedTest
    @CsvSource({"md5, MD5", "sha1, SHA1", "sha224, SHA224", "sha256, SHA256", "sha384, SHA384", "sha512, SHA512"})
    void everySchemeIsTheOneOfTheJdkWhateverTheLengthOfTheKey(String scheme, String algorithm) throws Exception {
        var random = new Random(1);
        for (int length : new int[] {1, 36, 63, 64, 65, 127, 128, 129, 300}) {
            var key = new byte[length];
            random.nextBytes(key);
            var mac = Mac.getInstance("Hmac" + algorithm);
            mac.init(new SecretKeySpec(key, mac.getAlgorithm()));

            byte[] signature = Signer.of("hmac-" + scheme, key).sign(List.of(key, ascii("message")));

            mac.update(key);
            assertEquals(HexFormat.of().formatHex(mac.doFinal(ascii("message"))), text(signature));
        }
    }

    @Test
    void aSignatureIsAcceptedForItsOwnMessageOnly() throws IOException {
        Signer signer = Signer.of("", ascii("key"));
        byte[] signature = signer.sign(List.of(ascii("message")));

        assertTrue(signer.accepts(List.of(ascii("message")), signature));
        assertFalse(signer.accepts(List.of(ascii("massage")), signature));
        assertFalse(signer.accepts(List.of(ascii("message")), Arrays.copyOf(signature, 10)));
    }

    @Test
    void withoutAKeyNothingIsSignedAndEverythingAccepted() throws IOException {
        Signer signer = Signer.of("hmac-sha256", new byte[0]);

        assertArrayEquals(new byte[0], signer.sign(List.of(ascii("message"))));
        assertTrue(signer.accepts(List.of(ascii("message")), ascii("anything")));
    }

    @Test
    void anUnknownSchemeIsRefused() {
        var refusal = assertThrows(IOException.class, () -> Signer.of("rot13", ascii("key")));

        assertEquals("Signature scheme 'rot13' is not supported", refusal.getMessage());
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    private static String text(byte[] ascii) {
        return new String(ascii, StandardCharsets.US_ASCII);
    }
}
