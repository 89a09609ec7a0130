package dev.reprise.dl4j.level;

import dev.reprise.environment.EnvironmentCard.Fact;
import dev.reprise.environment.EnvironmentSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.nd4j.linalg.factory.Nd4j;

/**
 * What ND4J itself says about how it computes, for the {@link dev.reprise.environment.EnvironmentCard}: the environment
 * variables say what was wished for, this says what is so.
 *
 * <pre>{@code
 * var first = org.nd4j.linalg.factory.Nd4j.zeros(1);              // loads ND4J
 * var card = dev.reprise.environment.EnvironmentCard.here();
 * String kernel = card.value("ND4J", "BLAS kernel").orElse("not loaded");
 * }</pre>
 *
 * <p>Says nothing until the program has loaded ND4J, and on systems without {@code /proc}, where that cannot be seen.
 */
public final class Nd4jEnvironment implements EnvironmentSource {
    private static final Path MAPPED_FILES = Path.of("/proc/self/maps");

    /** For {@link java.util.ServiceLoader}. */
    public Nd4jEnvironment() {}

    @Override
    public List<Fact> facts() {
        if (!isLoaded()) {
            return List.of();
        }
        var state = NumericState.ofThisJvm();
        return List.of(
                fact("backend", Nd4j.getBackend().getClass().getSimpleName()),
                fact("native build", state.nativeBuild()),
                fact("threads of loops", state.loopThreads()),
                fact("threads of BLAS", state.blasThreads()),
                fact("BLAS", Nd4j.factory().blas().getBlasVendor()),
                fact("BLAS kernel", state.blasKernel()),
                fact("matrix products", state.fallback() ? "ND4J's own" : "of BLAS"),
                fact("helpers such as oneDNN", state.helpers() ? "allowed" : "forbidden"));
    }

    private static Fact fact(String name, Object value) {
        return new Fact("ND4J", name, String.valueOf(value));
    }

    /** Asking JavaCPP would load its own native library. */
    private static boolean isLoaded() {
        if (!Files.isReadable(MAPPED_FILES)) {
            return false;
        }
        try (Stream<String> lines = Files.lines(MAPPED_FILES)) {
            return lines.anyMatch(line -> line.contains("/libnd4jcpu") || line.contains("/libnd4jcuda"));
        } catch (IOException e) {
            return false;
        }
    }
}
