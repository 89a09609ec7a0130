package dev.reprise.kernel.magics;

import dev.reprise.kernel.protocol.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Magics that run files as code, and that write files. */
final class FileMagics {
    private static final List<String> EXTENSIONS = List.of("", ".jsh", ".jshell", ".java", ".ijava", ".ipynb");

    private FileMagics() {}

    static List<Magic> all() {
        return List.of(
                Magic.line(
                        List.of("load"),
                        "FILE",
                        "Runs a file of Java, or the code cells of a notebook, as if they stood here.",
                        FileMagics::load),
                Magic.cell(
                        List.of("writefile", "file"),
                        "[-a] FILE",
                        "Writes the body to a file, or with -a appends it.",
                        FileMagics::write));
    }

    private static Result load(Invocation invocation) throws IOException {
        String name = invocation.onlyArgument("a file");
        Path file = EXTENSIONS.stream()
                .map(extension -> Path.of(name + extension).toAbsolutePath())
                .filter(Files::isRegularFile)
                .findFirst()
                .orElseThrow(() -> new MagicException("there is no file '" + name + "' in "
                        + Path.of("").toAbsolutePath() + ", nor one that ends in "
                        + EXTENSIONS.stream().skip(1).collect(Collectors.joining(", "))));
        if (!file.toString().endsWith(".ipynb")) {
            invocation.run(file.getFileName().toString(), Files.readString(file));
            return Result.NOTHING;
        }
        int number = 0;
        for (String code : codeCells(file)) {
            number++;
            invocation.run(file.getFileName() + ", code cell " + number, code);
        }
        return Result.NOTHING;
    }

    private static List<String> codeCells(Path notebook) throws IOException {
        Map<String, Object> json;
        try {
            json = Json.read(Files.readAllBytes(notebook));
        } catch (IOException e) {
            throw new MagicException(notebook + " is not a notebook: it is not JSON", e);
        }
        // The first versions of the format had worksheets.
        Stream<?> cells = json.containsKey("worksheets")
                ? Json.list(json, "worksheets").stream().flatMap(sheet -> Json.list(map(sheet), "cells").stream())
                : Json.list(json, "cells").stream();
        var code = new ArrayList<String>();
        cells.map(FileMagics::map)
                .filter(cell -> Json.string(cell, "cell_type").equals("code"))
                .forEach(cell -> code.add(source(cell.getOrDefault("source", cell.get("input")))));
        return code;
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> map(Object json) {
        return json instanceof Map<?, ?> map ? (Map<String, Object>) map : Map.of();
    }

    private static String source(Object source) {
        return source instanceof List<?> lines
                ? lines.stream().map(String::valueOf).collect(Collectors.joining())
                : source == null ? "" : source.toString();
    }

    private static Result write(Invocation invocation) throws IOException {
        Arguments arguments = invocation.arguments(List.of("-a", "--append"), List.of());
        if (arguments.positional().size() != 1) {
            throw new MagicException("needs the name of one file");
        }
        Path file = Path.of(arguments.positional().get(0));
        boolean append = arguments.has("-a") || arguments.has("--append");
        String done = append ? "Appended to " : Files.exists(file) ? "Overwrote " : "Wrote ";
        try {
            Files.write(
                    file,
                    invocation.body().getBytes(StandardCharsets.UTF_8),
                    StandardOpenOption.CREATE,
                    append ? StandardOpenOption.APPEND : StandardOpenOption.TRUNCATE_EXISTING,
                    StandardOpenOption.WRITE);
        } catch (IOException e) {
            throw new MagicException(file + " cannot be written: " + e.getMessage(), e);
        }
        invocation.print(done + file + "\n");
        return Result.NOTHING;
    }
}
