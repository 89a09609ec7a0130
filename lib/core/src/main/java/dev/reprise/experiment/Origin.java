package dev.reprise.experiment;

import dev.reprise.seeds.Unrepeatable;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.time.Instant;

/**
 * Where and when a trial ran: what may differ between two runs that give the same results, and is never compared.
 *
 * <pre>{@code
 * Origin origin = trials.all().get(0).origin();
 * System.out.println(origin.host() + " took " + origin.took().toMillis() + " ms");
 * }</pre>
 *
 * @param host name of the machine
 * @param pid number of the process
 * @param thread name of the thread
 * @param started when the trial began
 * @param took how long it took
 * @param detail for a trial that failed, its stack trace or the end of what its process printed; else empty
 */
public record Origin(String host, long pid, String thread, Instant started, Duration took, String detail) {
    /** A clock that runs while a trial does. */
    @Unrepeatable("time, host and process stand in fields of their own, which are not compared")
    static final class Stopwatch {
        private static final String HOST = host();

        private final Instant started = Instant.now();
        private final long nanos = System.nanoTime();

        Origin origin(long pid, String detail) {
            var took = Duration.ofNanos(System.nanoTime() - nanos);
            return new Origin(HOST, pid, Thread.currentThread().getName(), started, took, detail);
        }

        Origin here(String detail) {
            return origin(ProcessHandle.current().pid(), detail);
        }

        private static String host() {
            try {
                return InetAddress.getLocalHost().getHostName();
            } catch (UnknownHostException e) {
                return "unknown";
            }
        }
    }
}
