package dev.reprise.experiment;

import dev.reprise.experiment.TrialRecord.Task;
import dev.reprise.notebook.Progress;
import dev.reprise.seeds.Seeds;
import dev.reprise.storage.Json;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CancellationException;

/**
 * A function from seeds and settings to a result, to be repeated.
 *
 * <pre>{@code
 * Trials trials = Experiment.named("keras tutorial")
 *         .run((seeds, settings) -> Result.of("mse", train(seeds.seed("init"))))
 *         .seed(42)
 *         .repeat(30);
 * }</pre>
 *
 * <p>Trial i takes its seeds from {@code Seeds.of(42).child("trial", i)}, whatever its settings and wherever it runs: in this
 * thread, in several ({@link #inThreads}) or in JVMs of their own ({@link #inJvms}). So the results are the same bits, and
 * two settings, having met the same luck, can be compared in pairs.
 *
 * <p>With {@link #keepIn} each result goes to a file as it ends, and a second start goes on where the first one stopped.
 *
 * <p>Immutable: every method returns a new experiment.
 */
public final class Experiment {
    static final String FORMAT = "reprise.trials.1";

    private final String name;
    private String version = "1";
    private Trial trial;
    private Settings settings = Settings.NONE;
    private Design design = Design.SIMPLE;
    private Long seed;
    private boolean unseeded;
    private Workers workers = new Workers.ThisThread();
    private Duration timeLimit;
    private Path folder;
    private boolean retry;

    private Experiment(String name) {
        this.name = name;
    }

    private Experiment(Experiment other) {
        name = other.name;
        version = other.version;
        trial = other.trial;
        settings = other.settings;
        design = other.design;
        seed = other.seed;
        unseeded = other.unseeded;
        workers = other.workers;
        timeLimit = other.timeLimit;
        folder = other.folder;
        retry = other.retry;
    }

    /**
     * A new experiment.
     *
     * @param name what it is called in tables and files; not blank
     * @return an experiment that still needs {@link #run} and {@link #seed}
     * @throws IllegalArgumentException if the name is blank
     */
    public static Experiment named(String name) {
        if (name.isBlank()) {
            throw new IllegalArgumentException("an experiment needs a name");
        }
        return new Experiment(name);
    }

    /**
     * What is repeated.
     *
     * @param what a lambda, or for fresh JVMs an instance of a class with a constructor without parameters
     * @return a new experiment
     */
    public Experiment run(Trial what) {
        var changed = new Experiment(this);
        changed.trial = Objects.requireNonNull(what, "trial");
        return changed;
    }

    /**
     * Which version of the trial this is. Change it when the trial's code changes: results of another version are not gone
     * on with.
     *
     * @param text any text; {@code "1"} if never called
     * @return a new experiment
     */
    public Experiment version(String text) {
        var changed = new Experiment(this);
        changed.version = Objects.requireNonNull(text, "version");
        return changed;
    }

    /**
     * Settings that every trial gets.
     *
     * @param all the settings; those of a sweep are added to them
     * @return a new experiment
     */
    public Experiment settings(Settings all) {
        var changed = new Experiment(this);
        changed.settings = Objects.requireNonNull(all, "settings");
        return changed;
    }

    /**
     * Takes all randomness from a master seed.
     *
     * @param master any value
     * @return a new experiment
     */
    public Experiment seed(long master) {
        var changed = new Experiment(this);
        changed.seed = master;
        changed.unseeded = false;
        return changed;
    }

    /**
     * Gives each trial another master seed, which nobody chose: how much do results differ if nothing is seeded? The seeds
     * stand in the records, so that a trial can be repeated after all.
     *
     * @return a new experiment
     */
    public Experiment unseeded() {
        var changed = new Experiment(this);
        changed.seed = null;
        changed.unseeded = true;
        return changed;
    }

    /**
     * Lets only some sources of randomness differ between repetitions; all others stand still.
     *
     * @param sources names as given to {@link Seeds#seed}, {@link Seeds#stream} and {@link Seeds#child}; none for all
     * @return a new experiment
     */
    public Experiment vary(String... sources) {
        var changed = new Experiment(this);
        changed.design = new Design(design.points(), List.of(sources), design.crossed());
        return changed;
    }

    /**
     * Crosses a source of randomness with the others: a trial for each of its variants, together with each variant of the
     * other crossed sources, so that the variance can be divided among them.
     *
     * <pre>{@code
     * experiment.cross("init", 5).cross("shuffle", 5).repeat(1);      // 25 trials
     * }</pre>
     *
     * @param source a name as given to {@link Seeds#seed}, {@link Seeds#stream} and {@link Seeds#child}
     * @param variants how many, at least 2
     * @return a new experiment
     * @throws IllegalArgumentException if there are fewer than 2 variants
     */
    public Experiment cross(String source, int variants) {
        if (variants < 2) {
            throw new IllegalArgumentException(
                    "source '" + source + "' cannot be crossed with " + variants + " variants");
        }
        var crossed = new LinkedHashMap<>(design.crossed());
        crossed.put(source, variants);
        var changed = new Experiment(this);
        changed.design = new Design(design.points(), design.varied(), crossed);
        return changed;
    }

    /**
     * Runs every point of a grid.
     *
     * @param grid the settings to run with
     * @return a new experiment
     */
    public Experiment sweep(Grid grid) {
        var changed = new Experiment(this);
        changed.design = new Design(grid.points(), design.varied(), design.crossed());
        return changed;
    }

    /**
     * Runs trials side by side in this JVM, each in a new thread.
     *
     * @param threads how many at once, at least 1
     * @return a new experiment
     * @throws IllegalArgumentException if there is no thread
     */
    public Experiment inThreads(int threads) {
        return with(new Workers.Threads(atLeastOne(threads, "threads")));
    }

    /**
     * Runs each trial in a fresh JVM, started like this one: same JDK, options, class path, locale, encoding, environment
     * and folder. What a trial does to its process ends with it: static fields, native state, {@code System.exit}, running
     * out of memory. What it prints is only kept if it fails.
     *
     * <p>The trial must be an instance of a class with a constructor without parameters, because neither a lambda nor the
     * fields of an object can travel. The class may be one that a notebook cell defines, if it uses no variable of the
     * notebook: these would be empty in the other JVM.
     *
     * @param jvms how many at once, at least 1
     * @param options more options for the JVM, such as {@code -Xmx512m}
     * @return a new experiment
     * @throws IllegalArgumentException if there is no JVM
     */
    public Experiment inJvms(int jvms, String... options) {
        return with(new Workers.Jvms(atLeastOne(jvms, "JVMs"), List.of(options)));
    }

    private Experiment with(Workers others) {
        var changed = new Experiment(this);
        changed.workers = others;
        return changed;
    }

    private static int atLeastOne(int count, String what) {
        if (count < 1) {
            throw new IllegalArgumentException("an experiment cannot run in " + count + " " + what);
        }
        return count;
    }

    /**
     * Stops a trial that takes too long and records it as {@link Outcome.TimedOut}. In a JVM of its own it ends for sure. In
     * this JVM its thread is interrupted and left behind, because Java cannot end a thread; trials that may hang belong in
     * {@link #inJvms}.
     *
     * @param limit the time that each trial has, more than zero
     * @return a new experiment
     * @throws IllegalArgumentException if the limit is not positive
     */
    public Experiment timeLimit(Duration limit) {
        if (limit.isNegative() || limit.isZero()) {
            throw new IllegalArgumentException("a time limit must be more than zero: " + limit);
        }
        var changed = new Experiment(this);
        changed.timeLimit = limit;
        return changed;
    }

    /**
     * Keeps the results in a file, and does not run again what stands there already. The file is called after the name and
     * a digest of name, version, settings, seed and varied sources; another experiment gets another file. A kill at any
     * moment loses no trial that had ended.
     *
     * @param where a folder, made if it is not there
     * @return a new experiment
     */
    public Experiment keepIn(Path where) {
        var changed = new Experiment(this);
        changed.folder = Objects.requireNonNull(where, "folder");
        return changed;
    }

    /**
     * Runs trials again that stand in the file as failed or timed out; without this they count as done.
     *
     * @return a new experiment
     */
    public Experiment retryFailures() {
        var changed = new Experiment(this);
        changed.retry = true;
        return changed;
    }

    /**
     * The file of {@link #keepIn}.
     *
     * @return its path, or null if results are not kept
     * @throws IllegalStateException if the experiment has neither a seed nor is unseeded
     */
    public Path file() {
        if (folder == null) {
            return null;
        }
        String readable = name.toLowerCase(Locale.ROOT).replaceAll("[^\\p{L}\\p{N}]+", "-");
        String start = readable.substring(0, Math.min(readable.length(), 60));
        return folder.resolve(start + "-" + digest().substring(0, 12) + ".jsonl");
    }

    /**
     * Runs the trials that are not in the file yet.
     *
     * @param times how often, for each point of the grid and each combination of crossed sources; at least 1
     * @return all trials asked for, those from the file too, in an order that does not depend on when they ended
     * @throws IllegalStateException if there is no trial to run, or neither {@link #seed} nor {@link #unseeded} was called
     * @throws IllegalArgumentException if {@code times} is less than 1
     * @throws ExperimentException if the file is damaged or in use, or the trial cannot travel to another JVM
     * @throws CancellationException if the thread is interrupted; trials that had ended are in the file
     */
    public Trials repeat(int times) {
        check(times);
        List<Task> tasks = swept().tasks(times);
        try (var file = folder == null ? null : TrialFile.open(file(), header())) {
            var known = new LinkedHashMap<Task, TrialRecord>();
            if (file != null) {
                file.trials().forEach(trial -> known.put(trial.task(), trial));
            }
            var pending = tasks.stream()
                    .filter(task -> !known.containsKey(task)
                            || retry && !known.get(task).isCompleted())
                    .map(task -> new Assignment(trial, swept(), task, master()))
                    .toList();
            if (!pending.isEmpty()) {
                run(pending, known, file);
            }
            return new Trials(name, tasks.stream().map(known::get).toList());
        }
    }

    private void run(List<Assignment> pending, Map<Task, TrialRecord> known, TrialFile file) {
        try (var progress = Progress.of(name, pending.size())) {
            workers.run(pending, timeLimit, trial -> {
                if (file != null) {
                    file.append(trial);
                }
                known.put(trial.task(), trial);
                progress.step(trial.isCompleted() ? "" : trial.toString());
            });
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CancellationException("experiment '" + name + "' was interrupted; "
                    + (file == null
                            ? "its results were not kept in a file"
                            : "start it again to go on: " + known.size() + " trials are in " + file()));
        }
    }

    private void check(int times) {
        if (trial == null) {
            throw new IllegalStateException("experiment '" + name + "' has nothing to run: call run(trial)");
        }
        if (seed == null && !unseeded) {
            throw new IllegalStateException(
                    "experiment '" + name
                            + "' has no seed: call seed(42) for results that repeat, or unseeded() to see how much they differ");
        }
        if (unseeded && !(design.varied().isEmpty() && design.crossed().isEmpty())) {
            throw new IllegalStateException(
                    "experiment '" + name
                            + "' is unseeded, so that no source of randomness can stand still: call seed(42) to vary or cross some");
        }
        if (times < 1) {
            throw new IllegalArgumentException("an experiment cannot be repeated " + times + " times");
        }
        for (String source : design.varied()) {
            if (design.crossed().containsKey(source)) {
                throw new IllegalStateException("source '" + source + "' is varied and crossed at once");
            }
        }
    }

    private long master() {
        return unseeded ? Seeds.fromEntropy().master() : seed;
    }

    private Design swept() {
        return new Design(design.points().stream().map(settings::and).toList(), design.varied(), design.crossed());
    }

    private Map<String, Object> header() {
        var header = identity();
        header.put("digest", digest());
        return header;
    }

    private Map<String, Object> identity() {
        if (seed == null && !unseeded) {
            check(1);
        }
        var identity = new LinkedHashMap<String, Object>();
        identity.put("format", FORMAT);
        identity.put("experiment", name);
        identity.put("version", version);
        identity.put("seed", unseeded ? "none" : seed.toString());
        identity.put("varied", design.varied());
        identity.put("settings", settings.asMap());
        return identity;
    }

    private String digest() {
        try {
            var sha = MessageDigest.getInstance("SHA-256");
            return HexFormat.of().formatHex(sha.digest(Json.write(identity()).getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK must have SHA-256", e);
        }
    }

    /** Name, version and seed. */
    @Override
    public String toString() {
        return "Experiment '" + name + "', version " + version + ", "
                + (unseeded ? "unseeded" : seed == null ? "no seed yet" : "seed " + seed);
    }
}
