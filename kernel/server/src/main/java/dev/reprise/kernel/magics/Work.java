package dev.reprise.kernel.magics;

import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;

/** What a magic does outside the evaluator, such as a download, so that it can be stopped. */
final class Work {
    private static final long TICK_MILLIS = 200;

    private volatile FutureTask<?> current;

    /** Ends what {@link #await} waits for. */
    void cancel() {
        FutureTask<?> task = current;
        if (task != null) {
            task.cancel(true);
        }
    }

    /**
     * Runs something on a thread of its own, which may be interrupted, as the thread that publishes messages may not.
     *
     * @param tick called now and then while it runs, on the caller's thread
     * @param cancelled asked once it has begun, so that no cancellation is missed
     * @throws CancellationException after {@link #cancel}
     */
    <T> T await(Callable<T> callable, Runnable tick, BooleanSupplier cancelled) throws Exception {
        var task = new FutureTask<>(callable);
        current = task;
        try {
            if (cancelled.getAsBoolean()) {
                throw new CancellationException();
            }
            var thread = new Thread(task, "magic");
            thread.setDaemon(true);
            thread.start();
            while (true) {
                try {
                    return task.get(TICK_MILLIS, TimeUnit.MILLISECONDS);
                } catch (TimeoutException e) {
                    tick.run();
                }
            }
        } catch (ExecutionException e) {
            if (e.getCause() instanceof Exception cause) {
                throw cause;
            }
            throw e;
        } finally {
            current = null;
        }
    }
}
