package dev.reprise.bench;

import dev.reprise.seeds.Seeds;
import dev.reprise.statistics.Bootstrap;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import org.apache.commons.statistics.descriptive.Mean;
import org.apache.commons.statistics.descriptive.Median;

/** BCa intervals from 10,000 replicates of a sample of 30, against SciPy, which computes all replicates as one array. */
final class BootstrapBench {
    private final Path here;
    private final String python;
    private final int rounds;

    BootstrapBench(Path here, String python, int rounds) {
        this.here = here;
        this.python = python;
        this.rounds = rounds;
    }

    String run() throws IOException {
        var random = Seeds.of(42).stream("sample");
        double[] sample = random.doubles(30).map(u -> -StrictMath.log(u)).toArray();
        String numbers = Arrays.stream(sample).mapToObj(Double::toString).collect(Collectors.joining(","));
        var table = new StringBuilder("""
                ### Bootstrap: BCa interval, 10,000 replicates of 30 numbers

                | statistic | SciPy | library | SciPy / library |
                |---|---:|---:|---:|
                """);
        String script = here.resolve("python/scipy_bootstrap.py").toString();
        try (var scipy = new Peer(List.of(python, script, numbers), here.resolve("target/peers.log"))) {
            table.append(row("mean", sample, v -> Mean.of(v).getAsDouble(), scipy));
            table.append(row("median", sample, v -> Median.withDefaults().evaluate(v), scipy));
        }
        return table.toString().stripTrailing();
    }

    private String row(String name, double[] sample, ToDoubleFunction<double[]> statistic, Peer scipy)
            throws IOException {
        double[] ours = new double[rounds];
        double[] theirs = new double[rounds];
        for (int round = -5; round < rounds; round++) {
            double[] answer = scipy.ask(name);
            long started = System.nanoTime();
            var interval = Bootstrap.of(sample, statistic, 42).bca(0.95);
            double milliseconds = (System.nanoTime() - started) / 1e6;
            if (Math.abs(interval.low() - answer[1]) > 0.1 || Math.abs(interval.high() - answer[2]) > 0.1) {
                throw new IllegalStateException(
                        "the intervals of the " + name + " differ: " + interval + ", " + Arrays.toString(answer));
            }
            if (round >= 0) {
                ours[round] = milliseconds;
                theirs[round] = answer[0];
            }
        }
        double our = dev.reprise.bench.Median.of(ours);
        double their = dev.reprise.bench.Median.of(theirs);
        return String.format(Locale.ROOT, "| %s | %.1f ms | %.1f ms | %.1f |%n", name, their, our, their / our);
    }
}
