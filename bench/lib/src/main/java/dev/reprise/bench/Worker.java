package dev.reprise.bench;

import dev.reprise.experiment.Experiment;
import dev.reprise.experiment.Settings;
import dev.reprise.experiment.Trial;
import dev.reprise.seeds.Seeds;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import org.nd4j.linalg.factory.Nd4j;

/**
 * The Java side of the tutorial's trainings: {@code bare 10} trains ten networks in a loop, {@code experiment 10} repeats the
 * same ten, with the same seeds, as an {@link Experiment}.
 */
final class Worker {
    private Worker() {}

    public static void main(String[] arguments) throws Exception {
        Trial trial;
        if (arguments[0].equals("dl4j")) {
            Nd4j.create(1); // loads the native libraries
            trial = new Tutorial.OnDl4j();
        } else {
            Seeds.of(0).stream("start"); // loads the library: SHA-256 and the generator
            trial = new Tutorial.OnReference();
        }
        System.out.println("ready");
        var requests = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String request; (request = requests.readLine()) != null; ) {
            int times = Integer.parseInt(request.substring(request.indexOf(' ') + 1));
            long started = System.nanoTime();
            double[] errors = request.startsWith("bare") ? bare(trial, times) : experiment(trial, times);
            double milliseconds = (System.nanoTime() - started) / 1e6;
            for (double error : errors) {
                if (!(error < 10)) {
                    throw new IllegalStateException("a network has the error " + error);
                }
            }
            System.out.println(milliseconds);
        }
    }

    private static double[] bare(Trial trial, int times) throws Exception {
        double[] errors = new double[times];
        for (int i = 0; i < times; i++) {
            errors[i] = trial.run(Seeds.of(42).child("trial", i), Settings.NONE).value("mse");
        }
        return errors;
    }

    private static double[] experiment(Trial trial, int times) {
        return Experiment.named("tutorial").run(trial).seed(42).repeat(times).values("mse");
    }
}
