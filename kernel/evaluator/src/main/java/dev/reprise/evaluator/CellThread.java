package dev.reprise.evaluator;

import dev.reprise.evaluator.Frame.Answer;
import dev.reprise.evaluator.Frame.Call;
import dev.reprise.evaluator.Frame.Clock;
import dev.reprise.evaluator.Frame.CommIn;
import dev.reprise.evaluator.Frame.Failure;
import dev.reprise.evaluator.Frame.Interrupt;
import dev.reprise.evaluator.Frame.Invoke;
import dev.reprise.evaluator.Frame.Job;
import dev.reprise.evaluator.Frame.Read;
import dev.reprise.evaluator.Frame.Thrown;
import dev.reprise.evaluator.Frame.Unresolved;
import dev.reprise.evaluator.Frame.Value;
import dev.reprise.notebook.Comm;
import dev.reprise.notebook.MimeBundle;
import dev.reprise.notebook.UndefinedMagicException;
import java.io.Closeable;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.lang.reflect.Field;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import jdk.jshell.spi.SPIResolutionException;

/**
 * A thread that runs cells, one job after the other.
 *
 * <p>The kernel may throw {@link #INTERRUPT} into it at any moment, also a moment too late, when the
 * job that it was meant for has just ended. So between jobs this class takes no lock that such an exception
 * could leave in disorder, and passes over it.
 */
final class CellThread {
    /** What the kernel throws, found by name through the Java Debug Interface. */
    static final CellInterrupt INTERRUPT = new CellInterrupt();

    /** Into whom the kernel throws it, by lane; found by name through the Java Debug Interface. */
    static final Thread[] THREADS = new Thread[Frame.MOST_LANES];

    /** The sockets in which they wait, by lane; put here by the kernel when nothing else stops them. */
    static final Object[] BLOCKERS = new Object[Frame.MOST_LANES];

    private static final int DEEPEST_CAUSE = 20;
    private static final int TOP_FRAMES = 200;
    private static final int BOTTOM_FRAMES = 50;
    private static final long LEAST_FREE_HEAP_PERCENT = 5;

    private static final ThreadLocal<CellThread> CURRENT = new ThreadLocal<>();

    private final int lane;
    private final Thread thread;
    private final CellClassLoader loader;
    private final Renderers renderers;
    private final Outbox outbox;
    private volatile Job next;
    private volatile boolean ended;
    private Object latestValue;
    private Throwable latestFailure;
    private long wallNanos;
    private int unanswered;
    private int calls;
    private volatile Answer answer;
    private volatile int running;
    private volatile int interrupted;

    CellThread(int lane, CellClassLoader loader, Renderers renderers, Outbox outbox) {
        this.lane = lane;
        // Cells may recurse deeply; a main thread has 8 MB too.
        this.thread = new Thread(null, this::work, lane == 0 ? "notebook" : "notebook-" + lane, 8 << 20);
        this.loader = loader;
        this.renderers = renderers;
        this.outbox = outbox;
    }

    void start() {
        THREADS[lane] = thread;
        // An interrupt that came at the one moment at which nobody passes over it.
        thread.setUncaughtExceptionHandler((dead, e) -> Main.halt());
        thread.setContextClassLoader(loader);
        thread.start();
    }

    void run(Job job) {
        next = job;
        LockSupport.unpark(thread);
    }

    /** There will be no more jobs. */
    void end() {
        ended = true;
        LockSupport.unpark(thread);
    }

    /** Closes the socket that a lane's thread waits in, upon which it gets an exception. */
    static void closeBlocker(int lane) {
        Object blocker = BLOCKERS[lane];
        BLOCKERS[lane] = null;
        if (blocker instanceof Closeable socket) {
            try {
                socket.close();
            } catch (IOException e) {
                // Then the kernel has to end this process.
            }
        }
    }

    /** The gentle way to stop: ends sleeping, waiting and interruptible input and output. */
    void interrupt(Interrupt interrupt) {
        if (running == interrupt.sequence()) {
            interrupted = interrupt.sequence();
            thread.interrupt();
        }
    }

    /**
     * Asks the kernel for something and waits; the jobs that it sends meanwhile run here.
     *
     * @throws Exception what such a job threw
     */
    static Object call(String service, List<String> arguments) throws Exception {
        CellThread current = CURRENT.get();
        if (current == null) {
            throw new IllegalStateException(
                    "Only the thread of a running cell can use magics and eval, not a thread that it has started");
        }
        return current.callKernel(service, arguments);
    }

    private Object callKernel(String service, List<String> arguments) throws Exception {
        int outer = running;
        int number = ++calls;
        latestValue = null;
        latestFailure = null;
        outbox.add(new Call(number, lane, CellContext.current(), service, arguments));
        while (true) {
            Answer given = answer;
            Job job = next;
            if (job != null) {
                next = null;
                outbox.add(perform(job));
                running = outer;
            } else if (given != null && given.number() == number) {
                return result(given);
            } else {
                LockSupport.park();
                if (Thread.interrupted() && interrupted == outer) {
                    throw INTERRUPT;
                }
            }
        }
    }

    private Object result(Answer given) throws Exception {
        switch (given.status()) {
            case NOTHING -> {
                return null;
            }
            case VALUES -> {
                return given.values();
            }
            case LATEST_VALUE -> {
                return latestValue;
            }
            case INTERRUPTED -> throw INTERRUPT;
            case UNDEFINED_MAGIC ->
                throw new UndefinedMagicException(given.values().get(0));
            default -> {
                if (latestFailure instanceof Exception e) {
                    throw e;
                } else if (latestFailure instanceof Error e) {
                    throw e;
                }
                throw new RuntimeException(given.values().get(0));
            }
        }
    }

    /** What the kernel says to {@link #call}. */
    void answer(Answer given) {
        answer = given;
        LockSupport.unpark(thread);
    }

    private void work() {
        CURRENT.set(this);
        while (!ended) {
            try {
                Job job = next;
                if (job == null) {
                    LockSupport.park();
                    Thread.interrupted();
                } else {
                    unanswered = job.sequence();
                    next = null;
                    answer(perform(job));
                }
            } catch (CellInterrupt late) {
                // Came when its job had ended, perhaps just before the answer was given.
                if (unanswered != 0) {
                    answer(thrown(unanswered, late));
                }
            }
        }
    }

    private void answer(Frame result) {
        outbox.add(result);
        unanswered = 0;
    }

    private Frame perform(Job job) {
        int sequence = job.sequence();
        try {
            CellContext.enter(job.cell());
            running = sequence;
            try {
                return new Value(sequence, result(job));
            } finally {
                running = 0;
                Thread.interrupted();
            }
        } catch (InvocationTargetException e) {
            return thrown(sequence, e.getCause());
        } catch (Throwable e) {
            return thrown(sequence, e);
        }
    }

    private MimeBundle result(Job job) throws ReflectiveOperationException {
        if (job instanceof Invoke invoke) {
            return invoke(invoke);
        }
        if (job instanceof CommIn comm) {
            Comm.receive(comm.message());
            return null;
        }
        if (job instanceof Read read) {
            return read(read);
        }
        return job instanceof Clock ? clock() : show();
    }

    private MimeBundle read(Read read) throws ReflectiveOperationException {
        Field field = Class.forName(read.className(), true, loader).getDeclaredField(read.field());
        field.setAccessible(true);
        Object text = renderers.render(field.get(null)).data().get(MimeBundle.TEXT);
        return MimeBundle.text(String.valueOf(text));
    }

    private MimeBundle clock() {
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        return MimeBundle.of(Frame.WALL_NANOS, wallNanos)
                .with(Frame.CPU_NANOS, threads.getCurrentThreadCpuTime())
                .with(Frame.USER_NANOS, threads.getCurrentThreadUserTime());
    }

    private MimeBundle invoke(Invoke invoke) throws ReflectiveOperationException {
        latestValue = null;
        Method method = Class.forName(invoke.className(), true, loader).getDeclaredMethod(invoke.method());
        // JShell's wrapper classes are not public.
        method.setAccessible(true);
        long started = System.nanoTime();
        try {
            latestValue = method.invoke(null);
        } finally {
            wallNanos += System.nanoTime() - started;
        }
        return null;
    }

    private MimeBundle show() {
        return Host.isLatestDisplayId(latestValue) ? null : Plain.copy(renderers.render(latestValue));
    }

    private Frame thrown(int sequence, Throwable thrown) {
        Throwable e =
                thrown instanceof ExceptionInInitializerError && thrown.getCause() != null ? thrown.getCause() : thrown;
        latestFailure = e;
        if (e instanceof SPIResolutionException unresolved) {
            return new Unresolved(sequence, unresolved.id(), stack(e));
        }
        boolean stopped = e instanceof CellInterrupt || interrupted == sequence;
        return new Thrown(
                sequence,
                failure(e, Collections.newSetFromMap(new IdentityHashMap<>())),
                stopped,
                e instanceof OutOfMemoryError && isExhausted());
    }

    /** Whether variables hold so much that even the next cell's classes might not fit. */
    private static boolean isExhausted() {
        Runtime runtime = Runtime.getRuntime();
        runtime.gc();
        long used = runtime.totalMemory() - runtime.freeMemory();
        return runtime.maxMemory() - used < runtime.maxMemory() / 100 * LEAST_FREE_HEAP_PERCENT;
    }

    private static Failure failure(Throwable e, Set<Throwable> seen) {
        Throwable cause = e.getCause();
        boolean follow = seen.add(e) && cause != null && !seen.contains(cause) && seen.size() < DEEPEST_CAUSE;
        return new Failure(e.getClass().getName(), message(e), stack(e), follow ? failure(cause, seen) : null);
    }

    private static String message(Throwable e) {
        try {
            return e.getMessage();
        } catch (RuntimeException broken) {
            return "(no message: getMessage() threw " + broken.getClass().getName() + ")";
        }
    }

    /** The frames of an exception, without the middle of a deep recursion. */
    private static List<StackTraceElement> stack(Throwable e) {
        List<StackTraceElement> all = List.of(e.getStackTrace());
        if (all.size() <= TOP_FRAMES + BOTTOM_FRAMES) {
            return all;
        }
        var trimmed = new ArrayList<>(all.subList(0, TOP_FRAMES));
        trimmed.addAll(all.subList(all.size() - BOTTOM_FRAMES, all.size()));
        return trimmed;
    }
}
