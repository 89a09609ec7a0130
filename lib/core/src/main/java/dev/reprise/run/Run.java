package dev.reprise.run;

import dev.reprise.environment.EnvironmentCard;
import dev.reprise.experiment.Settings;
import dev.reprise.fingerprint.Fingerprint;
import dev.reprise.notebook.Displayable;
import dev.reprise.notebook.MimeBundle;
import dev.reprise.seeds.Seeds;
import dev.reprise.seeds.Unrepeatable;
import dev.reprise.storage.StorageException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * The record of one training, written while it runs.
 *
 * <pre>{@code
 * Run run = Run.start("xor", java.nio.file.Path.of("target/runs"));
 * run.setting("learning rate", 0.1).seeds(dev.reprise.seeds.Seeds.of(42));
 * for (int epoch = 0; epoch < 10; epoch++) {
 *     run.metric("loss", epoch, 1.0 / (1 + epoch));
 * }
 * run.end();
 * Runs.in(java.nio.file.Path.of("target/runs")).table();
 * }</pre>
 *
 * <p>A run is a folder: {@code run.jsonl} has one JSON object on each line for everything that the run was told, and
 * {@code artifacts} has the files that it kept. Nothing that was told is lost by a kill. What cannot be written, because the
 * disk is full, is kept in memory and tried again, so that a record never ends a training. May be used by several threads.
 */
public final class Run implements Displayable {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss", Locale.ROOT).withZone(ZoneOffset.UTC);

    private final Path folder;
    private final RunFiles files;
    private final List<Delivery> deliveries = new ArrayList<>();
    private Fingerprint environment;
    private boolean environmentGiven;
    private boolean ended;

    /** A body of code that is recorded. */
    @FunctionalInterface
    public interface Body {
        /**
         * Runs.
         *
         * @param run the record to write to
         * @throws Exception for any reason; the run is then recorded as failed
         */
        void run(Run run) throws Exception;
    }

    private Run(Path folder, RunSink... sinks) {
        this.folder = folder;
        try {
            files = new RunFiles(folder);
        } catch (StorageException e) {
            throw new RunException("the run cannot be recorded: " + e.getMessage(), e);
        }
        deliveries.add(new Delivery(folder.toString(), files));
        for (var sink : sinks) {
            deliveries.add(new Delivery(sink.toString(), sink));
        }
    }

    /**
     * Begins a run, and writes down its environment.
     *
     * @param name what is run, such as {@code "xor"}; may be used by many runs
     * @param runs the folder of all runs; made if it is not there
     * @param sinks where to send everything besides the files
     * @return the run, in a folder of its own
     * @throws RunException if the folder cannot be written to
     */
    public static Run start(String name, Path runs, RunSink... sinks) {
        if (name.isBlank()) {
            throw new IllegalArgumentException("a run needs a name");
        }
        Path folder = newFolder(runs);
        var run = new Run(folder, sinks);
        run.begin(started(name, folder.getFileName().toString(), false));
        return run;
    }

    /** Whether anything can be written at all is better known before hours of training. */
    private void begin(RunEvent started) {
        send(started);
        var card = EnvironmentCard.here();
        environment = card.fingerprint();
        send(new RunEvent.Environment(card));
        deliveries.get(0).finish();
    }

    /**
     * Records a body of code from its beginning to its end.
     *
     * @param name what is run
     * @param runs the folder of all runs
     * @param body the code; the run fails if it throws
     * @param sinks where to send everything besides the files
     * @return what was recorded
     * @throws Exception what the body threw
     */
    public static RunRecord record(String name, Path runs, Body body, RunSink... sinks) throws Exception {
        var run = start(name, runs, sinks);
        try {
            body.run(run);
        } catch (Throwable e) {
            try {
                run.fail(e);
            } catch (RunException second) {
                e.addSuppressed(second);
            }
            throw e;
        }
        run.end();
        return RunRecord.read(run.folder);
    }

    /**
     * Goes on with a run whose process ended, from a checkpoint for example. Metrics of steps that were measured already
     * replace those before.
     *
     * @param folder the folder of the run
     * @param sinks where to send everything from now on besides the files
     * @return the run
     * @throws RunException if there is no such run, or it is running
     */
    public static Run resume(Path folder, RunSink... sinks) {
        var before = RunRecord.read(folder);
        var run = new Run(folder, sinks);
        run.begin(started(before.name(), before.id(), true));
        return run;
    }

    @Unrepeatable("time, host and process are what tells one run from another")
    private static RunEvent started(String name, String id, boolean resumed) {
        String host;
        try {
            host = InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            host = "unknown";
        }
        return new RunEvent.Started(
                name, id, Instant.now(), host, ProcessHandle.current().pid(), resumed);
    }

    /** Named by the time, so that runs are listed in their order; a number tells those of one second apart. */
    @Unrepeatable("the name of a folder")
    private static Path newFolder(Path runs) {
        String time = TIME.format(Instant.now());
        try {
            Files.createDirectories(runs);
            for (int number = 1; ; number++) {
                try {
                    return Files.createDirectory(runs.resolve(String.format(Locale.ROOT, "%s-%03d", time, number)));
                } catch (FileAlreadyExistsException e) {
                    // Another run of this second; the next number is tried.
                }
            }
        } catch (IOException e) {
            throw new RunException("no run can be recorded in " + runs + ": " + e, e);
        }
    }

    private synchronized Run send(RunEvent event) {
        if (ended) {
            throw new IllegalStateException("the run " + folder.getFileName() + " has ended");
        }
        deliveries.forEach(delivery -> delivery.send(event));
        return this;
    }

    /**
     * Writes down a hyperparameter.
     *
     * @param name its name
     * @param value a text, a truth value or a finite number
     * @return this run
     * @throws IllegalArgumentException if the value is none of these
     */
    public Run setting(String name, Object value) {
        return settings(Settings.of(name, value));
    }

    /**
     * Writes down hyperparameters.
     *
     * @param settings values by name
     * @return this run
     */
    public Run settings(Settings settings) {
        return send(new RunEvent.Configured(settings));
    }

    /**
     * Writes down where randomness comes from.
     *
     * @param seeds the seeds
     * @return this run
     */
    public Run seeds(Seeds seeds) {
        return send(new RunEvent.Seeded(seeds.toString(), seeds.master()));
    }

    /**
     * Writes down what data are used.
     *
     * @param card the data
     * @return this run
     */
    public Run data(DataCard card) {
        return send(new RunEvent.DataUsed(card));
    }

    /**
     * Writes down an environment other than the one that is looked up at the beginning, and again at the end when native
     * libraries are loaded; saves that time where many short runs share one.
     *
     * @param card the environment
     * @return this run
     */
    public Run environment(EnvironmentCard card) {
        environmentGiven = true;
        return send(new RunEvent.Environment(card));
    }

    /**
     * Writes down the SHA-256 of code that runs.
     *
     * @param cell its name, such as a cell's id
     * @param source its text
     * @return this run
     */
    public Run code(String cell, String source) {
        return send(new RunEvent.Code(cell, Fingerprint.ofText(source)));
    }

    /**
     * Writes down words about the run.
     *
     * @param name what they are about
     * @param text the words
     * @return this run
     */
    public Run note(String name, String text) {
        return send(new RunEvent.Noted(name, text));
    }

    /**
     * Writes down a measured number.
     *
     * @param name what was measured, such as {@code loss}
     * @param step when, in iterations or epochs, at least 0; of two numbers for one step the later counts
     * @param value any number, NaN and infinities too
     * @return this run
     * @throws IllegalArgumentException if the step is negative or the name blank
     */
    @Unrepeatable("the time of a measurement stands in a field of its own, which is not compared")
    public Run metric(String name, long step, double value) {
        if (step < 0 || name.isBlank()) {
            throw new IllegalArgumentException(
                    "a metric needs a name and a step from 0 on, not '" + name + "' at " + step);
        }
        return send(new RunEvent.Measured(name, step, value, Instant.now()));
    }

    /**
     * Keeps a copy of a file.
     *
     * @param file the file; kept under its name
     * @return this run
     * @throws RunException if it cannot be copied
     */
    public Run artifact(Path file) {
        return kept(file.getFileName().toString(), files.keep(file));
    }

    /**
     * Keeps bytes as a file.
     *
     * @param name its path below the folder of artifacts, such as {@code plots/loss.png}
     * @param content the bytes
     * @return this run
     * @throws IllegalArgumentException if the path leads elsewhere
     * @throws RunException if it cannot be written
     */
    public Run artifact(String name, byte[] content) {
        return kept(name, files.keep(name, content));
    }

    /**
     * Keeps a text as a file in UTF-8.
     *
     * @param name its path below the folder of artifacts, such as {@code predictions.csv}
     * @param content the text
     * @return this run
     * @throws IllegalArgumentException if the path leads elsewhere
     * @throws RunException if it cannot be written
     */
    public Run artifact(String name, String content) {
        return artifact(name, content.getBytes(StandardCharsets.UTF_8));
    }

    private Run kept(String name, Path file) {
        try {
            return send(new RunEvent.Kept(name.replace('\\', '/'), file, Fingerprint.ofFile(file), Files.size(file)));
        } catch (IOException | UncheckedIOException e) {
            throw new RunException("the artifact " + file + " was kept, but cannot be read: " + e, e);
        }
    }

    /**
     * Ends the run as completed. Ending it again does nothing.
     *
     * @throws RunException if something could not be written until now; free the disk and call it again
     */
    public void end() {
        end("");
    }

    /**
     * Ends the run as failed.
     *
     * @param error why
     */
    public void fail(Throwable error) {
        end(error.toString().isBlank() ? "unknown" : error.toString());
    }

    @Unrepeatable("the time of the end stands in a field of its own, which is not compared")
    private synchronized void end(String error) {
        if (!ended) {
            if (!environmentGiven) {
                lateEnvironment();
            }
            send(new RunEvent.Ended(error, Instant.now()));
            ended = true;
        }
        deliveries.forEach(Delivery::finish);
        files.close();
    }

    /** Native libraries are loaded when they are first used. */
    private void lateEnvironment() {
        var card = EnvironmentCard.here();
        if (!card.fingerprint().equals(environment)) {
            send(new RunEvent.Environment(card));
        }
    }

    /**
     * Where the run is recorded.
     *
     * @return its folder
     */
    public Path folder() {
        return folder;
    }

    /** What was recorded until now. */
    @Override
    public MimeBundle toMimeBundle() {
        return RunRecord.read(folder).toMimeBundle();
    }

    /** The folder of the run. */
    @Override
    public String toString() {
        return "run " + folder;
    }
}
