package dev.reprise.kernel.engine;

import java.time.Duration;
import java.util.Timer;
import java.util.TimerTask;

/** How long a statement may run. */
final class Deadline implements AutoCloseable {
    private final Timer timer;
    private volatile boolean passed;

    /** @param timeout zero for no limit */
    Deadline(Duration timeout, Runnable stop) {
        if (timeout.isZero()) {
            timer = null;
            return;
        }
        timer = new Timer("timeout", true);
        timer.schedule(
                new TimerTask() {
                    @Override
                    public void run() {
                        passed = true;
                        stop.run();
                    }
                },
                timeout.toMillis());
    }

    boolean hasPassed() {
        return passed;
    }

    @Override
    public void close() {
        if (timer != null) {
            timer.cancel();
        }
    }
}
