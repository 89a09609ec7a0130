package dev.reprise.dl4j;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Fresh JVMs of every JDK on this machine, with the class path of the tests. */
public final class Jvms {
    private static final Pattern VERSION = Pattern.compile("JAVA_VERSION=\"(\\d+)");

    private Jvms() {}

    /**
     * JDKs by feature version, from 17 up: this one, and those in the folders of the system property
     * {@code reprise.test.jdks} (separated like a class path) or else in /usr/lib/jvm.
     */
    public static Map<Integer, Path> jdks() throws IOException {
        var jdks = new TreeMap<Integer, Path>();
        for (Path home : candidates()) {
            Path release = home.resolve("release");
            if (Files.exists(release) && Files.isExecutable(home.resolve("bin/java"))) {
                Matcher version = VERSION.matcher(Files.readString(release));
                if (version.find() && Integer.parseInt(version.group(1)) >= 17) {
                    jdks.putIfAbsent(Integer.parseInt(version.group(1)), home);
                }
            }
        }
        jdks.put(Runtime.version().feature(), Path.of(System.getProperty("java.home")));
        return jdks;
    }

    private static List<Path> candidates() throws IOException {
        String named = System.getProperty("reprise.test.jdks");
        if (named != null) {
            return Arrays.stream(named.split(java.io.File.pathSeparator))
                    .map(Path::of)
                    .toList();
        }
        Path usual = Path.of("/usr/lib/jvm");
        if (!Files.isDirectory(usual)) {
            return List.of();
        }
        try (var folders = Files.list(usual)) {
            return folders.sorted().toList();
        }
    }

    /** Starts the main method of a class; standard error goes to a file. */
    public static Process start(
            int version, Path errors, Map<String, String> environment, Class<?> main, String... arguments)
            throws IOException {
        var command = new ArrayList<String>();
        command.add(jdks().get(version).resolve("bin/java").toString());
        command.addAll(List.of("-Xmx512m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"));
        command.add("--enable-native-access=ALL-UNNAMED");
        if (version >= 24) {
            command.add("--sun-misc-unsafe-memory-access=allow");
        }
        String cache = System.getProperty("org.bytedeco.javacpp.cachedir");
        if (cache != null) {
            command.add("-Dorg.bytedeco.javacpp.cachedir=" + cache);
        }
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
        command.addAll(List.of(arguments));
        var builder = new ProcessBuilder(command).redirectError(errors.toFile());
        builder.environment().putAll(environment);
        return builder.start();
    }

    /** What a process prints until it ends. */
    public static List<String> output(Process process) throws IOException {
        return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
                .lines()
                .toList();
    }
}
