package dev.reprise.statistics;

import dev.reprise.display.TextTable;
import dev.reprise.notebook.Displayable;
import dev.reprise.notebook.MimeBundle;
import java.util.Arrays;
import java.util.function.ToDoubleFunction;

/**
 * Few runs on many tasks: aggregate scores of one method on a benchmark, with intervals that resample the runs of each
 * task and keep the tasks fixed.
 *
 * <p>Scores must be comparable between tasks, for example normalised so that 1 is a human's or a reference's score.
 *
 * <pre>{@code
 * TaskScores ours = TaskScores.of(new double[][] {{0.9, 0.4}, {1.1, 0.5}, {0.8, 0.7}});      // [run][task]
 * ours.iqm();
 * ours.interval(TaskScores::iqm, 0.95, 42);
 * ours.profile(0.5, 1.0);       // the share of runs above each of these scores
 * }</pre>
 *
 * @see <a href="https://arxiv.org/abs/2108.13264">Agarwal et al. 2021</a>
 */
public final class TaskScores implements Displayable {
    /** Scores by task, then by run: the strata of the bootstrap. */
    private final double[][] byTask;

    private TaskScores(double[][] byTask) {
        this.byTask = byTask;
    }

    /**
     * The scores of one method.
     *
     * @param runsByTask one row for each run, one column for each task, larger is better; at least one of each, finite
     * @return the scores
     * @throws IllegalArgumentException if there is no row or column, rows differ in length, or a score is not finite
     */
    public static TaskScores of(double[][] runsByTask) {
        double[][] runs = Sample.matrix("the table of scores", runsByTask, 1, 1);
        double[][] byTask = new double[runs[0].length][runs.length];
        for (int run = 0; run < runs.length; run++) {
            for (int task = 0; task < byTask.length; task++) {
                byTask[task][run] = runs[run][task];
            }
        }
        return new TaskScores(byTask);
    }

    private double[] all() {
        return Arrays.stream(byTask).flatMapToDouble(Arrays::stream).toArray();
    }

    private double[] taskMeans() {
        return Arrays.stream(byTask).mapToDouble(Sample::mean).toArray();
    }

    /**
     * The mean over tasks of the mean over runs. A single easy task can dominate it.
     *
     * @return the mean
     */
    public double mean() {
        return Sample.mean(taskMeans());
    }

    /**
     * The median over tasks of the mean over runs. Blind to what half of the tasks do.
     *
     * @return the median
     */
    public double median() {
        return Summary.of(taskMeans()).median();
    }

    /**
     * The interquartile mean of all scores, runs and tasks together.
     *
     * @return the 25 % trimmed mean
     */
    public double iqm() {
        return Summary.of(all()).iqm();
    }

    /**
     * How far the method is from the target on average: {@code gamma - mean(min(score, gamma))}. What is scored beyond
     * the target does not make up for what is missing elsewhere.
     *
     * @param gamma the target, such as 1
     * @return at least 0; 0 if every run reaches the target
     * @throws IllegalArgumentException if the target is not finite
     */
    public double optimalityGap(double gamma) {
        if (!Double.isFinite(gamma)) {
            throw new IllegalArgumentException("the target is a finite number, not " + gamma);
        }
        return gamma
                - Arrays.stream(all()).map(x -> Math.min(x, gamma)).average().orElseThrow();
    }

    /**
     * The performance profile: the share of all runs above each threshold.
     *
     * @param thresholds scores
     * @return one share, from 0 to 1, for each threshold
     */
    public double[] profile(double... thresholds) {
        double[] all = all();
        return Arrays.stream(thresholds)
                .map(t -> (double) Arrays.stream(all).filter(x -> x > t).count() / all.length)
                .toArray();
    }

    /**
     * The probability that this method beats another on a task drawn at random, {@code mean over tasks of P(X > Y)}, ties
     * half.
     *
     * @param other another method's scores on the same tasks, in the same order
     * @return from 0 to 1
     * @throws IllegalArgumentException if the other has another number of tasks
     */
    public double probabilityOfImprovement(TaskScores other) {
        checkTasks(other);
        double sum = 0;
        for (int task = 0; task < byTask.length; task++) {
            sum += EffectSize.a12(byTask[task], other.byTask[task]);
        }
        return sum / byTask.length;
    }

    private void checkTasks(TaskScores other) {
        if (other.byTask.length != byTask.length) {
            throw new IllegalArgumentException(
                    "methods are compared on the same tasks, not on " + byTask.length + " and " + other.byTask.length);
        }
    }

    /**
     * A stratified bootstrap interval of an aggregate.
     *
     * @param aggregate a function of the scores, such as {@code TaskScores::iqm}
     * @param level the confidence level
     * @param seed of the resampling
     * @return the percentile interval; the same bits whatever the number of threads
     * @throws IllegalArgumentException if there are fewer than 2 runs, or the level is not between 0 and 1
     */
    public Interval interval(ToDoubleFunction<TaskScores> aggregate, double level, long seed) {
        return Bootstrap.stratified(byTask, scores -> aggregate.applyAsDouble(new TaskScores(scores)), seed)
                .percentile(level);
    }

    /**
     * A stratified bootstrap interval of the probability of improvement; the runs of both methods are resampled.
     *
     * @param other another method's scores on the same tasks
     * @param level the confidence level
     * @param seed of the resampling
     * @return the percentile interval
     * @throws IllegalArgumentException if a method has fewer than 2 runs, the tasks differ in number, or the level is not
     *     between 0 and 1
     */
    public Interval improvementInterval(TaskScores other, double level, long seed) {
        checkTasks(other);
        int tasks = byTask.length;
        double[][] both = Arrays.copyOf(byTask, 2 * tasks);
        System.arraycopy(other.byTask, 0, both, tasks, tasks);
        return Bootstrap.stratified(
                        both,
                        scores -> new TaskScores(Arrays.copyOf(scores, tasks))
                                .probabilityOfImprovement(new TaskScores(Arrays.copyOfRange(scores, tasks, 2 * tasks))),
                        seed)
                .percentile(level);
    }

    @Override
    public MimeBundle toMimeBundle() {
        return sheet().toMimeBundle();
    }

    /** The aggregates, without intervals. */
    @Override
    public String toString() {
        return sheet().toString();
    }

    private TextTable sheet() {
        return TextTable.of("Scores of " + byTask[0].length + " runs on " + byTask.length + " tasks", "", "estimate")
                .row("interquartile mean", iqm())
                .row("mean", mean())
                .row("median", median())
                .row("optimality gap to 1", optimalityGap(1));
    }
}
