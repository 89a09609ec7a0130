package dev.reprise.kernel.engine;

import java.io.IOException;
import java.net.URI;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import java.util.jar.JarFile;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The names of the types on the class path and in the JDK's own modules, for completion of types that are not imported. */
final class TypeIndex {
    private static final int MOST = 20;
    private static final Pattern TYPE = Pattern.compile("(?:\\w+/)+[A-Z]\\w*\\.class");
    private static final Pattern INTERNAL =
            Pattern.compile("(com/)?sun/.*|jdk/.*|META-INF/.*|.*/(internal|shade|shaded|repackaged)/.*");

    private static final Path JDK = Path.of("/jdk");
    private static final long PATIENCE_MILLIS = 300;

    private final Supplier<List<Path>> classPath;
    private final Map<Path, CompletableFuture<NavigableSet<String>>> byPlace = new ConcurrentHashMap<>();
    private final Executor reader = Executors.newSingleThreadExecutor(task -> {
        var thread = new Thread(task, "type-index");
        thread.setDaemon(true);
        return thread;
    });

    TypeIndex(Supplier<List<Path>> classPath) {
        this.classPath = classPath;
    }

    /**
     * Full names of the types whose simple name begins so, the JDK's first. Jars are read when they are first asked for;
     * what takes long to read is left out until it is there.
     */
    List<String> startingWith(String prefix) {
        List<Path> places =
                Stream.concat(Stream.of(JDK), classPath.get().stream()).toList();
        long until = read(places);
        return places.stream()
                .flatMap(place -> entries(place, prefix, until).limit(MOST))
                .map(entry -> entry.substring(entry.indexOf(' ') + 1))
                .distinct()
                .limit(MOST)
                .toList();
    }

    /**
     * The jars and folders on the class path that have a type, as far as they are read.
     *
     * @param name in full, or the simple name
     */
    List<Path> placesOf(String name) {
        String simple = name.substring(name.lastIndexOf('.') + 1) + " ";
        String entry = name.contains(".") ? simple + name : simple;
        List<Path> places = classPath.get();
        long until = read(places);
        return places.stream()
                .filter(place -> entries(place, entry, until).findFirst().isPresent())
                .toList();
    }

    List<Path> classPath() {
        return classPath.get();
    }

    /** Begins to read what was not read yet; returns until when to wait for it. */
    private long read(List<Path> places) {
        places.forEach(place ->
                byPlace.computeIfAbsent(place, p -> CompletableFuture.supplyAsync(() -> read(p), reader)));
        return System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(PATIENCE_MILLIS);
    }

    private Stream<String> entries(Path place, String prefix, long until) {
        return names(byPlace.get(place), until).tailSet(prefix).stream().takeWhile(entry -> entry.startsWith(prefix));
    }

    private static NavigableSet<String> names(CompletableFuture<NavigableSet<String>> names, long until) {
        try {
            return names.get(Math.max(0, until - System.nanoTime()), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            return Collections.emptyNavigableSet();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Collections.emptyNavigableSet();
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Entries of the form {@code CRC32 java.util.zip.CRC32}. */
    private static NavigableSet<String> read(Path place) {
        var names = new TreeSet<String>();
        try {
            if (place.equals(JDK)) {
                jdk(names);
            } else if (Files.isRegularFile(place)) {
                try (var jar = new JarFile(place.toFile())) {
                    jar.stream().forEach(entry -> add(names, entry.getName()));
                }
            } else if (Files.isDirectory(place)) {
                folder(names, place);
            }
        } catch (IOException e) {
            // What cannot be read has no types to offer.
        }
        return names;
    }

    private static void jdk(Collection<String> names) throws IOException {
        var jrt = FileSystems.getFileSystem(URI.create("jrt:/"));
        for (Module module : ModuleLayer.boot().modules()) {
            if (module.getName().startsWith("java.")) {
                Path root = jrt.getPath("modules", module.getName());
                try (Stream<Path> files = Files.walk(root)) {
                    files.map(file -> root.relativize(file).toString())
                            .filter(name -> module.isExported(packageOf(name)))
                            .forEach(name -> add(names, name));
                }
            }
        }
    }

    private static String packageOf(String file) {
        int slash = file.lastIndexOf('/');
        return slash < 0 ? "" : file.substring(0, slash).replace('/', '.');
    }

    private static void folder(Collection<String> names, Path root) throws IOException {
        try (Stream<Path> files = Files.walk(root)) {
            files.forEach(file -> add(names, root.relativize(file).toString().replace('\\', '/')));
        }
    }

    private static void add(Collection<String> names, String file) {
        if (TYPE.matcher(file).matches() && !INTERNAL.matcher(file).matches()) {
            String name = file.substring(0, file.length() - ".class".length()).replace('/', '.');
            names.add(name.substring(name.lastIndexOf('.') + 1) + " " + name);
        }
    }
}
