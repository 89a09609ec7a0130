package dev.reprise.guide;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The files of the library that this module documents. */
final class Library {
    /** The folder {@code lib} of the checkout. */
    static final Path FOLDER = Path.of(System.getProperty("lib.folder")).normalize();

    private Library() {}

    /** The sources of the modules that notebooks use. */
    static List<Path> sources() {
        return Stream.of("core", "dl4j")
                .flatMap(module -> files(FOLDER.resolve(module).resolve("src/main/java"), ".java"))
                .toList();
    }

    /** The sources of what the library uses of the kernel, and notebooks see. */
    static List<Path> runtimeSources() {
        return files(FOLDER.resolve("../kernel/runtime/src/main/java").normalize(), ".java")
                .toList();
    }

    /** The pages of the guide, the index first. */
    static List<Path> pages() {
        return Stream.concat(Stream.of(FOLDER.resolve("README.md")), files(FOLDER.resolve("docs"), ".md"))
                .toList();
    }

    private static Stream<Path> files(Path folder, String ending) {
        try (var files = Files.walk(folder)) {
            return files
                    .filter(file -> file.toString().endsWith(ending)
                            && !file.startsWith(folder.resolve("src"))
                            && !file.startsWith(folder.resolve("target")))
                    .sorted()
                    .toList()
                    .stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
