package dev.reprise.dl4j.level;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reprise.dl4j.Jvms;
import dev.reprise.environment.Effect;
import dev.reprise.environment.EnvironmentCard;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.factory.Nd4j;

class Nd4jEnvironmentTest {
    @BeforeEach
    void onlyWhereLoadedLibrariesCanBeSeen() {
        Assumptions.assumeTrue(Files.isReadable(Path.of("/proc/self/maps")), "Linux only");
    }

    @Test
    void theCardSaysHowNd4jComputesAndADifferenceCanChangeBits() {
        Nd4j.zeros(1);
        var before = EnvironmentCard.here();
        // The tests are started with these settings.
        assertThat(before.topic("ND4J"))
                .containsEntry("backend", "CpuBackend")
                .containsEntry("threads of loops", "1")
                .containsEntry("threads of BLAS", "1")
                .containsEntry("BLAS", "OPENBLAS")
                .containsEntry("BLAS kernel", "Haswell")
                .containsEntry("matrix products", "of BLAS");
        assertThat(before.toString()).contains("ND4J", "BLAS kernel=Haswell");
        try {
            NumericState.setBlasThreads(2);
            var difference = before.to(EnvironmentCard.here());
            assertThat(difference.changes()).singleElement().satisfies(change -> {
                assertThat(change.topic() + " " + change.name()).isEqualTo("ND4J threads of BLAS");
                assertThat(change.before() + " " + change.after()).isEqualTo("1 2");
                assertThat(change.effect()).isEqualTo(Effect.BITS);
            });
        } finally {
            NumericState.setBlasThreads(1);
        }
    }

    /** Takes a card before ND4J is loaded, and one after. */
    static final class Before {
        private Before() {}

        public static void main(String[] arguments) {
            var first = EnvironmentCard.here();
            System.out.println(first.topic("ND4J").size() + " facts, "
                    + first.topic("native libraries").keySet().stream()
                            .filter(name -> name.matches(".*(javacpp|nd4j|openblas).*"))
                            .toList());
            Nd4j.zeros(1);
            System.out.println(EnvironmentCard.here().topic("ND4J").keySet());
        }
    }

    @Test
    @Tag("slow")
    void takingACardDoesNotLoadNd4j(@TempDir Path folder) throws IOException {
        var process = Jvms.start(Runtime.version().feature(), folder.resolve("err"), Map.of(), Before.class);
        assertThat(Jvms.output(process))
                .containsExactly(
                        "0 facts, []",
                        "[backend, native build, threads of loops, threads of BLAS, BLAS, BLAS kernel, matrix products,"
                                + " helpers such as oneDNN]");
    }
}
