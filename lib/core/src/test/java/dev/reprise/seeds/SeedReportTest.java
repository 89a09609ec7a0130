package dev.reprise.seeds;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.reprise.seeds.SeedReport.Reach;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class SeedReportTest {
    private static final List<String> OPENED = List.of(
            "--add-opens=java.base/java.lang=ALL-UNNAMED",
            "--add-opens=java.base/java.util=ALL-UNNAMED",
            "--add-opens=java.base/java.util.concurrent=ALL-UNNAMED");

    @Test
    void namesEverySourceAndWhatToDo() {
        var report = Seeds.everything(42);
        assertThat(report.seeds().master()).isEqualTo(42);
        assertThat(report.rows())
                .extracting(SeedReport.Row::source)
                .contains(
                        "Math.random",
                        "Collections.shuffle(list)",
                        "ThreadLocalRandom, this thread",
                        "ThreadLocalRandom, threads to come",
                        "new SplittableRandom()",
                        "new Random()",
                        "RandomGenerator.getDefault()",
                        "SecureRandom",
                        "UUID.randomUUID",
                        "order of Set.of and Map.of",
                        "identity hash codes",
                        "threads of the common pool",
                        "locale",
                        "time zone",
                        "charset");
        assertThat(report.rows()).extracting(SeedReport.Row::detail).noneMatch(String::isBlank);
        assertThat(report.row("SecureRandom").reach()).isEqualTo(Reach.NOT_SEEDED);
        assertThat(report.row("time zone").reach()).isEqualTo(Reach.ENVIRONMENT);
        assertThat(report.toString()).contains("Sources of randomness, master seed 42", "-Duser.timezone=UTC");
        assertThat((String) report.toMimeBundle().data().get("text/html"))
                .contains("<th scope=\"row\">Math.random</th>");
        assertThatThrownBy(() -> report.row("dice"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("no source 'dice'");
    }

    /** Registered in the test's own META-INF/services, as a library's would be. */
    public static final class Library implements SeedTarget {
        @Override
        public List<SeedReport.Row> seed(Seeds seeds) {
            return List.of(SeedReport.Row.seeded("the test's library", "seed " + seeds.seed("library")));
        }
    }

    /** A library that fails must not keep the others from being seeded. */
    public static final class BrokenLibrary implements SeedTarget {
        @Override
        public List<SeedReport.Row> seed(Seeds seeds) {
            throw new IllegalStateException("no device");
        }
    }

    @Test
    void librariesTakePartAndMayFail() {
        var report = Seeds.everything(42);
        assertThat(report.row("the test's library").detail())
                .isEqualTo("seed " + Seeds.of(42).seed("library"));
        assertThat(report.row(BrokenLibrary.class.getName()).detail())
                .isEqualTo("failed: java.lang.IllegalStateException: no device");
    }

    @Test
    @Tag("slow")
    void withPackagesOpenedTheSharedGeneratorsRepeatInAnotherProcess() throws Exception {
        var first = draw(OPENED);
        assertThat(first.subList(0, 2)).containsExactly("5 seeded", "0 closed");
        assertThat(draw(OPENED)).isEqualTo(first);
    }

    @Test
    @Tag("slow")
    void withPackagesClosedTheReportSaysSo() throws Exception {
        var first = draw(List.of());
        assertThat(first.subList(0, 2)).containsExactly("0 seeded", "5 closed");
        assertThat(draw(List.of())).isNotEqualTo(first);
    }

    private static List<String> draw(List<String> options) throws Exception {
        var command = new ArrayList<String>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add("-Xmx256m");
        command.addAll(options);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), Draw.class.getName()));
        var process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        var output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).isZero();
        return output.lines().toList();
    }

    /** Uses every shared generator once. */
    static final class Draw {
        public static void main(String[] arguments) throws InterruptedException {
            var rows = Seeds.everything(42).rows();
            System.out.println(rows.stream()
                            .filter(row ->
                                    row.reach() == Reach.SEEDED && !row.source().contains("test"))
                            .count()
                    + " seeded");
            System.out.println(rows.stream()
                            .filter(row -> row.detail().contains("--add-opens"))
                            .count()
                    + " closed");
            System.out.println(Math.random());
            System.out.println(ThreadLocalRandom.current().nextLong());
            System.out.println(new SplittableRandom().nextLong());
            var list = new ArrayList<>(List.of(1, 2, 3, 4, 5, 6, 7, 8, 9, 10));
            Collections.shuffle(list);
            System.out.println(list);
            var thread = new Thread(
                    () -> System.out.println(ThreadLocalRandom.current().nextLong()));
            thread.start();
            thread.join();
        }
    }
}
