package dev.reprise.experiment;

import dev.reprise.experiment.Origin.Stopwatch;
import dev.reprise.experiment.TrialRecord.Task;
import java.io.PrintWriter;
import java.io.StringWriter;

/** One trial, with all that is needed to run it. */
record Assignment(Trial trial, Design design, Task task, long master) {
    /**
     * Runs the trial in this thread. Whatever is wrong with the trial becomes part of the record; only errors that are meant
     * for this thread, such as a notebook's way of stopping a cell, pass through.
     */
    TrialRecord run() throws InterruptedException {
        var stopwatch = new Stopwatch();
        try {
            var result = trial.run(design.seeds(task, master), task.settings());
            return result == null
                    ? record(new Outcome.Failed("the trial returned null"), stopwatch.here(""))
                    : record(new Outcome.Completed(result), stopwatch.here(""));
        } catch (InterruptedException e) {
            throw e;
        } catch (Exception | VirtualMachineError | AssertionError | LinkageError e) {
            return failed(e, stopwatch);
        }
    }

    TrialRecord failed(Throwable error, Stopwatch stopwatch) {
        var trace = new StringWriter();
        error.printStackTrace(new PrintWriter(trace, true));
        return record(new Outcome.Failed(error.toString()), stopwatch.here(trace.toString()));
    }

    TrialRecord record(Outcome outcome, Origin origin) {
        return new TrialRecord(task.settings(), task.levels(), task.repeat(), master, outcome, origin);
    }
}
