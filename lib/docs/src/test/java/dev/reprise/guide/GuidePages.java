package dev.reprise.guide;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** Reads the examples out of a page: fenced blocks of {@code java}, each with the block of {@code text} that follows it. */
final class GuidePages {
    private static final Pattern BLOCK = Pattern.compile(
            "^```java\\R(.*?)^```\\R(?:\\R*^```text\\R(.*?)^```\\R)?", Pattern.MULTILINE | Pattern.DOTALL);

    private GuidePages() {}

    static List<Example> in(Path page) {
        try {
            return in(page, Files.readString(page));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static List<Example> in(Path page, String text) {
        var examples = new ArrayList<Example>();
        var blocks = BLOCK.matcher(text);
        while (blocks.find()) {
            long line = 2 + text.substring(0, blocks.start()).lines().count();
            examples.add(new Example(page, line, blocks.group(1), blocks.group(2)));
        }
        return examples;
    }
}
