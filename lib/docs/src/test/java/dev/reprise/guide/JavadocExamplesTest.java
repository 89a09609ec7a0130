package dev.reprise.guide;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.reprise.guide.JavadocExamples.Type;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * Every public type of the library has an example in its Javadoc, and every example compiles and runs.
 *
 * <p>An example stands in {@code <pre>{@code ...}</pre>} and may use what {@code src/test/resources/given/PACKAGE.jsh}
 * declares: numbers, labels, a network. A reader must be able to guess what those are.
 */
class JavadocExamplesTest {
    private static final String DL4J = "dev.reprise.dl4j";

    private static final Map<String, List<Type>> PACKAGES = JavadocExamples.in(Library.sources()).stream()
            .collect(Collectors.groupingBy(Type::packageName, TreeMap::new, Collectors.toList()));

    @Test
    void everyPublicTypeHasAnExample() {
        assertThat(PACKAGES.values().stream()
                        .flatMap(List::stream)
                        .filter(type -> type.examples().isEmpty())
                        .map(Type::fullName))
                .as("public types without an example; write one into the Javadoc, as <pre>{@code ... }</pre>")
                .isEmpty();
    }

    @TestFactory
    Stream<DynamicContainer> everyExampleRuns() {
        return PACKAGES.entrySet().stream()
                .map(entry ->
                        DynamicContainer.dynamicContainer(entry.getKey(), tests(entry.getKey(), entry.getValue())));
    }

    private static Stream<DynamicTest> tests(String packageName, List<Type> types) {
        return Stream.of(DynamicTest.dynamicTest("all examples of " + packageName, () -> {
            var failures = new ArrayList<String>();
            try (var session = Session.start(packageName.startsWith(DL4J))) {
                String given = imports(packageName) + Session.given(packageName);
                session.run(given);
                session.keep();
                for (var type : types) {
                    for (var example : type.examples()) {
                        try {
                            session.run(example.code());
                        } catch (AssertionError e) {
                            failures.add(example.place() + ": the example of " + type.name() + " " + e.getMessage());
                        }
                        if (session.forget()) {
                            session.run(given);
                            session.keep();
                        }
                    }
                }
            }
            assertThat(failures).isEmpty();
        }));
    }

    /** An example may use the rest of the library, as in a notebook that imports all of it. */
    private static String imports(String packageName) {
        boolean dl4j = packageName.startsWith(DL4J);
        return PACKAGES.keySet().stream()
                .filter(name -> dl4j || !name.startsWith(DL4J))
                .map(name -> "import " + name + ".*;\n")
                .collect(Collectors.joining());
    }

    @Test
    void aTypeWithoutAnExampleIsFound(@TempDir Path folder) throws IOException {
        var file = folder.resolve("Bare.java");
        Files.writeString(file, "package p; /** No example. */ public record Bare(int x) {}");
        assertThat(JavadocExamples.in(List.of(file)))
                .singleElement()
                .satisfies(type -> assertThat(type.fullName()).isEqualTo("p.Bare"))
                .satisfies(type -> assertThat(type.examples()).isEmpty());
    }

    @Test
    void examplesOfMembersCountAndHiddenTypesDoNot(@TempDir Path folder) throws IOException {
        var file = folder.resolve("Shown.java");
        Files.writeString(file, """
                package p;
                public class Shown {
                    /**
                     * Adds.
                     *
                     * <pre>{@code
                     * Map<String, List<Integer>> m = Map.of("a", List.of(1));   // {1}
                     * }</pre>
                     */
                    public void add() {}
                }
                class Hidden {}
                """);
        assertThat(JavadocExamples.in(List.of(file)))
                .singleElement()
                .satisfies(type -> assertThat(type.examples())
                        .singleElement()
                        .satisfies(example -> assertThat(example.code().strip())
                                .isEqualTo("Map<String, List<Integer>> m = Map.of(\"a\", List.of(1));   // {1}"))
                        .satisfies(example -> assertThat(example.line()).isEqualTo(10)));
    }

    @Test
    void anExampleThatDoesNotCompileOrThrowsFails() {
        try (var session = Session.start(false)) {
            assertThatThrownBy(() -> session.run("int x = \"one\";"))
                    .isInstanceOf(AssertionError.class)
                    .hasMessageContaining("does not compile:\nint x = \"one\";\nincompatible types");
            assertThatThrownBy(() -> session.run("List.of(1, 2, 3).get(3)"))
                    .isInstanceOf(AssertionError.class)
                    .hasMessageContaining("throws java.lang.ArrayIndexOutOfBoundsException");
            assertThatThrownBy(() -> session.run("for (int i = 0; i < 3; i++) { "))
                    .isInstanceOf(AssertionError.class);
            assertThatThrownBy(() -> session.run("void f() { missing(); }"))
                    .isInstanceOf(AssertionError.class)
                    .hasMessageContaining("missing()");
            session.run("int kept = 1;");
            session.keep();
            session.run("int gone = 2; kept");
            session.forget();
            assertThat(session.run("kept")).isEqualTo("1");
            assertThatThrownBy(() -> session.run("gone")).isInstanceOf(AssertionError.class);
        }
    }
}
