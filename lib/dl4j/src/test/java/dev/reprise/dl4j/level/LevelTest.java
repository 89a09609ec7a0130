package dev.reprise.dl4j.level;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.reprise.dl4j.Jvms;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.factory.Nd4j;

class LevelTest {
    @TempDir
    Path folder;

    @BeforeEach
    void onlyWhereTheLevelsAreAbout() throws IOException {
        Path processor = Path.of("/proc/cpuinfo");
        Assumptions.assumeTrue(
                System.getProperty("os.arch").equals("amd64")
                        && Files.exists(processor)
                        && Files.readString(processor).contains(" avx2 "),
                "levels are tested on Linux, on an x86-64 CPU with AVX2");
    }

    @Test
    void levelsIncludeThoseBefore() {
        assertThat(Level.RUN.environment()).isEmpty();
        assertThat(Level.MACHINE.environment()).containsExactly(Map.entry("OMP_NUM_THREADS", "1"));
        assertThat(Level.CPU_FAMILY.environment())
                .containsExactlyInAnyOrderEntriesOf(Map.of("OMP_NUM_THREADS", "1", "OPENBLAS_CORETYPE", "Haswell"));
        assertThat(Level.ANY_X86_64.environment()).containsEntry("OMP_NUM_THREADS", "1");
        assertThat(Level.RUN.check().isMet()).isTrue();
    }

    /** What {@code ./reprise} starts everything with. */
    @Test
    void thePinnedEnvironmentHasTheLevelOfACpuFamily() throws IOException {
        var pinned = Files.readAllLines(Path.of("../../environment/numeric.env"));

        Level.CPU_FAMILY
                .environment()
                .forEach((name, value) -> assertThat(pinned).contains(name + "=" + value));
    }

    /** The tests are started with the settings of {@link Level#CPU_FAMILY}. */
    @Test
    void whatIsMetIsReadFromTheLibraries() {
        assertThat(Level.CPU_FAMILY.check().isMet())
                .as(Level.CPU_FAMILY.check().toString())
                .isTrue();
        assertThat(Level.current()).isEqualTo(Level.CPU_FAMILY);
        assertThat(Level.CPU_FAMILY.check().advice()).startsWith("Level CPU_FAMILY holds");
    }

    @Test
    void whatCanBeSetNowIsSetNow() {
        Nd4j.factory().blas().setMaxThreads(2);
        assertThat(Level.MACHINE.check().isMet()).isFalse();

        assertThat(Level.MACHINE.require().isMet()).isTrue();
        assertThat(Nd4j.factory().blas().getMaxThreads()).isEqualTo(1);
    }

    @Test
    void whatCannotIsSaid() {
        boolean helpers = Nd4j.getEnvironment().helpersAllowed();
        try {
            assertThatThrownBy(Level.ANY_X86_64::require)
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("OpenBLAS code for: Nehalem is needed, this JVM has Haswell")
                    .hasMessageContaining("before the JVM starts")
                    .hasMessageContaining(
                            "export OMP_NUM_THREADS=1 OPENBLAS_CORETYPE=Nehalem SD_BLAS_FALLBACK=1 SD_FORBID_HELPERS=1");
        } finally {
            Nd4j.getEnvironment().allowHelpers(helpers);
        }
    }

    /** Other CPUs are emulated: by OpenBLAS' code for them, and by a C library that may not use FMA and AVX2. */
    @Test
    @Tag("slow")
    void aLevelKeepsItsPromiseWhereTheOneBeforeBreaksIt() throws Exception {
        String haswell = weights("a", Level.CPU_FAMILY.environment());
        String nehalem = weights("b", with(Level.CPU_FAMILY, "OPENBLAS_CORETYPE", "Nehalem"));
        assertThat(nehalem).as("another kind of CPU gives other bits").isNotEqualTo(haswell);

        String portable = weights("c", Level.ANY_X86_64.environment());
        var other = with(Level.ANY_X86_64, "OPENBLAS_CORETYPE", "Haswell");
        other.put("GLIBC_TUNABLES", "glibc.cpu.hwcaps=-AVX2,-FMA,-AVX512F");
        assertThat(weights("d", other)).isEqualTo(portable).isNotEqualTo(haswell);
    }

    private static Map<String, String> with(Level level, String name, String value) {
        var environment = new LinkedHashMap<>(level.environment());
        environment.put(name, value);
        return environment;
    }

    private String weights(String run, Map<String, String> environment) throws IOException, InterruptedException {
        Path errors = folder.resolve(run);
        var process = Jvms.start(Runtime.version().feature(), errors, environment, DenseMain.class);
        var output = Jvms.output(process);
        assertThat(process.waitFor()).as(Files.readString(errors)).isZero();
        return output.get(output.size() - 1);
    }
}
