package dev.reprise.kernel.magics;

import dev.reprise.kernel.engine.CellResult;
import dev.reprise.kernel.engine.Engine;
import dev.reprise.kernel.engine.Fragment;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.zip.ZipFile;

/**
 * Libraries that extend JJava: they are told of the kernel when their jar is added, and again when there is a new process.
 * {@code REPRISE_LOAD_EXTENSIONS}, or JJava's variable of that name, switches this off by being empty, 0 or false.
 */
final class JJavaExtensions {
    private static final String SERVICE = "META-INF/services/org.dflib.jjava.jupyter.Extension";
    private static final String INSTALL = "dev.reprise.compatibility.Extensions.install();";
    private static final Set<String> OFF = Set.of("", "0", "false");

    private final boolean wanted;
    private final CompletableFuture<Boolean> fromTheStart;
    private volatile boolean present;
    private volatile long installedIn;

    JJavaExtensions(Map<String, String> environment, List<Path> classPath) {
        String setting = environment.getOrDefault("REPRISE_LOAD_EXTENSIONS", environment.get("JJAVA_LOAD_EXTENSIONS"));
        this.wanted = setting == null || !OFF.contains(setting);
        // Beside the start of the compiler, since class paths can be long.
        this.fromTheStart = !wanted || classPath.isEmpty()
                ? CompletableFuture.completedFuture(false)
                : CompletableFuture.supplyAsync(() -> anyIn(classPath));
    }

    private static boolean anyIn(List<Path> paths) {
        return paths.stream().anyMatch(JJavaExtensions::isIn);
    }

    private static boolean isIn(Path path) {
        if (Files.isDirectory(path)) {
            return Files.exists(path.resolve(SERVICE));
        }
        try (var jar = new ZipFile(path.toFile())) {
            return jar.getEntry(SERVICE) != null;
        } catch (IOException e) {
            return false;
        }
    }

    /** A cell begins. */
    void prepare(Engine engine, long cell) {
        if ((present || fromTheStart.join()) && installedIn != engine.process()) {
            install(engine, cell);
        }
    }

    /** Jars were added. */
    void added(Engine engine, long cell, List<Path> paths) {
        if (wanted && anyIn(paths)) {
            install(engine, cell);
        }
    }

    private void install(Engine engine, long cell) {
        present = true;
        installedIn = engine.process();
        CellResult result = engine.execute(new Fragment(cell, "extensions", INSTALL, 0, INSTALL));
        if (result instanceof CellResult.Failure failure) {
            throw new MagicException(
                    "extensions could not be installed: " + failure.report().message());
        }
    }
}
