package dev.reprise.kernel.dependencies;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CoordinatesTest {
    @ParameterizedTest
    @CsvSource({
        "g:a:1, g:a:1",
        "g:a, g:a",
        "g:a:jar:1, g:a:1",
        "g:a:bundle:1, g:a:1",
        "g:a:zip:1, g:a:zip:1",
        "g:a:jar:linux-x86_64:1, g:a:jar:linux-x86_64:1",
        "g#a;1, g:a:1",
        "g#a#master;1, g:a:1"
    })
    void every_way_of_writing_them(String written, String read) throws DependencyException {
        assertThat(Coordinates.parse(written)).hasToString(read);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a", "a:", "::", "a::1", "a:b:c:d:e:f", "a#b"})
    void anything_else_is_refused_with_an_example(String written) {
        assertThatThrownBy(() -> Coordinates.parse(written))
                .hasMessageContaining("group:artifact:version, for example");
    }

    @Test
    void native_libraries_of_other_platforms_are_foreign() {
        assertThat(NativePlatform.isForeign("linux-arm64", "linux-x86_64")).isTrue();
        assertThat(NativePlatform.isForeign("linux-x86_64", "linux-x86_64")).isFalse();
        assertThat(NativePlatform.isForeign("linux-x86_64-avx2", "linux-x86_64"))
                .isFalse();
        assertThat(NativePlatform.isForeign("tests", "linux-x86_64")).isFalse();
    }

    @Test
    void parts_of_a_pom_become_a_project() throws DependencyException {
        var pom = NotebookPom.of(
                "<version>3</version><repository><url>https://r</url></repository><dependency/>", List.of());
        assertThat(pom.xml())
                .contains(
                        "<modelVersion>4.0.0</modelVersion>",
                        "<version>3</version>",
                        "<groupId>reprise.notebook</groupId>")
                .contains(
                        "<repositories><repository><url>https://r</url><id>notebook-1</id></repository></repositories>")
                .contains("<dependencies><dependency/></dependencies>");
        assertThat(pom.request())
                .isNotEqualTo(NotebookPom.of("<dependency/>", List.of()).request());
        assertThat(NotebookPom.of("<dependency/>", List.of("master", "runtime")).scopes())
                .containsExactlyInAnyOrder("compile", "runtime");
    }
}
