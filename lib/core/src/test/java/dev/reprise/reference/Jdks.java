package dev.reprise.reference;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;

/** The JDKs of this machine, and programs run by them. */
final class Jdks {
    private Jdks() {}

    /** By feature version: the one that runs this test, and one of each other version from 17 up in the usual places. */
    static Map<Integer, Path> installed() {
        var homes = new TreeMap<Integer, Path>();
        homes.put(Runtime.version().feature(), Path.of(System.getProperty("java.home")));
        for (String parent :
                List.of("/usr/lib/jvm", "/opt/java", System.getProperty("user.home") + "/.sdkman/candidates/java")) {
            if (Files.isDirectory(Path.of(parent))) {
                try (var folders = Files.list(Path.of(parent))) {
                    folders.sorted()
                            .filter(home -> Files.isExecutable(home.resolve("bin/java")))
                            .forEach(home -> homes.putIfAbsent(version(home), home));
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            }
        }
        homes.keySet().removeIf(version -> version < 17);
        return homes;
    }

    private static int version(Path home) {
        try (var reader = Files.newBufferedReader(home.resolve("release"))) {
            var release = new Properties();
            release.load(reader);
            return Runtime.Version.parse(release.getProperty("JAVA_VERSION").replace("\"", ""))
                    .feature();
        } catch (IOException | IllegalArgumentException e) {
            return 0;
        }
    }

    /** What a program of these tests prints. */
    static List<String> run(Path jdk, List<String> options, Class<?> program, String... arguments) throws Exception {
        var command = new ArrayList<String>();
        command.add(jdk.resolve("bin/java").toString());
        command.add("-Xmx256m");
        command.add("-XX:+IgnoreUnrecognizedVMOptions");
        command.addAll(options);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), program.getName()));
        command.addAll(List.of(arguments));
        var process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try (var output = new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8)) {
            var lines = new BufferedReader(output).lines().toList();
            if (process.waitFor() != 0) {
                throw new AssertionError(String.join(" ", command) + " failed: " + lines);
            }
            return lines;
        }
    }
}
