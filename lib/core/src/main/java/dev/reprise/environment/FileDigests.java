package dev.reprise.environment;

import dev.reprise.fingerprint.Fingerprint;
import dev.reprise.seeds.Unrepeatable;
import dev.reprise.storage.AtomicFile;
import dev.reprise.storage.StorageException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;

/**
 * SHA-256 of large files that seldom change. They are remembered on disk, under what the system says about a file: size, times
 * of its last change and of its last change of state, and its inode. Nobody can set the second time, so that a changed file
 * is noticed even if its date was put back.
 */
final class FileDigests {
    private static final int REMEMBERED = 5_000;
    private static final long SETTLED_MILLIS = 2_000;

    private final Path store;
    private final Map<String, String> known;
    private boolean changed;

    private FileDigests(Path store, Map<String, String> known) {
        this.store = store;
        this.known = known;
    }

    /** The digests remembered for this user. */
    static FileDigests remembered() {
        String cache = System.getenv("XDG_CACHE_HOME");
        Path folder =
                cache == null || cache.isBlank() ? Path.of(System.getProperty("user.home"), ".cache") : Path.of(cache);
        return in(folder.resolve("reprise").resolve("sha256"));
    }

    static FileDigests in(Path store) {
        var known = new LinkedHashMap<String, String>();
        try {
            for (String line : Files.exists(store) ? Files.readAllLines(store) : List.<String>of()) {
                // A digest, a space, and what is known about the file.
                if (line.length() > 65 && line.charAt(64) == ' ') {
                    known.put(line.substring(65), line.substring(0, 64));
                }
            }
        } catch (IOException e) {
            known.clear();
        }
        return new FileDigests(store, known);
    }

    /**
     * The digests of some files; what has none, because it cannot be read, is left out.
     */
    Map<Path, Fingerprint> of(List<Path> files) {
        var digests = new TreeMap<Path, Fingerprint>();
        var unknown = new LinkedHashMap<Path, String>();
        for (var file : files) {
            String state = state(file);
            String digest = known.get(state);
            if (digest != null) {
                digests.put(file, new Fingerprint(digest));
            } else if (!state.isEmpty()) {
                unknown.put(file, state);
            }
        }
        compute(List.copyOf(unknown.keySet())).forEach((file, digest) -> {
            digests.put(file, digest);
            remember(file, unknown.get(file), digest);
        });
        return digests;
    }

    private static Map<Path, Fingerprint> compute(List<Path> files) {
        var digests = new TreeMap<Path, Fingerprint>();
        if (files.isEmpty()) {
            return digests;
        }
        var pool = Executors.newFixedThreadPool(
                Math.min(files.size(), Runtime.getRuntime().availableProcessors()));
        try {
            var tasks = files.stream()
                    .map(file -> (Callable<Fingerprint>) () -> Fingerprint.ofFile(file))
                    .toList();
            var results = pool.invokeAll(tasks);
            for (int i = 0; i < results.size(); i++) {
                try {
                    digests.put(files.get(i), results.get(i).get());
                } catch (ExecutionException e) {
                    if (!(e.getCause() instanceof UncheckedIOException)) {
                        throw new IllegalStateException(e.getCause());
                    }
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            pool.shutdownNow();
        }
        return digests;
    }

    /** A file that was changed a moment ago may change again without any of its times telling. */
    @Unrepeatable("decides only whether a digest is remembered")
    private void remember(Path file, String state, Fingerprint digest) {
        try {
            boolean settled = Files.getLastModifiedTime(file).toMillis() + SETTLED_MILLIS < System.currentTimeMillis();
            if (settled && state.equals(state(file))) {
                known.put(state, digest.hex());
                changed = true;
            }
        } catch (IOException e) {
            // It is gone, and so is the need to remember it.
        }
    }

    private static String state(Path file) {
        try {
            boolean unix = file.getFileSystem().supportedFileAttributeViews().contains("unix");
            var state = new TreeMap<>(Files.readAttributes(
                    file, unix ? "unix:size,lastModifiedTime,ctime,ino,dev" : "size,lastModifiedTime,creationTime"));
            return state + " " + file.toRealPath().toString().replace("\n", " ");
        } catch (IOException e) {
            return "";
        }
    }

    /** Writes down what is new. Nobody needs to know if that fails: it only costs time. */
    void save() {
        if (!changed) {
            return;
        }
        var text = new StringBuilder();
        known.entrySet().stream()
                .skip(Math.max(0, known.size() - REMEMBERED))
                .forEach(entry -> text.append(entry.getValue())
                        .append(' ')
                        .append(entry.getKey())
                        .append('\n'));
        try {
            AtomicFile.write(store, text.toString());
        } catch (StorageException e) {
            // A home that cannot be written to.
        }
    }
}
