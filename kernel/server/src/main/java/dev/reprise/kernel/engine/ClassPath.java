package dev.reprise.kernel.engine;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Class paths written as lists of jars, folders and globs. */
final class ClassPath {
    private ClassPath() {}

    /** The existing jars and folders that a list names, in its order; those of one glob in alphabetical order. */
    static List<Path> expand(String list) {
        var paths = new ArrayList<Path>();
        for (String entry : list.split(File.pathSeparator)) {
            if (entry.contains("*") || entry.contains("?")) {
                paths.addAll(glob(entry));
            } else if (!entry.isBlank() && Files.exists(Path.of(entry))) {
                paths.add(Path.of(entry).toAbsolutePath());
            }
        }
        return paths;
    }

    private static List<Path> glob(String glob) {
        int slash = glob.lastIndexOf('/');
        Path folder = Path.of(glob.substring(0, slash + 1)).toAbsolutePath();
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        PathMatcher matcher = FileSystems.getDefault().getPathMatcher("glob:" + glob.substring(slash + 1));
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> matcher.matches(file.getFileName()))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static String join(List<Path> paths) {
        return String.join(
                File.pathSeparator, paths.stream().map(Path::toString).toList());
    }
}
