package dev.reprise.kernel.engine;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import jdk.jshell.SourceCodeAnalysis;
import jdk.jshell.SourceCodeAnalysis.Documentation;

/**
 * Where documentation comes from: the JDK's {@code lib/src.zip}, and for a library on the class path the {@code -sources} jar
 * that lies beside its jar, as in Maven's local repository.
 */
final class Sources {
    private static final Pattern TYPE_PARAMETERS = Pattern.compile("<[^<>]*>");

    /** Packages, if any, and the type in which all others are. */
    private static final Pattern OUTERMOST_TYPE = Pattern.compile("((?:[^.]+\\.)*?)(\\p{Lu}\\w*)(?:\\..*)?");

    private final SourceCodeAnalysis analysis;
    private final TypeIndex types;

    Sources(SourceCodeAnalysis analysis, TypeIndex types) {
        this.analysis = analysis;
        this.types = types;
    }

    /** Lets JShell read the sources of the libraries too. */
    void offer() {
        try {
            List<Path> known = Internals.call(analysis, "findSources");
            types.classPath().stream()
                    .map(Sources::beside)
                    .filter(Files::isReadable)
                    .filter(sources -> !known.contains(sources))
                    .forEach(known::add);
        } catch (RuntimeException e) {
            // This JShell keeps its sources elsewhere: there are signatures all the same.
        }
    }

    /** {@code csv-1.0-sources.jar} for {@code csv-1.0.jar}. */
    private static Path beside(Path jar) {
        return jar.resolveSibling(jar.getFileName().toString().replaceFirst("\\.jar$", "") + "-sources.jar");
    }

    /**
     * What to do to get documentation of something; empty when its sources are there or it is the notebook's own.
     *
     * @param signature as JShell writes it: {@code String Strings.join(List<T> parts)}, {@code java.util.List<E>}
     */
    Optional<String> remark(String signature) {
        List<Path> libraries = outermostType(signature).map(types::placesOf).orElse(List.of());
        if (!libraries.isEmpty()) {
            return libraries.stream().map(Sources::beside).anyMatch(Files::exists)
                    ? Optional.empty()
                    : Optional.of("(no documentation: "
                            + beside(libraries.get(0)).getFileName()
                            + " is not there; %maven --sources gets it, if the library came by %maven)");
        }
        Path zip = Path.of(System.getProperty("java.home"), "lib", "src.zip");
        return Files.exists(zip)
                ? Optional.empty()
                : Optional.of("(no documentation: this JDK comes without its sources, " + zip
                        + "; on Debian, apt install openjdk-"
                        + Runtime.version().feature() + "-source brings them)");
    }

    /** The name of the outermost type around what is documented: in full, where that can be found out. */
    private Optional<String> outermostType(String signature) {
        String head = signature.replaceFirst("[(:].*", "");
        for (String before = ""; !before.equals(head); ) {
            before = head;
            head = TYPE_PARAMETERS.matcher(head).replaceAll("");
        }
        Matcher type = OUTERMOST_TYPE.matcher(head.substring(head.lastIndexOf(' ') + 1));
        if (!type.matches()) {
            return Optional.empty();
        }
        String name = type.group(2);
        if (!type.group(1).isEmpty()) {
            return Optional.of(type.group(1) + name);
        }
        // Of a member, JShell tells the type without its package; of the type, with it.
        return Optional.of(analysis.documentation(name, name.length(), false).stream()
                .map(Documentation::signature)
                .map(full -> TYPE_PARAMETERS.matcher(full).replaceAll(""))
                .filter(full -> full.endsWith("." + name))
                .findFirst()
                .orElse(name));
    }
}
