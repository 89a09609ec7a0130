package dev.reprise.kernel.magics;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The libraries that Maven's local repository on this machine has, for completion. */
final class LocalLibraries {
    private static final Pattern LOCAL_REPOSITORY =
            Pattern.compile("<localRepository>\\s*([^<$]+?)\\s*</localRepository>");

    private final Path settings;

    /** @param environment {@code REPRISE_MAVEN_SETTINGS} names another settings.xml than the user's */
    LocalLibraries(Map<String, String> environment) {
        String other = environment.getOrDefault("REPRISE_MAVEN_SETTINGS", "");
        this.settings =
                other.isEmpty() ? Path.of(System.getProperty("user.home"), ".m2", "settings.xml") : Path.of(other);
    }

    private Path repository() {
        try {
            Matcher named = LOCAL_REPOSITORY.matcher(Files.readString(settings));
            if (named.find()) {
                return Path.of(named.group(1));
            }
        } catch (IOException e) {
            // There is none; then the local repository is where it always is.
        }
        return Path.of(System.getProperty("user.home"), ".m2", "repository");
    }

    /** How {@code group:artifact:version}, written so far, could go on: one part at a time. */
    List<String> matching(String written) {
        Path repository = repository();
        String[] parts = written.split(":", -1);
        if (parts.length == 1) {
            return groups(repository, parts[0]);
        }
        Path group = repository.resolve(parts[0].replace('.', '/'));
        if (parts.length == 2) {
            return names(group, parts[1])
                    .filter(name -> isArtifact(group.resolve(name)))
                    .map(name -> parts[0] + ":" + name + ":")
                    .toList();
        }
        Path artifact = group.resolve(parts[1]);
        return parts.length > 3
                ? List.of()
                : names(artifact, parts[2])
                        .filter(name -> Files.isDirectory(artifact.resolve(name)))
                        .map(name -> parts[0] + ":" + parts[1] + ":" + name)
                        .toList();
    }

    /** The next part of a group's name, or the whole name with a colon. */
    private static List<String> groups(Path repository, String written) {
        int dot = written.lastIndexOf('.') + 1;
        String before = written.substring(0, dot);
        Path folder = repository.resolve(before.replace('.', '/'));
        return names(folder, written.substring(dot))
                .filter(name -> Files.isDirectory(folder.resolve(name)))
                .flatMap(name -> suggestions(folder.resolve(name), before + name))
                .toList();
    }

    private static Stream<String> suggestions(Path folder, String name) {
        List<Path> children = names(folder, "")
                .map(folder::resolve)
                .filter(Files::isDirectory)
                .toList();
        boolean isGroup = children.stream().anyMatch(LocalLibraries::isArtifact);
        boolean hasGroups = children.stream().anyMatch(child -> !isArtifact(child));
        return Stream.of(isGroup ? name + ":" : "", hasGroups ? name + "." : "").filter(text -> !text.isEmpty());
    }

    /** An artifact's folder has a folder for each version, which holds a POM. */
    private static boolean isArtifact(Path folder) {
        return names(folder, "").anyMatch(version -> {
            Path pom = folder.resolve(version).resolve(folder.getFileName() + "-" + version + ".pom");
            return Files.exists(pom);
        });
    }

    private static Stream<String> names(Path folder, String prefix) {
        if (!Files.isDirectory(folder)) {
            return Stream.empty();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files
                    .map(file -> file.getFileName().toString())
                    .filter(name -> name.startsWith(prefix))
                    .sorted()
                    .toList()
                    .stream();
        } catch (IOException e) {
            return Stream.empty();
        }
    }
}
