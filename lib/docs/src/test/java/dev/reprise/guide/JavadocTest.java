package dev.reprise.guide;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaFileObject;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Javadoc of the library builds without a warning: every public element is described, every link leads somewhere. */
class JavadocTest {
    /** Older JDKs want the components described a second time, at the compact constructor of a record. */
    private static final Pattern COMPACT_CONSTRUCTOR = Pattern.compile("no @param for \\w+\\R\\s*public \\w+ \\{");

    @TempDir
    Path folder;

    @Test
    void theLibraryIsDocumentedWithoutAWarning() throws IOException {
        assertThat(warnings(Library.sources())).isEmpty();
        assertThat(folder.resolve("html/dev/reprise/statistics/Compare.html")).exists();
    }

    /** What notebooks see of the kernel; its methods are too plain for a description of each parameter. */
    @Test
    void theRuntimeIsDocumentedWithoutABrokenLink() throws IOException {
        assertThat(warnings(Library.runtimeSources(), "-Xdoclint:all,-missing")).isEmpty();
    }

    @Test
    void whatIsMissingIsAWarning() throws IOException {
        var file = folder.resolve("Bare.java");
        Files.writeString(file, "package p; /** A sum. */ public interface Bare { /** Adds. */ int add(int x); }");
        assertThat(warnings(List.of(file))).contains("no @param for x", "no @return");
        Files.writeString(file, "package p; /** See {@link Nowhere}. */ public interface Bare {}");
        assertThat(warnings(List.of(file))).contains("reference not found");
    }

    private String warnings(Collection<Path> sources) throws IOException {
        return warnings(sources, "-Xdoclint:all");
    }

    private String warnings(Collection<Path> sources, String checks) throws IOException {
        var tool = ToolProvider.getSystemDocumentationTool();
        var found = new DiagnosticCollector<JavaFileObject>();
        try (var manager = tool.getStandardFileManager(found, Locale.ROOT, StandardCharsets.UTF_8)) {
            var options = List.of(
                    "-quiet",
                    checks,
                    "-source",
                    "17",
                    "-encoding",
                    "UTF-8",
                    "-notimestamp",
                    "-d",
                    folder.resolve("html").toString(),
                    "-classpath",
                    System.getProperty("java.class.path"));
            tool.getTask(null, manager, found, null, options, manager.getJavaFileObjectsFromPaths(sources))
                    .call();
        }
        return found.getDiagnostics().stream()
                .map(Object::toString)
                .filter(warning -> warning.contains("warning:") || warning.contains("error:"))
                .filter(warning -> !COMPACT_CONSTRUCTOR.matcher(warning).find())
                .collect(Collectors.joining("\n"));
    }
}
