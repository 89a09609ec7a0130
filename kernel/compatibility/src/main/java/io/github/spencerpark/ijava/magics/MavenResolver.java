package io.github.spencerpark.ijava.magics;

import dev.reprise.compatibility.Globals;
import java.io.File;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Gets libraries: what {@code %maven} and its relatives do, as methods. */
public class MavenResolver {
    public void addRemoteRepo(String name, String url) {
        Globals.<Object>lineMagic("mavenRepo", List.of(name, url));
    }

    /** Arguments as for {@code %maven}. */
    public void addMavenDependencies(List<String> args) {
        Globals.<Object>lineMagic("maven", args);
    }

    /** Adds a library and what it needs; returns the jars that are new. */
    public List<File> resolveMavenDependency(String canonical, Set<String> repos, int verbosity) {
        var arguments = new ArrayList<>(List.of(canonical));
        repos.forEach(repository -> arguments.addAll(List.of("--from", repository)));
        List<String> added = Globals.lineMagic("maven", arguments);
        return added.stream().map(File::new).toList();
    }

    public void addJarsToClasspath(Iterable<String> jars) {
        jars.forEach(jar -> Globals.<Object>lineMagic("classpath", List.of(jar)));
    }
}
