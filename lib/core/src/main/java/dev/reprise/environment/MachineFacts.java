package dev.reprise.environment;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.ToDoubleFunction;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;

/** The machine as Linux tells it in {@code /proc}, {@code /sys} and {@code /etc}; of other systems little is known. */
final class MachineFacts {
    /** Those that change how numbers are computed. */
    private static final Pattern NUMERIC_FEATURE =
            Pattern.compile("sse4_2|f16c|fma4?|avx.*|amx.*|asimd.*|sve.*|sme(?!p).*|i8mm|bf16|fphp");

    private final Path root;

    /** Reads below a folder that stands for {@code /}. */
    MachineFacts(Path root) {
        this.root = root;
    }

    void addTo(Capture capture) {
        capture.add("system", "name", System.getProperty("os.name"));
        capture.add("system", "version", System.getProperty("os.version"));
        capture.add("system", "architecture", System.getProperty("os.arch"));
        capture.add(
                "system",
                "distribution",
                field("etc/os-release", "PRETTY_NAME=", "").replace("\"", ""));
        capture.add("system", "host", field("proc/sys/kernel/hostname", "", ""));
        processor(capture);
        memory(capture);
        gpu(capture);
    }

    private void processor(Capture capture) {
        var lines = lines("proc/cpuinfo");
        String model = value(lines, "model name")
                .or(() -> value(lines, "CPU part")
                        .map(part -> "ARM implementer "
                                + value(lines, "CPU implementer").orElse("unknown") + ", part " + part))
                .orElse(System.getenv().getOrDefault("PROCESSOR_IDENTIFIER", ""));
        capture.add("processor", "model", model);
        capture.add(
                "processor",
                "features",
                Arrays.stream(value(lines, "flags")
                                .or(() -> value(lines, "Features"))
                                .orElse("")
                                .split(" "))
                        .filter(feature -> NUMERIC_FEATURE.matcher(feature).matches())
                        .sorted()
                        .collect(Collectors.joining(" ")));
        long cores = lines.stream().filter(line -> line.startsWith("processor")).count();
        if (cores > 0) {
            capture.add("processor", "cores of the machine", Long.toString(cores));
            var limit = tightest("cpu", this::cpuLimit);
            capture.add(
                    "processor",
                    "limit of the container",
                    limit.isPresent() ? String.format(Locale.ROOT, "%.2f cores", limit.getAsDouble()) : "none");
        }
    }

    private void memory(Capture capture) {
        String total = field("proc/meminfo", "MemTotal:", "");
        if (!total.isEmpty()) {
            capture.add("memory", "of the machine", bytes(1024 * Long.parseLong(total.replaceAll("\\D", ""))));
            var limit = tightest("memory", this::memoryLimit);
            capture.add(
                    "memory", "limit of the container", limit.isPresent() ? bytes((long) limit.getAsDouble()) : "none");
        }
    }

    /** The lowest limit of the control groups that this process is in, whichever version the system uses. */
    private OptionalDouble tightest(String controller, ToDoubleFunction<Path> limit) {
        var folders = lines("proc/self/cgroup").stream()
                .map(line -> line.split(":", 3))
                .filter(parts -> parts.length == 3
                        && (parts[1].isEmpty() || List.of(parts[1].split(",")).contains(controller)))
                .flatMap(parts -> {
                    Path base = root.resolve("sys/fs/cgroup");
                    Path mount = parts[1].isEmpty()
                            ? Files.isDirectory(base.resolve("unified")) ? base.resolve("unified") : base
                            : Files.isDirectory(base.resolve(parts[1]))
                                    ? base.resolve(parts[1])
                                    : base.resolve(controller);
                    return upwards(mount, parts[2]).stream();
                });
        return DoubleStream.of(folders.mapToDouble(limit).toArray())
                .filter(Double::isFinite)
                .min();
    }

    /** The folder of a group and those around it. In a container the path may be the host's, and lead nowhere here. */
    private static List<Path> upwards(Path mount, String group) {
        var folders = new java.util.ArrayList<Path>();
        for (Path path = Path.of("/").resolve(group).normalize(); path != null; path = path.getParent()) {
            folders.add(mount.resolve(Path.of("/").relativize(path)));
        }
        return folders;
    }

    private double cpuLimit(Path group) {
        var both = first(group.resolve("cpu.max")).split(" ");
        if (both.length == 2 && !both[0].equals("max")) {
            return Double.parseDouble(both[0]) / Double.parseDouble(both[1]);
        }
        String quota = first(group.resolve("cpu.cfs_quota_us"));
        String period = first(group.resolve("cpu.cfs_period_us"));
        return quota.isEmpty() || quota.startsWith("-") || period.isEmpty()
                ? Double.POSITIVE_INFINITY
                : Double.parseDouble(quota) / Double.parseDouble(period);
    }

    private double memoryLimit(Path group) {
        String limit = first(group.resolve("memory.max"));
        if (limit.isEmpty()) {
            limit = first(group.resolve("memory.limit_in_bytes"));
        }
        // Version 1 says "no limit" by a number near 2^63.
        return limit.isEmpty() || limit.equals("max") || Double.parseDouble(limit) > 1e18
                ? Double.POSITIVE_INFINITY
                : Double.parseDouble(limit);
    }

    private void gpu(Capture capture) {
        Path gpus = root.resolve("proc/driver/nvidia/gpus");
        if (!Files.isDirectory(gpus)) {
            return;
        }
        var driver = Pattern.compile("Kernel Module(?: for \\S+)?\\s+(\\S+)")
                .matcher(first(root.resolve("proc/driver/nvidia/version")));
        capture.add("GPU", "driver", driver.find() ? "NVIDIA " + driver.group(1) : "NVIDIA");
        try (var folders = Files.list(gpus)) {
            int number = 0;
            for (var folder : folders.sorted().toList()) {
                var model = value(lines(folder.resolve("information")), "Model");
                capture.add("GPU", "GPU " + number++, model.orElse("NVIDIA"));
            }
        } catch (IOException e) {
            capture.add("GPU", "GPU", "cannot be read: " + e.getMessage());
        }
    }

    /** A size as people read it. */
    static String bytes(long bytes) {
        double gibi = bytes / (double) (1 << 30);
        return gibi >= 1
                ? String.format(Locale.ROOT, "%.1f GiB", gibi)
                : String.format(Locale.ROOT, "%.0f MiB", bytes / (double) (1 << 20));
    }

    private String field(String file, String prefix, String otherwise) {
        return lines(file).stream()
                .filter(line -> line.startsWith(prefix))
                .map(line -> line.substring(prefix.length()).strip())
                .findFirst()
                .orElse(otherwise);
    }

    private static Optional<String> value(List<String> lines, String name) {
        return lines.stream()
                .filter(line -> line.startsWith(name) && line.contains(":"))
                .map(line -> line.substring(line.indexOf(':') + 1).strip())
                .findFirst();
    }

    private static String first(Path file) {
        var lines = lines(file);
        return lines.isEmpty() ? "" : lines.get(0).strip();
    }

    private List<String> lines(String file) {
        return lines(root.resolve(file));
    }

    private static List<String> lines(Path file) {
        try {
            return Files.isReadable(file) ? Files.readAllLines(file) : List.of();
        } catch (IOException | InvalidPathException e) {
            return List.of();
        }
    }
}
