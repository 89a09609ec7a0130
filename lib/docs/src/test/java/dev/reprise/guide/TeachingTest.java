package dev.reprise.guide;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.importer.ClassFileImporter;
import dev.reprise.seeds.RandomStream;
import dev.reprise.seeds.Unrepeatable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.DoubleSupplier;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The library passes its own teaching. */
class TeachingTest {
    /** Code with an unordered collection of which no order is ever seen, and why. */
    private static final Map<String, String> ORDERLESS = new TreeMap<>(Map.ofEntries(
            Map.entry("dev.reprise.data.Dataset.fingerprint", "Fingerprint.ofParts sorts"),
            Map.entry("dev.reprise.data.Images.fingerprint", "Fingerprint.ofParts sorts"),
            Map.entry("dev.reprise.dl4j.SameTraining.<clinit>", "only looked up"),
            Map.entry("dev.reprise.dl4j.level.Level.<clinit>", "the constructor sorts"),
            Map.entry("dev.reprise.dl4j.lint.IteratorRules.<clinit>", "only looked up"),
            Map.entry("dev.reprise.dl4j.lint.SameDiffRules.<clinit>", "only looked up"),
            Map.entry("dev.reprise.environment.LibraryFacts.folder", "only counted"),
            Map.entry("dev.reprise.fingerprint.TableDifference.match", "only looked up"),
            Map.entry("dev.reprise.fingerprint.TableDifference.pairUp", "only looked up"),
            Map.entry("dev.reprise.fingerprint.TableFingerprint.of", "only looked up")));

    @Test
    void theLibraryDoesWhatItTeaches() {
        var classes = new ClassFileImporter()
                .importPaths(
                        Library.FOLDER.resolve("core/target/classes"), Library.FOLDER.resolve("dl4j/target/classes"));
        assertThat(classes).hasSizeGreaterThan(100);
        assertThat(Teaching.violations(classes, ORDERLESS.keySet())).isEmpty();
    }

    /** Does what the library tells its users not to do. */
    @SuppressWarnings("unused")
    static final class Violations {
        private final Random field = new Random();

        double random() {
            return Math.random();
        }

        DoubleSupplier reference() {
            return Math::random;
        }

        Runnable lambda() {
            return () -> System.out.println(UUID.randomUUID());
        }

        double rounded() {
            return Math.tanh(0.5);
        }

        double gaussian(RandomGenerator random) {
            return random.nextGaussian();
        }

        long clockSeed() {
            return new Random(System.nanoTime()).nextLong();
        }

        Map<Object, List<String>> groups(List<String> words) {
            return words.stream().collect(Collectors.groupingBy(String::length));
        }

        Set<Integer> salted() {
            return Set.of(1, 2, 3);
        }

        List<Path> unsorted(Path folder) throws IOException {
            try (Stream<Path> files = Files.list(folder)) {
                return files.toList();
            }
        }
    }

    /** Does the same where it is right. */
    @SuppressWarnings("unused")
    static final class Innocents {
        private final Random seeded = new Random(42);

        @Unrepeatable("for a file name")
        long marked() {
            return System.nanoTime();
        }

        double exact(RandomStream stream) {
            return Math.sqrt(stream.nextGaussian()) + StrictMath.exp(1);
        }

        Set<Integer> single() {
            return Set.of(1);
        }

        List<Path> sorted(Path folder) throws IOException {
            try (Stream<Path> files = Files.list(folder)) {
                return files.sorted().toList();
            }
        }

        boolean known(String word) {
            var known = new HashMap<String, Integer>();
            return known.containsKey(word);
        }
    }

    @Test
    void everyViolationIsFound() {
        var classes = new ClassFileImporter().importClasses(Violations.class);
        assertThat(Teaching.violations(classes, List.of()))
                .map(sentence ->
                        sentence.replace(Violations.class.getName() + ".", "").replaceFirst(", line \\d+", ""))
                .map(sentence -> sentence.split(";")[0])
                .containsExactlyInAnyOrder(
                        "<init>: java.util.Random.<init> draws what no seed controls",
                        "random: java.lang.Math.random draws what no seed controls",
                        "reference: java.lang.Math.random draws what no seed controls",
                        "lambda: java.util.UUID.randomUUID draws what no seed controls",
                        "clockSeed: java.lang.System.nanoTime reads the clock",
                        "rounded: java.lang.Math.tanh may round otherwise on another processor or JDK",
                        "gaussian: java.util.random.RandomGenerator.nextGaussian may round otherwise on another processor"
                                + " or JDK",
                        "groups: java.util.stream.Collectors.groupingBy has an order that the next JVM changes",
                        "salted: java.util.Set.of has an order that the next JVM changes",
                        "unsorted: java.nio.file.Files.list lists files in whatever order the file system has");
    }

    @Test
    void whatIsSeededSortedMarkedOrOnlyLookedUpIsNot() {
        var classes = new ClassFileImporter().importClasses(Innocents.class);
        assertThat(Teaching.violations(classes, List.of(Innocents.class.getName() + ".known")))
                .isEmpty();
    }
}
