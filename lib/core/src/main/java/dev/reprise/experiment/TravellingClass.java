package dev.reprise.experiment;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.net.URISyntaxException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * The class of a trial on its way to another JVM. What is on this JVM's class path, or in jars and folders of a
 * {@link URLClassLoader}, is found there again; classes that exist in memory only, such as those of notebook cells, are
 * copied to a folder, together with every such class that they refer to.
 */
final class TravellingClass {
    private final Class<?> type;

    TravellingClass(Class<?> type) {
        this.type = type;
    }

    /** Refuses what cannot be made again from its name. */
    static Class<?> check(Trial trial) {
        Class<?> type = trial.getClass();
        if (type.isHidden() || type.isSynthetic()) {
            throw new ExperimentException("a lambda cannot travel to another JVM: write a class that implements Trial,"
                    + " with a constructor without parameters, and pass an instance of it to run(...)");
        }
        try {
            type.getDeclaredConstructor();
        } catch (NoSuchMethodException e) {
            throw new ExperimentException(
                    type.getName()
                            + " cannot be made in another JVM: it has no constructor without parameters. (An inner"
                            + " class must be static.) What it needs belongs in the settings",
                    e);
        }
        return type;
    }

    /** Copies classes to a folder where needed; returns the class path on which everything is found. */
    String export(Path folder) throws IOException {
        Set<String> path = new LinkedHashSet<>();
        if (copy(folder)) {
            path.add(folder.toString());
        }
        addUrls(path, type.getClassLoader());
        addUrls(path, TravellingClass.class.getClassLoader());
        for (String entry : System.getProperty("java.class.path").split(File.pathSeparator)) {
            if (!entry.isEmpty()) {
                path.add(entry);
            }
        }
        return String.join(File.pathSeparator, path);
    }

    private static void addUrls(Set<String> path, ClassLoader loader) {
        for (var l = loader; l != null; l = l.getParent()) {
            if (l instanceof URLClassLoader urls) {
                for (URL url : urls.getURLs()) {
                    if (url.getProtocol().equals("file")) {
                        path.add(file(url));
                    }
                }
            }
        }
    }

    private static String file(URL url) {
        try {
            return Path.of(url.toURI()).toString();
        } catch (URISyntaxException e) {
            throw new ExperimentException("a class path entry is no file: " + url, e);
        }
    }

    private boolean copy(Path folder) throws IOException {
        var queue = new ArrayDeque<>(List.of(type.getName()));
        var seen = new LinkedHashSet<>(queue);
        boolean copied = false;
        while (!queue.isEmpty()) {
            String name = queue.remove();
            if (!inMemory(name)) {
                continue;
            }
            byte[] bytes = bytes(name);
            var references = ClassReferences.of(bytes);
            refuseVariables(name, references);
            Path file = folder.resolve(name.replace('.', '/') + ".class");
            Files.createDirectories(file.getParent());
            Files.write(file, bytes);
            copied = true;
            references.classes().stream().filter(seen::add).forEach(queue::add);
        }
        return copied;
    }

    private boolean inMemory(String name) {
        try {
            Class<?> found = Class.forName(name, false, type.getClassLoader());
            var loader = found.getClassLoader();
            if (loader == null
                    || loader == ClassLoader.getPlatformClassLoader()
                    || loader == ClassLoader.getSystemClassLoader()) {
                return false;
            }
            var source = found.getProtectionDomain().getCodeSource();
            return source == null
                    || source.getLocation() == null
                    || !source.getLocation().getProtocol().equals("file");
        } catch (ClassNotFoundException | LinkageError e) {
            return false;
        }
    }

    private byte[] bytes(String name) throws IOException {
        try (InputStream in = type.getClassLoader().getResourceAsStream(name.replace('.', '/') + ".class")) {
            if (in == null) {
                throw new ExperimentException(name + " cannot travel to another JVM: its class loader ("
                        + type.getClassLoader().getClass().getName()
                        + ") does not give the bytes of the class. Put it into a jar or a folder on the class path");
            }
            return in.readAllBytes();
        }
    }

    /** JShell keeps the variables of a notebook in static fields, which only the cells that ran here have filled. */
    private static void refuseVariables(String user, ClassReferences references) {
        var variables = new ArrayList<String>();
        for (var field : references.fields()) {
            if (field.owner().matches("REPL\\.\\$JShell\\$\\w+?")
                    && !field.owner().equals(user)) {
                variables.add(field.name());
            }
        }
        if (!variables.isEmpty()) {
            throw new ExperimentException("the trial uses variables of the notebook, which are empty in another JVM: "
                    + String.join(", ", variables)
                    + ". Pass them as settings, or make them constants inside the class");
        }
    }
}
