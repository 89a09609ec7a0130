package dev.reprise.environment;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reprise.fingerprint.Fingerprint;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileDigestsTest {
    @TempDir
    Path folder;

    private Path store;
    private Path jar;
    private final FileTime old = FileTime.fromMillis(1_000_000_000_000L);

    @BeforeEach
    void makeJar() throws IOException {
        store = folder.resolve("cache/sha256");
        jar = Files.writeString(folder.resolve("a.jar"), "abc");
        Files.setLastModifiedTime(jar, old);
    }

    private Fingerprint digest() {
        var digests = FileDigests.in(store);
        var digest = digests.of(List.of(jar)).get(jar);
        digests.save();
        return digest;
    }

    @Test
    void whatIsRememberedIsNotComputedAgain() throws IOException {
        assertThat(digest()).isEqualTo(Fingerprint.ofFile(jar));
        String remembered = Files.readString(store);
        assertThat(remembered).startsWith(Fingerprint.ofFile(jar).hex() + " ").contains("a.jar");
        // Proven by a lie in the store.
        Files.writeString(store, "0".repeat(64) + remembered.substring(64));
        assertThat(digest().hex()).isEqualTo("0".repeat(64));
    }

    @Test
    void aFileThatWasChangedAndDatedBackIsNoticed() throws IOException {
        var before = digest();
        Files.writeString(jar, "abd");
        Files.setLastModifiedTime(jar, old);
        assertThat(digest()).isEqualTo(Fingerprint.ofFile(jar)).isNotEqualTo(before);
    }

    @Test
    void aFileThatMayStillChangeIsNotRemembered() throws IOException {
        Files.setLastModifiedTime(jar, FileTime.from(java.time.Instant.now()));
        digest();
        assertThat(store).doesNotExist();
    }

    @Test
    void aDamagedStoreAndMissingFilesDoNoHarm() throws IOException {
        Files.createDirectories(store.getParent());
        Files.write(store, new byte[] {(byte) 0xff, 0, '\n', 'x'});
        assertThat(digest()).isEqualTo(Fingerprint.ofFile(jar));
        assertThat(FileDigests.in(store).of(List.of(folder.resolve("none"), folder.resolve("no/ne"))))
                .isEmpty();
    }
}
