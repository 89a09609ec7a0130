package dev.reprise.experiment;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reprise.seeds.Seeds;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The promise of the package: one set of results, wherever and in how many attempts the trials run. */
@Tag("slow")
class SameResultsEverywhereTest {
    private static final int TRIALS = 30;

    @TempDir
    Path folder;

    /** Gradient descent with noise: every bit of every draw reaches the result. */
    public static final class Walk implements Trial {
        @Override
        public Result run(Seeds seeds, Settings settings) throws Exception {
            var log = System.getProperty("starts");
            if (log != null) {
                Files.writeString(
                        Path.of(log),
                        seeds + "\n",
                        StandardCharsets.UTF_8,
                        StandardOpenOption.CREATE,
                        StandardOpenOption.APPEND);
                Thread.sleep(40); // long enough for a kill to meet running trials
            }
            var noise = seeds.stream("noise");
            double[] path = new double[200];
            double x = seeds.stream("init").nextGaussian();
            for (int step = 0; step < path.length; step++) {
                x -= 0.1 * (x + StrictMath.sin(3 * x)) + 0.01 * noise.nextGaussian();
                path[step] = x;
            }
            return Result.of("x", x).and("path", path).and("note", "from " + seeds);
        }
    }

    private static Experiment experiment() {
        return Experiment.named("walk").run(new Walk()).seed(42);
    }

    @Test
    void inThisThreadInFourThreadsAndInFreshJvms() {
        var expected = experiment().repeat(TRIALS);
        assertThat(expected.failed().size()).isZero();
        assertThat(experiment().inThreads(4).repeat(TRIALS)).isEqualTo(expected);
        assertThat(experiment().inJvms(2, "-Xmx64m").repeat(TRIALS)).isEqualTo(expected);
        assertThat(experiment().inJvms(2, "-Xmx64m").keepIn(folder).repeat(TRIALS))
                .isEqualTo(expected);
        assertThat(Trials.read(experiment().keepIn(folder).file())).isEqualTo(expected);
    }

    /** The process that is killed. */
    static final class Killed {
        public static void main(String[] arguments) {
            experiment().keepIn(Path.of(arguments[0])).inThreads(2).repeat(TRIALS);
        }
    }

    @Test
    void afterBeingKilledAtRandomMomentsAndStartedAgain() throws Exception {
        var random = Seeds.of(1).stream("moments");
        Path starts = folder.resolve("starts.txt");
        Path file = experiment().keepIn(folder).file();
        int kills = 0;
        Process process = start(starts);
        while (true) {
            // From the first trial of this start on, so that every start gets on by some trials.
            long before = lines(starts);
            while (process.isAlive() && lines(starts) == before) {
                Thread.sleep(2);
            }
            if (process.waitFor(random.nextInt(50, 250), TimeUnit.MILLISECONDS)) {
                break;
            }
            process.destroyForcibly().waitFor();
            kills++;
            process = start(starts);
        }
        assertThat(process.exitValue()).isZero();
        assertThat(kills).isGreaterThanOrEqualTo(2);
        assertThat(Trials.read(file)).isEqualTo(experiment().repeat(TRIALS));
        assertThat(lines(starts))
                .as("each of %d kills costs two running trials at most", kills)
                .isBetween((long) TRIALS, TRIALS + 2L * kills);
    }

    private Process start(Path starts) throws IOException {
        return new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx128m",
                        "-Dstarts=" + starts,
                        "-cp",
                        System.getProperty("java.class.path"),
                        Killed.class.getName(),
                        folder.toString()))
                .inheritIO()
                .start();
    }

    private static long lines(Path file) throws IOException {
        return Files.exists(file)
                ? Files.readAllLines(file, StandardCharsets.UTF_8).size()
                : 0;
    }
}
