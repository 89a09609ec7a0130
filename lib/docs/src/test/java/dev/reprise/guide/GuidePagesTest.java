package dev.reprise.guide;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** The blocks of every page of the guide run, from top to bottom, and give what the page says they give. */
class GuidePagesTest {
    private static final Pattern LINK = Pattern.compile("\\]\\(([^)#:]+\\.md)[^)]*\\)");

    /** What the page on experiments keeps: a second run would go on with it instead of running the page. */
    @BeforeAll
    static void forgetResultsOfTheLastRun() throws IOException {
        var results = Path.of("results");
        if (Files.exists(results)) {
            try (var files = Files.walk(results)) {
                for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        }
    }

    @TestFactory
    Stream<DynamicTest> everyPageRuns() {
        return Library.pages().stream()
                .map(page ->
                        DynamicTest.dynamicTest(Library.FOLDER.relativize(page).toString(), () -> run(page)));
    }

    private static void run(Path page) {
        var examples = GuidePages.in(page);
        boolean dl4j = examples.stream().anyMatch(example -> example.code().contains("dev.reprise.dl4j"));
        try (var session = Session.start(dl4j)) {
            for (var example : examples) {
                String output;
                try {
                    output = session.run(example.code());
                } catch (AssertionError e) {
                    throw new AssertionError(example.place() + " " + e.getMessage(), e);
                }
                if (example.output() != null) {
                    assertThat(output.strip())
                            .as(example.place())
                            .isEqualTo(example.output().strip());
                }
            }
        }
    }

    @Test
    void theIndexNamesEveryPageAndEveryLinkLeadsSomewhere() throws IOException {
        for (var page : Library.pages()) {
            var links = LINK.matcher(Files.readString(page))
                    .results()
                    .map(m -> m.group(1))
                    .toList();
            assertThat(links)
                    .as("links of " + page)
                    .allSatisfy(link -> assertThat(page.resolveSibling(link)).exists());
        }
        var index = Library.FOLDER.resolve("README.md");
        assertThat(LINK.matcher(Files.readString(index))
                        .results()
                        .map(m -> index.resolveSibling(m.group(1)).normalize()))
                .containsAll(Library.pages().stream()
                        .filter(page -> !page.equals(index))
                        .toList());
    }

    @Test
    void blocksOfJavaAreExamplesAndATextBlockBelowIsTheirOutput() {
        var page = Path.of("page.md");
        var examples = GuidePages.in(page, """
                # Title

                ```java
                int x = 1;
                ```

                Words.

                ```java
                x + 1
                ```
                ```text
                2
                ```

                ```sh
                ls
                ```
                """);
        assertThat(examples)
                .isEqualTo(
                        List.of(new Example(page, 4, "int x = 1;\n", null), new Example(page, 10, "x + 1\n", "2\n")));
    }
}
