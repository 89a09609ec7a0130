package dev.reprise.kernel;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What the kernel uses of the machine: answers {@code usage_request}, which ipykernel has introduced for JupyterLab's
 * resource display. The fields are named and measured as there.
 */
final class Usage {
    private static final double PERCENT = 100;
    private static final long KIBIBYTE = 1024;

    private long measuredAt = System.nanoTime();
    private Duration cpuThen = Duration.ZERO;

    /** The content of a {@code usage_reply}. Percentages of processor time are since the request before. */
    synchronized Map<String, Object> reply() {
        var system = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        long total = system.getTotalMemorySize();
        long free = system.getFreeMemorySize();
        long available = available().orElse(free);
        return Contents.ok(
                "hostname", hostname(),
                "pid", ProcessHandle.current().pid(),
                "kernel_cpu", cpuPercent(),
                "kernel_memory", processes().mapToLong(Usage::memory).sum(),
                "cpu_count", system.getAvailableProcessors(),
                "host_cpu_percent", Math.max(0, system.getCpuLoad()) * PERCENT,
                "host_virtual_memory",
                        Map.of(
                                "total", total,
                                "available", available,
                                "percent", Math.round(PERCENT * 10 * (total - available) / total) / 10.0,
                                "used", total - available,
                                "free", free));
    }

    private static Stream<ProcessHandle> processes() {
        return Stream.concat(
                Stream.of(ProcessHandle.current()), ProcessHandle.current().descendants());
    }

    private double cpuPercent() {
        long now = System.nanoTime();
        Duration cpu = processes()
                .map(process -> process.info().totalCpuDuration().orElse(Duration.ZERO))
                .reduce(Duration.ZERO, Duration::plus);
        double percent = PERCENT * cpu.minus(cpuThen).toNanos() / Math.max(1, now - measuredAt);
        cpuThen = cpu;
        measuredAt = now;
        return Math.max(0, percent);
    }

    /** A process's own share of memory in bytes, where the system tells; else 0. */
    private static long memory(ProcessHandle process) {
        Path folder = Path.of("/proc", Long.toString(process.pid()));
        return kibibytes(folder.resolve("smaps_rollup"), "Pss:")
                .or(() -> kibibytes(folder.resolve("status"), "VmRSS:"))
                .orElse(0L);
    }

    private static Optional<Long> available() {
        return kibibytes(Path.of("/proc/meminfo"), "MemAvailable:");
    }

    /** The bytes in a line such as {@code Pss:   1234 kB}. */
    private static Optional<Long> kibibytes(Path file, String name) {
        try {
            List<String> lines = Files.readAllLines(file);
            return lines.stream()
                    .filter(line -> line.startsWith(name))
                    .map(line -> KIBIBYTE * Long.parseLong(line.replaceAll("\\D", "")))
                    .findFirst();
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private static String hostname() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (IOException e) {
            return "localhost";
        }
    }
}
