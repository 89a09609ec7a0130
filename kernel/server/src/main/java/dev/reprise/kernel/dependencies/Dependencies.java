package dev.reprise.kernel.dependencies;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * The libraries of one notebook: everything that it has asked for, resolved together. What was resolved once in a folder is
 * the same for ever, as its {@link Lock} says. For one thread at a time.
 */
public final class Dependencies {
    private final Path folder;
    private final Path settings;
    private final Repositories repositories = new Repositories();
    private Wanted wanted = Wanted.NOTHING;
    private Resolver resolver;
    private Downloads downloads;
    private boolean warnedOfLock;

    /**
     * @param folder the notebook's folder
     * @param settings another settings.xml than the user's; null for that one
     */
    public Dependencies(Path folder, Path settings) {
        this.folder = folder;
        this.settings = settings;
    }

    /**
     * One request of a notebook.
     *
     * @param libraries as {@code group:artifact:version}: see the documentation of {@code %maven}
     * @param from repositories, by id or address, to ask before all others
     * @param offline whether to ask no repository
     * @param update whether to resolve anew what the lock file already says
     */
    public record Request(
            List<String> libraries,
            List<String> boms,
            List<String> exclusions,
            List<String> from,
            boolean offline,
            boolean update) {}

    /** Names a repository; those of settings.xml and Maven Central need not be named. */
    public void addRepository(String id, String address, Consumer<String> warn) throws DependencyException {
        repositories.add(id, address, warn);
    }

    /** How far a resolution has come, in a few words; "" before anything is downloaded. May be called from any thread. */
    public String progress() {
        Downloads counted = downloads;
        return counted == null ? "" : counted.describe();
    }

    /** Adds libraries; returns all that the notebook now has. */
    public List<Library> add(Request request, Consumer<String> warn) throws DependencyException {
        return resolve(wanted.with(wanted(request)), request, warn);
    }

    /**
     * Gets the sources of libraries, which are documentation: they are on no class path and in no lock, and whoever has none
     * is told of.
     */
    public List<Library> addSources(List<Library> libraries, Request request, Consumer<String> warn)
            throws DependencyException {
        var mode = new Resolver.Mode(request.offline(), request.update());
        var asked = resolver().repositories(repositories, ids(request, warn), mode, warn);
        List<String> without = resolver().fetchSources(libraries, asked, mode);
        if (!without.isEmpty()) {
            warn.accept("Note: no sources " + (request.offline() ? "on this machine" : "to be had") + " of "
                    + String.join(", ", without));
        }
        return libraries;
    }

    /** Adds the dependencies of a POM file, of some scopes; returns all libraries that the notebook now has. */
    public List<Library> addPomFile(Path file, List<String> scopes, Request request, Consumer<String> warn)
            throws DependencyException {
        return addPom(NotebookPom.read(file, scopes), request, warn);
    }

    /** Adds the dependencies of a POM, or of parts of one; returns all libraries that the notebook now has. */
    public List<Library> addPomText(String text, List<String> scopes, Request request, Consumer<String> warn)
            throws DependencyException {
        return addPom(NotebookPom.of(text, scopes), request, warn);
    }

    private List<Library> addPom(NotebookPom pom, Request request, Consumer<String> warn) throws DependencyException {
        return resolve(wanted.with(new Wanted(List.of(), List.of(), Set.of(), List.of(pom))), request, warn);
    }

    /** Which library comes because of which, for all that was asked for, and for {@code request} besides. */
    public List<String> tree(Request request, Consumer<String> warn) throws DependencyException {
        Wanted all = wanted.with(wanted(request));
        var mode = new Resolver.Mode(request.offline(), request.update());
        return resolver().tree(all, resolver().repositories(repositories, ids(request, warn), mode, warn), mode);
    }

    /** Forgets everything that was asked for. */
    public void clear() {
        wanted = Wanted.NOTHING;
        repositories.clear();
    }

    private static Wanted wanted(Request request) throws DependencyException {
        var libraries = new ArrayList<Coordinates>();
        for (String library : request.libraries()) {
            libraries.add(Coordinates.parse(library));
        }
        var boms = new ArrayList<Coordinates>();
        for (String bom : request.boms()) {
            boms.add(Coordinates.parse(bom));
        }
        var exclusions = new LinkedHashSet<String>();
        for (String exclusion : request.exclusions()) {
            if (!exclusion.matches("[^:\\s]+:[^:\\s]+")) {
                throw new DependencyException("'" + exclusion + "' excludes nothing; write group:artifact, or group:*");
            }
            exclusions.add(exclusion);
        }
        return new Wanted(libraries, boms, exclusions, List.of());
    }

    private List<String> ids(Request request, Consumer<String> warn) throws DependencyException {
        var ids = new ArrayList<String>();
        for (String name : request.from()) {
            ids.add(repositories.named(name, warn));
        }
        return ids;
    }

    private Resolver resolver() {
        if (resolver == null) {
            downloads = new Downloads();
            resolver = new Resolver(settings, downloads);
        }
        return resolver;
    }

    private List<Library> resolve(Wanted all, Request request, Consumer<String> warn) throws DependencyException {
        if (all.isEmpty()) {
            wanted = all;
            return List.of();
        }
        if (request.update()) {
            repositories.forgetAnswers();
        }
        var lock = new Lock(folder);
        Lock.Content locked = lock.read();
        var mode = new Resolver.Mode(request.offline(), request.update());
        var asked = resolver().repositories(repositories, ids(request, warn), mode, warn);
        String platform = NativePlatform.current();
        Optional<Lock.Resolution> known = request.update() ? Optional.empty() : locked.find(all.requests(), platform);
        Resolver.Resolved resolved = known.isPresent()
                ? resolver.fetch(known.get().libraries(), asked, mode)
                : resolver.resolve(all, asked, mode);
        var libraries = new ArrayList<Library>();
        for (var artifact : resolved.artifacts()) {
            Library library = resolver.library(artifact, resolved.addresses());
            Lock.Pin pin = locked.libraries().get(library.name());
            if (pin != null && !request.update() && !pin.sha256().equals(library.sha256())) {
                throw mismatch(lock, library, pin);
            }
            libraries.add(library);
        }
        if (known.isEmpty()) {
            write(lock, locked, all.requests(), libraries, warn);
        }
        wanted = all;
        return libraries;
    }

    private static DependencyException mismatch(Lock lock, Library library, Lock.Pin pin) {
        return new DependencyException(library.name() + " is not what " + lock.file() + " says: expected SHA-256 "
                + pin.sha256() + (pin.from().isEmpty() ? "" : " (from " + pin.from() + ")") + ", found "
                + library.sha256()
                + " in " + library.file() + ". If that file is damaged, delete it and run this again; if another one is"
                + " meant, %maven --update renews the lock.");
    }

    private void write(
            Lock lock, Lock.Content locked, List<String> requests, List<Library> libraries, Consumer<String> warn)
            throws DependencyException {
        var pins = new LinkedHashMap<String, Lock.Pin>();
        for (Library library : libraries) {
            Lock.Pin before = locked.libraries().get(library.name());
            // From the local repository nothing can be learnt about where a file came from.
            String from = library.from().isEmpty() && before != null ? before.from() : library.from();
            pins.put(library.name(), new Lock.Pin(library.sha256(), from));
        }
        boolean isNative = libraries.stream().anyMatch(Dependencies::isNative);
        var resolution =
                new Lock.Resolution(requests, isNative ? NativePlatform.current() : "", List.copyOf(pins.keySet()));
        try {
            lock.add(resolution, pins);
        } catch (IOException e) {
            if (!warnedOfLock) {
                warnedOfLock = true;
                warn.accept("Which libraries were used is not written down, because " + lock.file()
                        + " cannot be written (" + e.getClass().getSimpleName() + "). The notebook runs all the same.");
            }
        }
    }

    private static boolean isNative(Library library) {
        String[] parts = library.name().split(":");
        return parts.length == 5 && NativePlatform.isPlatform(parts[3]);
    }

    /** The requests so far, in the words of the lock file. */
    public List<String> requests() {
        return wanted.requests();
    }

    /** The repositories that the notebook has named: addresses by id. */
    public Map<String, String> repositories() {
        return Map.copyOf(repositories.all());
    }
}
