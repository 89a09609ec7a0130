package dev.reprise.experiment;

import dev.reprise.experiment.Origin.Stopwatch;
import dev.reprise.storage.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.TimeZone;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/** Runs trials in JVMs that are started like this one, and talks to them through files. */
final class TrialJvm implements AutoCloseable {
    /** Options that only one JVM at a time can have, or that make it write a file which belongs to this one. */
    private static final Pattern NOT_INHERITED =
            Pattern.compile("-agentlib:jdwp.*|-Xrunjdwp.*|-Dcom\\.sun\\.management\\.jmxremote.*"
                    + "|-XX:ArchiveClassesAtExit.*|-XX:AOTMode.*|-XX:AOTConfiguration.*|-XX:AOTCacheOutput.*"
                    + "|-XX:StartFlightRecording.*");

    private static final int TAIL = 4000;

    private final Path folder;
    private final List<String> command;
    private final String className;

    private TrialJvm(Path folder, List<String> command, String className) {
        this.folder = folder;
        this.command = command;
        this.className = className;
    }

    static TrialJvm prepare(Trial trial, List<String> options) {
        Class<?> type = TravellingClass.check(trial);
        try {
            Path folder = Files.createTempDirectory("reprise-trials-");
            var classPath = new TravellingClass(type).export(folder.resolve("classes"));
            return new TrialJvm(folder, command(classPath, options), type.getName());
        } catch (IOException e) {
            throw new ExperimentException("fresh JVMs need a temporary folder: " + e, e);
        }
    }

    private static List<String> command(String classPath, List<String> options) {
        var command = new ArrayList<String>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        for (var option : ManagementFactory.getRuntimeMXBean().getInputArguments()) {
            if (!NOT_INHERITED.matcher(option).matches()) {
                command.add(option);
            }
        }
        // What this JVM has set since it was started counts, not what it was started with.
        var locale = Locale.getDefault();
        command.add("-Duser.language=" + locale.getLanguage());
        command.add("-Duser.country=" + locale.getCountry());
        command.add("-Duser.variant=" + locale.getVariant());
        command.add("-Duser.script=" + locale.getScript());
        command.add("-Duser.timezone=" + TimeZone.getDefault().getID());
        command.add("-Dfile.encoding=" + Charset.defaultCharset().name());
        command.addAll(options);
        command.add("-cp");
        command.add(classPath);
        command.add(TrialMain.class.getName());
        return command;
    }

    TrialRecord run(Assignment assignment, Duration limit) throws IOException, InterruptedException {
        var stopwatch = new Stopwatch();
        Path own = Files.createTempDirectory(folder, "trial-");
        Files.writeString(own.resolve(TrialMain.REQUEST), request(assignment));
        Path output = own.resolve("output.txt");
        var arguments = new ArrayList<>(command);
        arguments.add(own.toString());
        Process process = new ProcessBuilder(arguments)
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .redirectInput(ProcessBuilder.Redirect.PIPE)
                .start();
        try {
            boolean ended = limit == null
                    ? process.waitFor() >= Integer.MIN_VALUE
                    : process.waitFor(limit.toNanos(), TimeUnit.NANOSECONDS);
            Path result = own.resolve(TrialMain.RESULT);
            if (Files.exists(result)) {
                return TrialJson.trial(Json.read(Files.readString(result)));
            }
            var outcome = ended ? new Outcome.Failed(death(process.exitValue())) : new Outcome.TimedOut(limit);
            return assignment.record(outcome, stopwatch.origin(process.pid(), tail(output)));
        } finally {
            end(process);
        }
    }

    private String request(Assignment assignment) {
        var request = new LinkedHashMap<String, Object>();
        request.put("class", className);
        request.put("master", assignment.master());
        request.put("varied", assignment.design().varied());
        request.putAll(TrialJson.encode(assignment.task()));
        return Json.write(request);
    }

    private static String death(int exitCode) {
        String how = exitCode > 128
                ? "signal " + (exitCode - 128) + (exitCode == 137 ? ", perhaps for want of memory" : "")
                : "System.exit, or a crash";
        return "its JVM ended without a result, with exit code " + exitCode + " (" + how + ")";
    }

    /** The end of what the process printed, which is where a crash is explained. */
    private static String tail(Path output) throws IOException {
        var text = new String(Files.readAllBytes(output), Charset.defaultCharset());
        return text.substring(Math.max(0, text.length() - TAIL));
    }

    private static void end(Process process) {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
        try {
            process.waitFor(5, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        try (var files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        } catch (IOException | UncheckedIOException e) {
            // The folder for temporary files is cleaned by the system.
        }
    }
}
