package dev.reprise.kernel.magics;

import dev.reprise.kernel.dependencies.Dependencies;
import dev.reprise.kernel.dependencies.Dependencies.Request;
import dev.reprise.kernel.dependencies.DependencyException;
import dev.reprise.kernel.dependencies.Library;
import dev.reprise.notebook.MimeBundle;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** Magics that get libraries from Maven repositories. */
final class MavenMagics {
    private static final long SILENT_MILLIS = 2000;
    private static final List<String> FLAGS =
            List.of("-v", "--verbose", "--tree", "--update", "--offline", "--switch", "--sources");
    private static final List<String> VALUED = List.of("--from", "--bom", "--exclude");

    private final Path settings;
    private final Map<String, Library> inUse = new LinkedHashMap<>();
    private final List<String> proposed = new ArrayList<>();
    private Dependencies dependencies;

    /** @param environment {@code REPRISE_MAVEN_SETTINGS} names another settings.xml than the user's */
    MavenMagics(Map<String, String> environment) {
        String other = environment.getOrDefault("REPRISE_MAVEN_SETTINGS", "");
        this.settings = other.isEmpty() ? null : Path.of(other);
    }

    List<Magic> all() {
        return List.of(
                Magic.line(
                        List.of("maven", "addMavenDependency", "addMavenDependencies"),
                        "[GROUP:ARTIFACT[:TYPE[:CLASSIFIER]]:VERSION ...] [--from REPOSITORY] [--bom G:A:V]"
                                + " [--exclude G:A] [--tree] [--update] [--offline] [--switch] [--sources]",
                        "Gets libraries, and what they need, from Maven repositories, together with all libraries that the"
                                + " notebook already has, and writes to reprise.lock what they are. --tree prints which"
                                + " comes because of which. --update resolves anew what reprise.lock says. --switch starts"
                                + " a new process when a library that is in use must be replaced by another version."
                                + " --sources gets the sources of all libraries too, for their documentation.",
                        this::maven),
                Magic.line(
                        List.of("mavenRepo", "addMavenRepo"),
                        "ID ADDRESS",
                        "Names a Maven repository to ask for what Maven Central does not have.",
                        this::repository),
                Magic.both(
                        List.of("loadFromPOM"),
                        "[FILE] [SCOPE ...]",
                        "Gets the dependencies of a pom.xml, or of the <dependency> elements in the body.",
                        this::pom),
                Magic.line(
                        List.of("dependency", "dependencies"),
                        "/add G:A:V | /resolve | /add-repo ID ADDRESS | /tree",
                        "Gets libraries as rapaio's kernel does; %maven does the same in one step.",
                        this::dependency));
    }

    private Result maven(Invocation invocation) throws Exception {
        Arguments arguments = invocation.arguments(FLAGS, VALUED);
        if (arguments.positional().isEmpty() && arguments.options().isEmpty()) {
            String requests = dependencies == null ? "" : String.join("\n", dependencies.requests());
            invocation.print(requests.isEmpty() ? "This notebook uses no libraries yet.\n" : requests + "\n");
            return Result.NOTHING;
        }
        var request = new Request(
                arguments.positional(),
                arguments.all("--bom"),
                arguments.all("--exclude"),
                arguments.all("--from"),
                arguments.has("--offline"),
                arguments.has("--update"));
        if (arguments.has("--tree")) {
            List<String> tree = await(invocation, (maven, warn) -> maven.tree(request, warn));
            tree.forEach(line -> invocation.print(line + "\n"));
        }
        boolean sources = arguments.has("--sources");
        List<Library> libraries = await(invocation, (maven, warn) -> {
            List<Library> added = maven.add(request, warn);
            return sources ? maven.addSources(added, request, warn) : added;
        });
        return use(invocation, libraries, arguments.has("--switch"), arguments.has("-v") || arguments.has("--verbose"));
    }

    private Result repository(Invocation invocation) throws DependencyException {
        List<String> words = invocation.words();
        if (words.size() != 2) {
            throw new MagicException("needs an id and an address, for example: %mavenRepo jitpack https://jitpack.io");
        }
        if (words.get(0).equals("default")) {
            throw new MagicException("'default' cannot be the id of a repository");
        }
        named(() -> dependencies().addRepository(words.get(0), words.get(1), text -> invocation.warn(text + "\n")));
        return Result.NOTHING;
    }

    private Result pom(Invocation invocation) throws Exception {
        Arguments arguments = invocation.arguments(List.of("-v", "--verbose"), List.of());
        List<String> words = arguments.positional();
        var request = new Request(List.of(), List.of(), List.of(), List.of(), false, false);
        List<Library> libraries;
        if (invocation.isCell()) {
            libraries = await(invocation, (maven, warn) -> maven.addPomText(invocation.body(), words, request, warn));
        } else {
            if (words.isEmpty()) {
                throw new MagicException("needs the path of a pom.xml");
            }
            Path file = Path.of(words.get(0));
            List<String> scopes = words.subList(1, words.size());
            libraries = await(invocation, (maven, warn) -> maven.addPomFile(file, scopes, request, warn));
        }
        return use(invocation, libraries, false, !arguments.options().isEmpty());
    }

    private Result dependency(Invocation invocation) throws Exception {
        List<String> words = invocation.words();
        String command = words.isEmpty() ? "" : words.get(0);
        List<String> rest = words.isEmpty() ? words : words.subList(1, words.size());
        switch (command) {
            case "/add" -> rest.stream().filter(word -> !word.startsWith("-")).forEach(proposed::add);
            case "/resolve" -> {
                var request = new Request(List.copyOf(proposed), List.of(), List.of(), List.of(), false, false);
                List<Library> libraries = await(invocation, (maven, warn) -> maven.add(request, warn));
                proposed.clear();
                return use(invocation, libraries, false, false);
            }
            case "/add-repo" -> {
                if (rest.size() < 2) {
                    throw new MagicException("/add-repo needs an id and an address");
                }
                named(() ->
                        dependencies().addRepository(rest.get(0), rest.get(1), text -> invocation.warn(text + "\n")));
            }
            case "/tree", "/list-artifacts", "/list-dependencies", "/list-conflicts" -> {
                var request = new Request(List.of(), List.of(), List.of(), List.of(), false, false);
                List<String> tree = await(invocation, (maven, warn) -> maven.tree(request, warn));
                tree.forEach(line -> invocation.print(line + "\n"));
            }
            default -> {
                if (command.isEmpty() || command.startsWith("/")) {
                    throw new MagicException("there is no command '" + command
                            + "'; there are /add, /resolve, /add-repo and /tree, and there is %maven");
                }
                var request = new Request(words, List.of(), List.of(), List.of(), false, false);
                return use(invocation, await(invocation, (maven, warn) -> maven.add(request, warn)), false, false);
            }
        }
        return Result.NOTHING;
    }

    private Dependencies dependencies() {
        if (dependencies == null) {
            dependencies = new Dependencies(Path.of("").toAbsolutePath(), settings);
        }
        return dependencies;
    }

    /** Forgets everything: the notebook begins anew. */
    void clear() {
        dependencies = null;
        inUse.clear();
        proposed.clear();
    }

    private interface Question<T> {
        T ask(Dependencies maven, Consumer<String> warn) throws DependencyException;
    }

    private interface Step {
        void run() throws DependencyException;
    }

    private static void named(Step step) {
        try {
            step.run();
        } catch (DependencyException e) {
            throw new MagicException(e.getMessage(), e);
        }
    }

    /** Resolves, and shows how far it has come when it takes a while. */
    private <T> T await(Invocation invocation, Question<T> question) throws Exception {
        Dependencies maven = dependencies();
        var warnings = new ConcurrentLinkedQueue<String>();
        var progress = new Progress(invocation);
        try {
            return invocation.await(() -> question.ask(maven, warnings::add), () -> {
                tell(invocation, warnings);
                progress.show(maven.progress());
            });
        } catch (DependencyException e) {
            throw new MagicException(e.getMessage(), e);
        } finally {
            tell(invocation, warnings);
            progress.end();
        }
    }

    private static void tell(Invocation invocation, Queue<String> warnings) {
        for (String warning = warnings.poll(); warning != null; warning = warnings.poll()) {
            invocation.warn(warning + "\n");
        }
    }

    /** What a reader sees of a long download. Nothing remains of it: a notebook's output is the same at every run. */
    private static final class Progress {
        private final Invocation invocation;
        private final long started = System.currentTimeMillis();
        private String id;
        private String shown = "";

        private Progress(Invocation invocation) {
            this.invocation = invocation;
        }

        private void show(String progress) {
            if (System.currentTimeMillis() - started < SILENT_MILLIS || progress.equals(shown)) {
                return;
            }
            shown = progress;
            MimeBundle bundle = MimeBundle.text("Getting libraries ... " + progress);
            if (id == null) {
                id = invocation.show(bundle);
            } else {
                invocation.update(id, bundle);
            }
        }

        private void end() {
            if (id != null) {
                invocation.update(id, MimeBundle.text(""));
            }
        }
    }

    /** Puts libraries on the class path, as far as no other version of them is in use. */
    private Result use(Invocation invocation, List<Library> libraries, boolean replace, boolean verbose)
            throws IOException {
        List<Library> others = libraries.stream()
                .filter(library -> inUse.containsKey(library.unversioned()))
                .filter(library -> !inUse.get(library.unversioned()).file().equals(library.file()))
                .toList();
        Interpreter interpreter = invocation.interpreter();
        if (!others.isEmpty() && (replace || interpreter.engine().variables().isEmpty())) {
            List<Path> kept = interpreter.engine().classPath().stream()
                    .filter(path -> inUse.values().stream()
                            .noneMatch(library -> library.file().equals(path)))
                    .toList();
            var all = new ArrayList<>(kept);
            libraries.forEach(library -> all.add(library.file()));
            inUse.clear();
            String told = interpreter.replaceClassPath(invocation, all);
            if (told.contains("lost variables")) {
                invocation.warn(told + "\n");
            }
        } else if (!others.isEmpty()) {
            invocation.warn(others.stream()
                    .map(library -> library.unversioned().replace(":jar", "") + " "
                            + inUse.get(library.unversioned()).version() + " is in use, " + library.version()
                            + " is wanted")
                    .collect(Collectors.joining(
                            "; ",
                            "",
                            ". %maven --switch changes to what is wanted in a new process, in"
                                    + " which variables are lost; so does the next run from a fresh kernel if one cell or the first"
                                    + " ones have all %maven lines.\n")));
        }
        List<Library> added = libraries.stream()
                .filter(library -> !inUse.containsKey(library.unversioned()))
                .toList();
        interpreter.addToClassPath(invocation, added.stream().map(Library::file).toList());
        added.forEach(library -> inUse.put(library.unversioned(), library));
        if (verbose) {
            added.forEach(library -> invocation.print(library.name() + " " + library.file() + "\n"));
        }
        return new Result.Values(
                added.stream().map(library -> library.file().toString()).toList());
    }
}
