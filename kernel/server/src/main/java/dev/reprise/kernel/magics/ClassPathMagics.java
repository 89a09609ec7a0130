package dev.reprise.kernel.magics;

import dev.reprise.kernel.engine.ClassPath;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Magics that add jars and folders of this machine to the class path. */
final class ClassPathMagics {
    private ClassPathMagics() {}

    static List<Magic> all() {
        return List.of(
                Magic.line(
                        List.of("jars", "jar"),
                        "GLOB ...",
                        "Adds jars to the class path; a folder stands for all files in it. Its value is the list of the"
                                + " paths added.",
                        ClassPathMagics::jars),
                Magic.line(
                        List.of("classpath"),
                        "[GLOB ...]",
                        "Adds jars and folders to the class path. Its value is the list of the paths added. Without"
                                + " arguments, prints the class path.",
                        ClassPathMagics::classpath));
    }

    private static Result jars(Invocation invocation) {
        var found = new ArrayList<Path>();
        for (String glob : invocation.words()) {
            List<Path> files = ClassPath.glob(glob.endsWith("/") ? glob + "*" : glob).stream()
                    .filter(Files::isRegularFile)
                    .toList();
            found.addAll(warnOfNothing(invocation, glob, files));
        }
        return add(invocation, found);
    }

    private static Result classpath(Invocation invocation) {
        if (invocation.words().isEmpty()) {
            invocation.interpreter().engine().classPath().forEach(path -> invocation.print(path + "\n"));
            return Result.NOTHING;
        }
        var found = new ArrayList<Path>();
        for (String glob : invocation.words()) {
            found.addAll(warnOfNothing(invocation, glob, ClassPath.glob(glob)));
        }
        return add(invocation, found);
    }

    private static List<Path> warnOfNothing(Invocation invocation, String glob, List<Path> found) {
        if (found.isEmpty()) {
            invocation.warn("Nothing matches '" + glob + "' in " + Path.of("").toAbsolutePath() + "\n");
        }
        return found;
    }

    private static Result add(Invocation invocation, List<Path> paths) {
        invocation.interpreter().addToClassPath(invocation, paths);
        return new Result.Values(paths.stream().map(Path::toString).toList());
    }
}
