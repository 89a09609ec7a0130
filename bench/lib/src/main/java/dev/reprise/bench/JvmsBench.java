package dev.reprise.bench;

import dev.reprise.experiment.Experiment;
import dev.reprise.experiment.Trial;
import dev.reprise.experiment.Trials;
import java.util.Locale;

/** 30 trials in this JVM, in fresh JVMs one after the other, and in as many fresh JVMs at once as there are cores. */
final class JvmsBench {
    private static final int TRIALS = 30;

    private JvmsBench() {}

    static String run() {
        int cores = Runtime.getRuntime().availableProcessors();
        var table = new StringBuilder(String.format(Locale.ROOT, """
                ### 30 repetitions, each in a fresh JVM (one round)

                | | this JVM | fresh JVMs, one at a time | fresh JVMs, %d at once | one at a time / %d at once |
                |---|---:|---:|---:|---:|
                """, cores, cores));
        table.append(row("reference engine", new Tutorial.OnReference(), cores));
        table.append(row("Deeplearning4j", new Tutorial.OnDl4j(), cores));
        return table.toString().stripTrailing();
    }

    private static String row(String name, Trial trial, int cores) {
        var experiment = Experiment.named(name).run(trial).seed(42);
        System.err.println("30 repetitions, " + name);
        long start = System.nanoTime();
        Trials here = experiment.repeat(TRIALS);
        long afterHere = System.nanoTime();
        Trials one = experiment.inJvms(1, "-Xmx512m").repeat(TRIALS);
        long afterOne = System.nanoTime();
        Trials several = experiment.inJvms(cores, "-Xmx512m").repeat(TRIALS);
        long end = System.nanoTime();
        if (!here.failed().all().isEmpty() || !here.equals(one) || !here.equals(several)) {
            throw new IllegalStateException("the results differ: " + here + one + several);
        }
        return String.format(
                Locale.ROOT,
                "| %s | %.2f s | %.1f s | %.1f s | %.2f |%n",
                name,
                (afterHere - start) / 1e9,
                (afterOne - afterHere) / 1e9,
                (end - afterOne) / 1e9,
                (double) (afterOne - afterHere) / (end - afterOne));
    }
}
