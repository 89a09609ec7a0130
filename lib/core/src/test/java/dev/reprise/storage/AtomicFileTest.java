package dev.reprise.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AtomicFileTest {
    @TempDir
    Path folder;

    @Test
    void replacesAndLeavesNothingBehind() throws IOException {
        Path file = folder.resolve("new/file");
        AtomicFile.write(file, "one");
        AtomicFile.write(file, "zwei ü");
        assertThat(file).hasContent("zwei ü");
        try (var files = Files.list(file.getParent())) {
            assertThat(files).containsExactly(file);
        }
    }

    @Test
    void whatCannotBeReplacedStays() throws IOException {
        Path occupied =
                Files.createDirectories(folder.resolve("occupied/inner")).getParent();
        assertThatThrownBy(() -> AtomicFile.write(occupied, "x"))
                .isInstanceOf(StorageException.class)
                .hasMessageContaining("occupied cannot be written");
        assertThat(occupied.resolve("inner")).exists();
        try (var files = Files.list(folder)) {
            assertThat(files).containsExactly(occupied);
        }
    }
}
