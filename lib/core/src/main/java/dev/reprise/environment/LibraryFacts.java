package dev.reprise.environment;

import dev.reprise.fingerprint.Fingerprint;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.FileSystemNotFoundException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Jars and folders that classes come from, and native libraries loaded so far, with their SHA-256. */
final class LibraryFacts {
    /** A folder on the class path may be somebody's home. */
    private static final int MAX_FILES = 5_000;

    private static final long MAX_BYTES = 64L << 20;

    private LibraryFacts() {}

    static void addTo(Capture capture) {
        var entries = classPath();
        var natives = nativeLibraries();
        var digests = FileDigests.remembered();
        var all = new ArrayList<Path>(natives);
        entries.stream().filter(Files::isRegularFile).forEach(all::add);
        var known = digests.of(all);
        digests.save();
        for (var entry : entries) {
            capture.add("class path", name(entry), Files.isDirectory(entry) ? folder(entry) : digest(known, entry));
        }
        for (var library : natives) {
            capture.add("native libraries", name(library), digest(known, library));
        }
    }

    private static String digest(Map<Path, Fingerprint> digests, Path file) {
        var digest = digests.get(file);
        return digest == null ? "cannot be read" : digest.hex();
    }

    /** The JVM's own class path, its module path, and what a notebook or a container has added since. */
    private static Set<Path> classPath() {
        var entries = new LinkedHashSet<Path>();
        for (String property : List.of("java.class.path", "jdk.module.path")) {
            for (String entry : System.getProperty(property, "").split(File.pathSeparator)) {
                if (!entry.isEmpty()) {
                    addExisting(entries, Path.of(entry));
                }
            }
        }
        for (var loader = Thread.currentThread().getContextClassLoader(); loader != null; loader = loader.getParent()) {
            if (loader instanceof URLClassLoader urls) {
                for (URL url : urls.getURLs()) {
                    if ("file".equals(url.getProtocol())) {
                        try {
                            addExisting(entries, Path.of(url.toURI()));
                        } catch (URISyntaxException | IllegalArgumentException | FileSystemNotFoundException e) {
                            // No file that could be read.
                        }
                    }
                }
            }
        }
        return entries;
    }

    private static void addExisting(Collection<Path> entries, Path entry) {
        if (Files.exists(entry)) {
            entries.add(entry.toAbsolutePath().normalize());
        }
    }

    /** The files that are mapped as code into this process, without those of the JDK, which its version names. */
    private static List<Path> nativeLibraries() {
        Path maps = Path.of("/proc/self/maps");
        var libraries = new TreeMap<String, Path>();
        String jdk = System.getProperty("java.home") + "/";
        try {
            for (String line : Files.isReadable(maps) ? Files.readAllLines(maps) : List.<String>of()) {
                // address perms offset dev inode path
                var parts = line.split(" +", 6);
                if (parts.length == 6
                        && parts[1].contains("x")
                        && parts[5].matches("/.*\\.so[.\\d]*")
                        && !parts[5].startsWith(jdk)) {
                    libraries.put(parts[5], Path.of(parts[5]));
                }
            }
        } catch (IOException e) {
            return List.of();
        }
        return List.copyOf(libraries.values());
    }

    private static String folder(Path folder) {
        try (var walk = Files.walk(folder)) {
            long[] filesAndBytes = new long[2];
            boolean small = walk.allMatch(file -> (filesAndBytes[0] += 1) <= MAX_FILES
                    && (filesAndBytes[1] += file.toFile().length()) <= MAX_BYTES);
            return small ? Fingerprint.ofFolder(folder).hex() : "a folder too large for a digest";
        } catch (IOException | UncheckedIOException e) {
            return "cannot be read";
        }
    }

    /** The file name of a jar or a library; a folder with the way from where the program was started. */
    private static String name(Path entry) {
        if (!Files.isDirectory(entry)) {
            return entry.getFileName().toString();
        }
        Path here = Path.of("").toAbsolutePath();
        String name = entry.startsWith(here) ? here.relativize(entry).toString() : entry.toString();
        String home = System.getProperty("user.home");
        return name.isEmpty() ? "." : name.startsWith(home + "/") ? "~" + name.substring(home.length()) : name;
    }
}
