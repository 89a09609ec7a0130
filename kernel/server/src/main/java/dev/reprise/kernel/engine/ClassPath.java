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
public final class ClassPath {
    private ClassPath() {}

    /** The existing jars and folders that a list names, in its order; those of one glob in alphabetical order. */
    public static List<Path> expand(String list) {
        var paths = new ArrayList<Path>();
        for (String entry : list.split(File.pathSeparator)) {
            paths.addAll(glob(entry.strip()));
        }
        return paths;
    }

    /**
     * The existing files and folders that a glob names, as absolute paths in alphabetical order: {@code *} and {@code ?}
     * stand for characters other than {@code /}, which separates folders on every system.
     */
    public static List<Path> glob(String glob) {
        if (glob.isEmpty()) {
            return List.of();
        }
        if (!isGlob(glob)) {
            Path path = Path.of(glob).toAbsolutePath().normalize();
            return Files.exists(path) ? List.of(path) : List.of();
        }
        int firstStar = Math.min(indexOr(glob, '*'), indexOr(glob, '?'));
        int slash = glob.lastIndexOf('/', firstStar) + 1;
        List<Path> found =
                List.of(Path.of(glob.substring(0, slash)).toAbsolutePath().normalize());
        for (String name : glob.substring(slash).split("/")) {
            found = found.stream().flatMap(folder -> children(folder, name)).toList();
        }
        return found;
    }

    private static boolean isGlob(String text) {
        return text.indexOf('*') >= 0 || text.indexOf('?') >= 0;
    }

    private static int indexOr(String text, char c) {
        int index = text.indexOf(c);
        return index < 0 ? text.length() : index;
    }

    private static Stream<Path> children(Path folder, String name) {
        if (!isGlob(name)) {
            Path child = folder.resolve(name).normalize();
            return Files.exists(child) ? Stream.of(child) : Stream.empty();
        }
        if (!Files.isDirectory(folder)) {
            return Stream.empty();
        }
        PathMatcher matcher =
                FileSystems.getDefault().getPathMatcher("glob:" + name.replaceAll("[\\[\\]{}\\\\]", "\\\\$0"));
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> matcher.matches(file.getFileName())).sorted().toList().stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static String join(List<Path> paths) {
        return String.join(
                File.pathSeparator, paths.stream().map(Path::toString).toList());
    }
}
