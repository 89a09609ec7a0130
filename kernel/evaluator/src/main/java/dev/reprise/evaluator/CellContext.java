package dev.reprise.evaluator;

import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ForkJoinWorkerThread;

/**
 * Which cell the current thread works for. A thread belongs to the cell in which it was started, also after that cell
 * has ended, so that its output appears where the reader expects it.
 */
final class CellContext {
    private static final InheritableThreadLocal<Long> CELL = new InheritableThreadLocal<>();

    /** The cell that runs now; for threads that no cell started, such as those of a shared pool. */
    private static volatile long latest;

    private CellContext() {}

    static void enter(long cell) {
        latest = cell;
        CELL.set(cell);
    }

    static long current() {
        if (Thread.currentThread() instanceof ForkJoinWorkerThread worker
                && worker.getPool() == ForkJoinPool.commonPool()) {
            // Before JDK 19 these inherit, but they work for whoever comes.
            return latest;
        }
        Long cell = CELL.get();
        return cell == null ? latest : cell;
    }
}
