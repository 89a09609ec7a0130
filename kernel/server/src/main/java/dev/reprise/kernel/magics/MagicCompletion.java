package dev.reprise.kernel.magics;

import dev.reprise.kernel.engine.Completion;
import dev.reprise.kernel.magics.Magic.Form;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** What could stand at the cursor in a magic: names, and paths where a magic takes some. */
final class MagicCompletion {
    private static final Set<String> TAKES_PATHS =
            Set.of("load", "jars", "classpath", "loadFromPOM", "writefile", "bash", "sh");

    private static final Set<String> TAKES_LIBRARIES = Set.of("maven", "dependency");

    private final MagicTable table;
    private final Set<String> claimed;
    private final LocalLibraries libraries;

    MagicCompletion(MagicTable table, Set<String> claimed, LocalLibraries libraries) {
        this.libraries = libraries;
        this.table = table;
        this.claimed = claimed;
    }

    /** Empty when the cursor is not in a magic, or where a magic takes Java. */
    Optional<Completion> complete(String code, int cursor) {
        int lineStart = code.lastIndexOf('\n', cursor - 1) + 1;
        String line = code.substring(lineStart, cursor);
        int percent = start(line);
        if (percent < 0) {
            return Optional.empty();
        }
        String magic = line.substring(percent);
        boolean isCell = magic.startsWith("%%");
        String name = magic.substring(isCell ? 2 : 1);
        int blank = name.indexOf(' ');
        if (blank < 0) {
            return Optional.of(new Completion(names(magic, isCell), lineStart + percent, cursor));
        }
        if (name.startsWith("time")) {
            return Optional.empty();
        }
        String word = name.substring(name.lastIndexOf(' ') + 1);
        List<String> words = words(table.find(isCell ? Form.CELL : Form.LINE, name.substring(0, blank)), word);
        return Optional.of(new Completion(words, cursor - word.length(), cursor));
    }

    /** @param magic null for one that is not the kernel's own */
    private List<String> words(Magic magic, String written) {
        if (magic == null) {
            return List.of();
        }
        if (written.startsWith("-")) {
            return magic.options().stream()
                    .filter(option -> option.startsWith(written))
                    .toList();
        }
        if (TAKES_LIBRARIES.contains(magic.name())) {
            return libraries.matching(written);
        }
        return TAKES_PATHS.contains(magic.name()) ? paths(written) : List.of();
    }

    /** Where the magic begins in a line that is written up to the cursor; -1 when there is none. */
    private static int start(String line) {
        int percent = line.indexOf('%');
        if (percent < 0) {
            return -1;
        }
        String before = line.substring(0, percent).strip();
        return before.isEmpty() || before.endsWith("=") ? percent : -1;
    }

    private List<String> names(String written, boolean isCell) {
        Stream<String> line =
                isCell ? Stream.empty() : table.names(Form.LINE).stream().map(name -> "%" + name);
        Stream<String> cell = table.names(Form.CELL).stream().map(name -> "%%" + name);
        return Stream.of(line, cell, claimed.stream())
                .flatMap(names -> names)
                .filter(name -> name.startsWith(written))
                .distinct()
                .sorted()
                .toList();
    }

    private static List<String> paths(String written) {
        int slash = written.lastIndexOf('/') + 1;
        String folder = written.substring(0, slash);
        try (Stream<Path> files = Files.list(Path.of(folder).toAbsolutePath())) {
            return files.filter(file -> file.getFileName().toString().startsWith(written.substring(slash)))
                    .map(file -> folder + file.getFileName() + (Files.isDirectory(file) ? "/" : ""))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            return List.of();
        }
    }
}
