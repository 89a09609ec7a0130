package dev.reprise.kernel.dependencies;

import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.jr.ob.JSON;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * {@code reprise.lock}: what the notebooks of a folder asked for, and what they got.
 *
 * <pre>{@code
 * {
 *   "version": 1,
 *   "resolutions": [{"requests": ["g:a:1"], "libraries": ["g:a:jar:1", "g:b:jar:2"]}],
 *   "libraries": {"g:a:jar:1": {"sha256": "...", "from": "https://..."}, ...}
 * }
 * }</pre>
 *
 * <p>A resolution is of all that one notebook had asked for up to then. Several kernels may write the file at once.
 */
final class Lock {
    static final String NAME = "reprise.lock";

    private static final int VERSION = 1;

    /** An entry a line, so that differences are easy to read. */
    private static final JSON FORMAT = JSON.std.with(new DefaultPrettyPrinter()
            .withObjectIndenter(new DefaultIndenter("  ", "\n"))
            .withArrayIndenter(new DefaultIndenter("  ", "\n")));

    /** @param platform "" when the libraries are the same on every platform */
    record Resolution(List<String> requests, String platform, List<String> libraries) {}

    /** The digest of a library, and the address of the repository that it came from. */
    record Pin(String sha256, String from) {}

    /** What the file says. */
    record Content(List<Resolution> resolutions, Map<String, Pin> libraries) {
        static final Content EMPTY = new Content(List.of(), Map.of());

        /** What these requests led to; empty when nobody has resolved them yet. */
        Optional<Resolution> find(List<String> requests, String platform) {
            return resolutions.stream()
                    .filter(resolution -> resolution.requests().equals(requests))
                    .filter(resolution -> resolution.platform().isEmpty()
                            || resolution.platform().equals(platform))
                    .findFirst();
        }
    }

    private final Path file;

    /** @param folder the notebooks' folder */
    Lock(Path folder) {
        this.file = folder.resolve(NAME);
    }

    Path file() {
        return file;
    }

    /**
     * What the file says; nothing when there is none.
     *
     * @throws DependencyException when it is damaged, or was written by a later version
     */
    Content read() throws DependencyException {
        String text;
        try {
            text = Files.readString(file);
        } catch (NoSuchFileException e) {
            return Content.EMPTY;
        } catch (IOException e) {
            throw new DependencyException(file + " cannot be read: " + e.getMessage(), e);
        }
        try {
            return content(FORMAT.mapFrom(text));
        } catch (IOException | ClassCastException | NullPointerException e) {
            throw new DependencyException(
                    file + " is damaged. Restore it from version control, or delete it: then %maven writes a new one,"
                            + " without a guarantee that the libraries are the same as before.",
                    e);
        }
    }

    private Content content(Map<String, Object> json) throws DependencyException {
        int version = ((Number) json.get("version")).intValue();
        if (version > VERSION) {
            throw new DependencyException(file + " was written by a later version of Reprise; update this one");
        }
        var resolutions = new ArrayList<Resolution>();
        for (Object entry : (List<?>) json.get("resolutions")) {
            var resolution = (Map<?, ?>) entry;
            resolutions.add(new Resolution(
                    strings(resolution.get("requests")),
                    resolution.containsKey("platform") ? (String) resolution.get("platform") : "",
                    strings(resolution.get("libraries"))));
        }
        var libraries = new TreeMap<String, Pin>();
        ((Map<?, ?>) json.get("libraries")).forEach((name, value) -> {
            var pin = (Map<?, ?>) value;
            libraries.put((String) name, new Pin(((String) pin.get("sha256")).strip(), (String) pin.get("from")));
        });
        for (Resolution resolution : resolutions) {
            for (String name : resolution.libraries()) {
                if (!libraries.containsKey(name)) {
                    throw new NullPointerException(name);
                }
            }
        }
        return new Content(resolutions, libraries);
    }

    private static List<String> strings(Object json) {
        return ((List<?>) json).stream().map(String.class::cast).toList();
    }

    /**
     * Adds a resolution, in the place of an older one of the same requests.
     *
     * @throws DependencyException when the file is damaged
     * @throws IOException when it cannot be written
     */
    void add(Resolution resolution, Map<String, Pin> pins) throws DependencyException, IOException {
        synchronized (Lock.class) {
            try (var guard = FileChannel.open(guard(), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                    var held = guard.lock()) {
                Content before = read();
                Content after = merge(before, resolution, pins);
                if (!after.equals(before) && held.isValid()) {
                    write(after);
                }
            }
        }
    }

    /** Not in the notebooks' folder, where nobody wants to see it. */
    private Path guard() throws IOException {
        String name = Sha256.of(file.toAbsolutePath().toString().getBytes(StandardCharsets.UTF_8))
                .substring(0, 16);
        Path folder = Path.of(System.getProperty("java.io.tmpdir"), "reprise-" + System.getProperty("user.name"));
        Files.createDirectories(folder);
        return folder.resolve(name + ".guard");
    }

    private static Content merge(Content before, Resolution resolution, Map<String, Pin> pins) {
        var resolutions = new ArrayList<>(before.resolutions());
        resolutions.removeIf(old ->
                old.requests().equals(resolution.requests()) && old.platform().equals(resolution.platform()));
        resolutions.add(resolution);
        resolutions.sort(Comparator.comparing((Resolution r) -> String.join("\n", r.requests()))
                .thenComparing(Resolution::platform));
        var known = new TreeMap<>(before.libraries());
        known.putAll(pins);
        known.keySet()
                .removeIf(name ->
                        resolutions.stream().noneMatch(r -> r.libraries().contains(name)));
        return new Content(List.copyOf(resolutions), known);
    }

    private void write(Content content) throws IOException {
        var resolutions = new ArrayList<Map<String, Object>>();
        for (Resolution resolution : content.resolutions()) {
            var json = new LinkedHashMap<String, Object>();
            json.put("requests", resolution.requests());
            if (!resolution.platform().isEmpty()) {
                json.put("platform", resolution.platform());
            }
            json.put("libraries", resolution.libraries());
            resolutions.add(json);
        }
        var libraries = new LinkedHashMap<String, Object>();
        content.libraries().forEach((name, pin) -> {
            var json = new LinkedHashMap<String, Object>();
            json.put("sha256", pin.sha256());
            json.put("from", pin.from());
            libraries.put(name, json);
        });
        var json = new LinkedHashMap<String, Object>();
        json.put("version", VERSION);
        json.put("resolutions", resolutions);
        json.put("libraries", libraries);
        Path beside = file.resolveSibling(NAME + "." + ProcessHandle.current().pid() + ".new");
        try {
            Files.writeString(beside, FORMAT.asString(json) + "\n");
            Files.move(beside, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(beside);
        }
    }
}
