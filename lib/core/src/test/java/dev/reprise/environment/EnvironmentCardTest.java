package dev.reprise.environment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.reprise.environment.EnvironmentCard.Fact;
import dev.reprise.fingerprint.Fingerprint;
import dev.reprise.notebook.MimeBundle;
import dev.reprise.storage.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.TimeZone;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EnvironmentCardTest {
    @TempDir
    Path folder;

    private static EnvironmentCard card(String... facts) {
        var list = new java.util.ArrayList<Fact>();
        for (int i = 0; i < facts.length; i += 3) {
            list.add(new Fact(facts[i], facts[i + 1], facts[i + 2]));
        }
        return new EnvironmentCard(Instant.EPOCH, list);
    }

    @Test
    void thisJvm() {
        var card = EnvironmentCard.here();
        assertThat(card.value("Java", "version")).contains(Runtime.version().toString());
        assertThat(card.value("language", "locale"))
                .contains(Locale.getDefault().toLanguageTag());
        assertThat(card.value("processor", "cores for Java"))
                .contains(Integer.toString(Runtime.getRuntime().availableProcessors()));
        assertThat(card.topic("JVM flags")).containsKey("-Xmx");
        assertThat(card.topic("class path").keySet())
                .anyMatch(name -> name.startsWith("tablesaw-core"))
                .anyMatch(name -> name.endsWith("test-classes"));
        assertThat(card.value("no", "such")).isEmpty();
        assertThat(card.to(EnvironmentCard.here()).isNone()).isTrue();
    }

    @Test
    void jarsAreNamedByTheirDigestAlsoThoseAddedLater() throws IOException {
        Path jar = Files.writeString(folder.resolve("added.jar"), "abc");
        var thread = Thread.currentThread();
        var before = thread.getContextClassLoader();
        try (var loader =
                new URLClassLoader(new URL[] {jar.toUri().toURL(), new URL("https://example.org/x.jar")}, before)) {
            thread.setContextClassLoader(loader);
            assertThat(EnvironmentCard.here().value("class path", "added.jar"))
                    .contains(Fingerprint.ofFile(jar).hex());
        } finally {
            thread.setContextClassLoader(before);
        }
    }

    @Test
    void aCardIsSavedAndReadAgain() throws IOException {
        Path file = folder.resolve("sub/environment.json");
        var card = EnvironmentCard.here();
        card.save(file);
        assertThat(EnvironmentCard.read(file)).isEqualTo(card);
        assertThat(Json.read(Files.readString(file)))
                .containsEntry("format", "reprise-environment-1")
                .containsEntry("fingerprint", card.fingerprint().hex());
    }

    @Test
    void whatIsNoCardIsNamed() throws IOException {
        Path file = folder.resolve("x.json");
        assertThatThrownBy(() -> EnvironmentCard.read(file))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining("x.json cannot be read");
        Files.writeString(file, "{}");
        assertThatThrownBy(() -> EnvironmentCard.read(file))
                .hasMessage(file + ": this is no environment card of format reprise-environment-1");
        Files.writeString(
                file, "{\"format\":\"reprise-environment-1\",\"captured\":\"now\",\"environment\":{\"Java\":1}}");
        assertThatThrownBy(() -> EnvironmentCard.read(file))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("incomplete or changed");
        Files.writeString(file, "{");
        assertThatThrownBy(() -> EnvironmentCard.read(file)).hasMessageContaining("cannot be read");
    }

    @ParameterizedTest
    @CsvSource({
        "code, commit, RESULTS",
        "code, branch, NOTHING",
        "class path, x.jar, RESULTS",
        "native libraries, libm.so.6, BITS",
        "Java, version, BITS",
        "Java, garbage collector, NOTHING",
        "JVM flags, -Xmx, NOTHING",
        "JVM flags, -XX:+UseSerialGC, NOTHING",
        "JVM flags, -Xint, NOTHING",
        "JVM flags, -XX:ActiveProcessorCount, BITS",
        "JVM flags, -XX:hashCode, BITS",
        "JVM flags, -Duser.language, RESULTS",
        "JVM flags, -javaagent:x.jar, RESULTS",
        "system, version, NOTHING",
        "system, architecture, BITS",
        "processor, model, BITS",
        "processor, limit of the container, BITS",
        "memory, of the machine, NOTHING",
        "GPU, driver, BITS",
        "language, locale, RESULTS",
        "variables, OMP_NUM_THREADS, BITS",
        "variables, LC_ALL, RESULTS",
        "variables, LD_PRELOAD, RESULTS",
        "variables, JAVA_TOOL_OPTIONS, RESULTS",
        "properties, org.bytedeco.openblas.load, BITS",
        "ND4J, blas threads, BITS"
    })
    void everyFactHasAnEffect(String topic, String name, Effect effect) {
        assertThat(new Fact(topic, name, "x").effect()).isEqualTo(effect);
    }

    @Test
    void theFingerprintCountsWhatCanChangeNumbers() {
        var card = card("processor", "model", "A", "memory", "of the machine", "1 GiB");
        assertThat(card.fingerprint())
                .isEqualTo(card("memory", "of the machine", "2 GiB", "processor", "model", "A")
                        .fingerprint())
                .isNotEqualTo(card("processor", "model", "B").fingerprint());
    }

    @Test
    void aDifferenceSaysWhatItCanChange() {
        var before = card(
                "memory",
                "of the machine",
                "1 GiB",
                "processor",
                "model",
                "A",
                "variables",
                "OMP_NUM_THREADS",
                "1",
                "class path",
                "x.jar",
                "0".repeat(64),
                "Java",
                "version",
                "17");
        var after = card(
                "Java",
                "version",
                "17",
                "class path",
                "x.jar",
                "1".repeat(64),
                "processor",
                "model",
                "B",
                "memory",
                "of the machine",
                "2 GiB");
        var difference = before.to(after);
        assertThat(difference.inWords())
                .isEqualTo("1 difference can change results, 2 can change the last bits, 1 changes no number");
        assertThat(difference.worst()).isEqualTo(Effect.RESULTS);
        assertThat(difference.changes().get(2))
                .isEqualTo(new EnvironmentDifference.Change(
                        "variables",
                        "OMP_NUM_THREADS",
                        "1",
                        "",
                        Effect.BITS,
                        "numeric libraries choose threads and code by it"));
        assertThat(difference.toString()).contains("0000000000000000  1111111111111111", "variables: OMP_NUM_THREADS");
        assertThat(before.to(before).inWords()).isEqualTo("the same environment");
        assertThat(before.to(before).worst()).isEqualTo(Effect.NOTHING);
    }

    @Test
    void onlyNumericSettingsAreWrittenDown() {
        var capture = new Capture();
        var properties = new Properties();
        properties.setProperty("dtype", "double");
        properties.setProperty("my.password", "x");
        SettingFacts.addTo(
                capture,
                Map.of(
                        "OMP_NUM_THREADS",
                        "1",
                        "SD_BLAS_FALLBACK",
                        "",
                        "AWS_SECRET_ACCESS_KEY",
                        "x",
                        "MKL_CBWR",
                        "AVX2"),
                properties);
        assertThat(capture.list())
                .containsExactly(
                        new Fact("variables", "MKL_CBWR", "AVX2"),
                        new Fact("variables", "OMP_NUM_THREADS", "1"),
                        new Fact("variables", "SD_BLAS_FALLBACK", "(empty)"),
                        new Fact("properties", "dtype", "double"));
    }

    @Test
    void secretsInFlagsAreNotWrittenDown() {
        var capture = new Capture();
        for (String flag : List.of("-Xmx1g", "-Xss512k", "-Ddb.password=x", "-XX:+UseZGC", "-XX:Foo=a=b")) {
            JavaFacts.flag(capture, flag);
        }
        assertThat(new EnvironmentCard(Instant.EPOCH, capture.list()).topic("JVM flags"))
                .isEqualTo(Map.of(
                        "-Xmx", "1g",
                        "-Xss", "512k",
                        "-Ddb.password", "(not written down)",
                        "-XX:+UseZGC", "set",
                        "-XX:Foo", "a=b"));
    }

    @Test
    void namesThatAreTakenGetANumber() {
        var capture = new Capture();
        capture.add("class path", "classes", "1");
        capture.add("class path", "classes", "2");
        capture.add("class path", "nothing", " ");
        assertThat(capture.list())
                .containsExactly(new Fact("class path", "classes", "1"), new Fact("class path", "classes (2)", "2"));
    }

    @Test
    void peopleSeeAShortTableAndEverythingBehindIt() {
        var zone = TimeZone.getDefault();
        try {
            TimeZone.setDefault(TimeZone.getTimeZone("Asia/Tokyo"));
            var card = EnvironmentCard.here();
            assertThat(card.toString())
                    .startsWith("Environment " + card.fingerprint().brief())
                    .contains("Asia/Tokyo", "Processor", "Java")
                    .hasLineCount(14)
                    .contains("BLAS              threads=1");
            assertThat(card.toMimeBundle().data().get(MimeBundle.HTML).toString())
                    .contains("<details><summary>All " + card.facts().size() + " facts</summary>", "tablesaw-core");
        } finally {
            TimeZone.setDefault(zone);
        }
    }

    /** Registered for the tests under META-INF/services. */
    public static final class Source implements EnvironmentSource {
        static boolean broken;

        @Override
        public List<Fact> facts() {
            if (broken) {
                throw new IllegalStateException("no backend");
            }
            return List.of(new Fact("BLAS", "threads", "1"));
        }
    }

    @Test
    void librariesAddTheirFactsAndCannotBreakTheCard() {
        assertThat(EnvironmentCard.here().value("BLAS", "threads")).contains("1");
        try {
            Source.broken = true;
            assertThat(EnvironmentCard.here().value("libraries", Source.class.getName()))
                    .contains("could not be asked: java.lang.IllegalStateException: no backend");
        } finally {
            Source.broken = false;
        }
    }
}
