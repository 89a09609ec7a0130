package dev.reprise.environment;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("slow")
class GitStateTest {
    @TempDir
    Path folder;

    private void git(String... arguments) throws Exception {
        var command = new ArrayList<>(List.of("git", "-c", "user.name=x", "-c", "user.email=x@example.org"));
        command.addAll(List.of(arguments));
        var process = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .start();
        var output = new String(process.getInputStream().readAllBytes());
        assertThat(process.waitFor()).as(output).isZero();
    }

    private String fact(String name) {
        var capture = new Capture();
        GitState.ask(folder).addTo(capture);
        return new EnvironmentCard(java.time.Instant.EPOCH, capture.list())
                .value("code", name)
                .orElse("");
    }

    @Test
    void theCommitAndWhatWasChangedSince() throws Exception {
        git("init", "--quiet", "--initial-branch=main");
        Files.writeString(folder.resolve("a name.txt"), "1\n2\n3\n4\n");
        Files.writeString(folder.resolve("b.txt"), "b");
        git("add", ".");
        git("commit", "--quiet", "-m", "one");
        String commit = fact("commit");
        assertThat(commit).matches("[0-9a-f]{40}");
        assertThat(fact("branch")).isEqualTo("main");
        assertThat(fact("changes since")).isEqualTo("none");

        Files.writeString(folder.resolve("b.txt"), "c");
        String once = fact("changes since");
        assertThat(once).startsWith("1 file (b.txt), diff ");
        Files.writeString(folder.resolve("b.txt"), "d");
        assertThat(fact("changes since")).startsWith("1 file (b.txt), diff ").isNotEqualTo(once);

        git("mv", "a name.txt", "other name.txt");
        Files.writeString(folder.resolve("new.txt"), "");
        assertThat(fact("changes since")).startsWith("3 files (b.txt, other name.txt, new.txt), diff ");
        assertThat(fact("commit")).isEqualTo(commit);
    }

    @Test
    void aFolderOutsideAnyRepository() throws IOException {
        assertThat(fact("commit")).isEqualTo("unknown: not in a git repository");
        assertThat(fact("changes since")).isEqualTo("unknown");
    }

    @Test
    void aRepositoryWithoutCommits() throws Exception {
        git("init", "--quiet", "--initial-branch=main");
        Files.writeString(folder.resolve("b.txt"), "b");
        assertThat(fact("commit")).isEqualTo("(initial)");
        assertThat(fact("changes since")).isEqualTo("1 file (b.txt)");
    }
}
