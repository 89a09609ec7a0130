package dev.reprise.kernel.dependencies;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LockTest {
    @TempDir
    private Path folder;

    private static Lock.Resolution resolution(String platform, String... libraries) {
        return new Lock.Resolution(List.of("g:a:1", "g:b:1"), platform, List.of(libraries));
    }

    private static Lock.Pin pin(String digit) {
        return new Lock.Pin(digit.repeat(64), "https://example.org/maven2/");
    }

    @Test
    void what_is_written_is_read_again() throws Exception {
        var lock = new Lock(folder);
        assertThat(lock.read()).isEqualTo(Lock.Content.EMPTY);
        lock.add(resolution("", "g:a:jar:1"), Map.of("g:a:jar:1", pin("1")));
        assertThat(lock.read().find(List.of("g:a:1", "g:b:1"), "linux-x86_64")).contains(resolution("", "g:a:jar:1"));
        assertThat(lock.read().find(List.of("g:a:1"), "linux-x86_64")).isEmpty();
        assertThat(lock.read().libraries()).containsEntry("g:a:jar:1", pin("1"));
    }

    @Test
    void each_platform_has_its_own() throws Exception {
        var lock = new Lock(folder);
        lock.add(resolution("linux-x86_64", "g:a:jar:linux-x86_64:1"), Map.of("g:a:jar:linux-x86_64:1", pin("1")));
        lock.add(resolution("macosx-arm64", "g:a:jar:macosx-arm64:1"), Map.of("g:a:jar:macosx-arm64:1", pin("2")));
        assertThat(lock.read()
                        .find(List.of("g:a:1", "g:b:1"), "macosx-arm64")
                        .orElseThrow()
                        .libraries())
                .containsExactly("g:a:jar:macosx-arm64:1");
        assertThat(lock.read().find(List.of("g:a:1", "g:b:1"), "windows-x86_64"))
                .isEmpty();
    }

    @Test
    void a_renewed_resolution_takes_the_place_of_the_old_one() throws Exception {
        var lock = new Lock(folder);
        lock.add(resolution("", "g:a:jar:1", "g:c:jar:1"), Map.of("g:a:jar:1", pin("1"), "g:c:jar:1", pin("1")));
        lock.add(resolution("", "g:a:jar:1"), Map.of("g:a:jar:1", pin("2")));
        assertThat(lock.read().libraries()).containsOnly(Map.entry("g:a:jar:1", pin("2")));
    }

    @Test
    void the_same_again_does_not_touch_the_file() throws Exception {
        var lock = new Lock(folder);
        lock.add(resolution("", "g:a:jar:1"), Map.of("g:a:jar:1", pin("1")));
        Object written = Files.readAttributes(lock.file(), "unix:ino").get("ino");
        lock.add(resolution("", "g:a:jar:1"), Map.of("g:a:jar:1", pin("1")));
        assertThat(Files.readAttributes(lock.file(), "unix:ino").get("ino")).isEqualTo(written);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{",
                "[]",
                "null",
                "{\"version\": 1}",
                "{\"version\": \"x\", \"resolutions\": [], \"libraries\": {}}",
                "{\"version\": 1, \"resolutions\": [{\"requests\": [], \"libraries\": [\"g:a:jar:1\"]}], \"libraries\": {}}",
                "{\"version\": 1, \"resolutions\": [{\"requests\": [7], \"libraries\": []}], \"libraries\": {}}",
                "{\"version\": 1, \"resolutions\": [], \"libraries\": {\"g:a:jar:1\": {}}}"
            })
    void a_damaged_file_is_an_error_and_stays_as_it_is(String text) throws Exception {
        var lock = new Lock(folder);
        Files.writeString(lock.file(), text);
        assertThatThrownBy(lock::read).isInstanceOf(DependencyException.class).hasMessageContaining("is damaged");
        assertThatThrownBy(() -> lock.add(resolution(""), Map.of())).isInstanceOf(DependencyException.class);
        assertThat(lock.file()).hasContent(text);
    }

    @Test
    void a_file_of_a_later_version_is_refused() throws Exception {
        var lock = new Lock(folder);
        Files.writeString(lock.file(), "{\"version\": 2, \"resolutions\": [], \"libraries\": {}}");
        assertThatThrownBy(lock::read).hasMessageContaining("later version");
    }

    @Test
    void writers_at_the_same_time_lose_nothing() throws Exception {
        int writers = 16;
        var pool = Executors.newFixedThreadPool(writers);
        try {
            List<Future<?>> all = IntStream.range(0, writers)
                    .<Future<?>>mapToObj(i -> pool.submit(() -> {
                        new Lock(folder)
                                .add(
                                        new Lock.Resolution(List.of("g:n" + i), "", List.of("g:n" + i + ":jar:1")),
                                        Map.of("g:n" + i + ":jar:1", pin("1")));
                        return null;
                    }))
                    .toList();
            for (Future<?> one : all) {
                one.get();
            }
        } finally {
            pool.shutdown();
        }
        assertThat(new Lock(folder).read().resolutions()).hasSize(writers);
        assertThat(folder.toFile().list()).containsExactly(Lock.NAME);
    }
}
