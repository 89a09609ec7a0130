package dev.reprise.experiment;

import dev.reprise.experiment.Origin.Stopwatch;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** Who runs the trials. Results are handed over in the calling thread, one at a time, as trials end. */
sealed interface Workers {
    /**
     * Runs all assignments.
     *
     * @param limit the time that each trial has, or null
     * @throws InterruptedException if the calling thread is interrupted; no trial goes on then, except in threads that do
     *     not heed an interrupt
     */
    void run(List<Assignment> assignments, Duration limit, Consumer<TrialRecord> done) throws InterruptedException;

    /** The calling thread; with a time limit one other thread, since nobody can end their own. */
    record ThisThread() implements Workers {
        @Override
        public void run(List<Assignment> assignments, Duration limit, Consumer<TrialRecord> done)
                throws InterruptedException {
            if (limit != null) {
                new Threads(1).run(assignments, limit, done);
                return;
            }
            for (var assignment : assignments) {
                if (Thread.interrupted()) {
                    throw new InterruptedException();
                }
                done.accept(assignment.run());
            }
        }
    }

    /** A new thread for each trial, so that none finds what another left in thread-local variables. */
    record Threads(int count) implements Workers {
        @Override
        public void run(List<Assignment> assignments, Duration limit, Consumer<TrialRecord> done)
                throws InterruptedException {
            sideBySide(count, assignments, assignment -> runInThread(assignment, limit), done);
        }

        private static TrialRecord runInThread(Assignment assignment, Duration limit) throws InterruptedException {
            var stopwatch = new Stopwatch();
            var end = new CompletableFuture<TrialRecord>();
            var thread = daemon(() -> {
                try {
                    end.complete(assignment.run());
                } catch (Throwable e) {
                    end.complete(assignment.failed(e, stopwatch));
                }
            });
            thread.setName(assignment.task().toString());
            thread.start();
            try {
                return limit == null ? end.get() : end.get(limit.toNanos(), TimeUnit.NANOSECONDS);
            } catch (TimeoutException e) {
                String where = Arrays.stream(thread.getStackTrace())
                        .map(frame -> "\tat " + frame)
                        .collect(Collectors.joining("\n", "it was\n", ""));
                thread.interrupt();
                return assignment.record(new Outcome.TimedOut(limit), stopwatch.here(where));
            } catch (InterruptedException e) {
                thread.interrupt();
                throw e;
            } catch (ExecutionException e) {
                throw new IllegalStateException("completed with a value only", e);
            }
        }
    }

    /** A fresh JVM for each trial. */
    record Jvms(int count, List<String> options) implements Workers {
        @Override
        public void run(List<Assignment> assignments, Duration limit, Consumer<TrialRecord> done)
                throws InterruptedException {
            try (var jvm = TrialJvm.prepare(assignments.get(0).trial(), options)) {
                sideBySide(count, assignments, assignment -> jvm.run(assignment, limit), done);
            }
        }
    }

    /** One trial in one place. */
    @FunctionalInterface
    interface Place {
        TrialRecord run(Assignment assignment) throws Exception;
    }

    private static void sideBySide(int count, List<Assignment> assignments, Place place, Consumer<TrialRecord> done)
            throws InterruptedException {
        var pool = Executors.newFixedThreadPool(count, Workers::daemon);
        var ended = new ExecutorCompletionService<Void>(pool);
        var oneAtATime = new Object();
        try {
            for (var assignment : assignments) {
                ended.submit(() -> {
                    var trial = place.run(assignment);
                    // Before the next trial starts, so that a kill does not lose results that wait for a slow disk.
                    synchronized (oneAtATime) {
                        done.accept(trial);
                    }
                    return null;
                });
            }
            for (int i = 0; i < assignments.size(); i++) {
                ended.take().get();
            }
        } catch (ExecutionException e) {
            throw e.getCause() instanceof RuntimeException known
                    ? known
                    : new ExperimentException("a trial could not be started: " + e.getCause(), e.getCause());
        } finally {
            pool.shutdownNow();
            awaitEnd(pool);
        }
    }

    /** Waits until processes are ended, also if this thread is being interrupted. */
    private static void awaitEnd(java.util.concurrent.ExecutorService pool) {
        boolean interrupted = Thread.interrupted();
        try {
            pool.awaitTermination(10, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            interrupted = true;
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private static Thread daemon(Runnable work) {
        var thread = new Thread(work);
        thread.setDaemon(true);
        return thread;
    }
}
