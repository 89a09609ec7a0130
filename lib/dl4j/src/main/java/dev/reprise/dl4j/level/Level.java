package dev.reprise.dl4j.level;

import dev.reprise.dl4j.level.LevelReport.Requirement;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * How far the bits of a seeded training are promised to repeat. Each level includes those before it, needs more settings,
 * and costs more.
 *
 * <pre>{@code
 * Level.CPU_FAMILY.require();                       // sets what can be set now, and says what must be set before the start
 * LevelReport report = Level.ANY_X86_64.check();    // a table: setting, needed, found
 * Level reached = Level.current();
 * var builder = new ProcessBuilder("java", "-jar", "train.jar");
 * builder.environment().putAll(Level.CPU_FAMILY.environment());
 * }</pre>
 *
 * <p>What is promised was measured: no difference was found in any number of runs under these settings, for 24 kinds of
 * networks of floats on Linux x86-64. {@link dev.reprise.dl4j.lint.Lint} names what breaks the promise on every level.
 */
public enum Level {
    /** The same program on the same machine with the same settings, in any thread, JVM and JDK from 17 up. */
    RUN("the same machine and settings", "nothing", Collections.emptyMap()),

    /**
     * The same machine, however many of its cores are free or allowed. Sums and matrix products are split among threads, and
     * the split decides the order of the additions; the default is one thread for each core.
     */
    MACHINE(
            "the same machine, with any number of cores",
            "a large matrix product uses one core; small networks become faster",
            Map.of("OMP_NUM_THREADS", "1")),

    /**
     * Any x86-64 CPU with AVX2 and FMA (Intel from Haswell, 2013; AMD from Excavator, 2015). OpenBLAS has code for each
     * family of CPUs, with another order of additions.
     */
    CPU_FAMILY(
            "any x86-64 CPU with AVX2 and FMA",
            "a CPU with AVX-512 does not use it in matrix products",
            Map.of("OPENBLAS_CORETYPE", "Haswell")),

    /**
     * Any x86-64 CPU with SSE4.2. Tested only by emulation: on one CPU, with the code that OpenBLAS and the C library
     * have for others. Networks of doubles are excepted, because the C library computes exp, log, sin and pow of doubles
     * otherwise without FMA.
     */
    ANY_X86_64(
            "any x86-64 CPU, as far as other CPUs can be emulated; networks of floats only",
            "2 to 4 times the time of training",
            Map.of("OPENBLAS_CORETYPE", "Nehalem", "SD_BLAS_FALLBACK", "1", "SD_FORBID_HELPERS", "1"));

    private final String promise;
    private final String cost;
    private final Map<String, String> settings;

    Level(String promise, String cost, Map<String, String> settings) {
        this.promise = promise;
        this.cost = cost;
        this.settings = new TreeMap<>(settings);
    }

    /**
     * Where the bits are the same.
     *
     * @return words for people
     */
    public String promise() {
        return promise;
    }

    /**
     * What this level costs in comparison with the one before.
     *
     * @return words for people, from measurements with 64 to 128 examples in a batch
     */
    public String cost() {
        return cost;
    }

    /**
     * The environment variables with which a JVM must be started. ND4J and OpenBLAS read them once, when they are loaded.
     *
     * @return names and values, sorted by name; empty for {@link #RUN}
     */
    public Map<String, String> environment() {
        var all = new TreeMap<String, String>();
        for (var level : values()) {
            if (level.compareTo(this) <= 0) {
                all.putAll(level.settings);
            }
        }
        return Collections.unmodifiableMap(all);
    }

    /**
     * Looks at what this JVM really uses, not only at how it was started.
     *
     * @return which needs of this level are met; loads ND4J if it is not loaded
     */
    public LevelReport check() {
        var found = NumericState.ofThisJvm();
        var requirements = new ArrayList<Requirement>();
        if (compareTo(MACHINE) >= 0) {
            requirements.add(Requirement.of(
                    "threads of ND4J's loops", "1", Integer.toString(found.loopThreads()), "OMP_NUM_THREADS=1"));
            requirements.add(Requirement.of(
                    "threads of OpenBLAS", "1", Integer.toString(found.blasThreads()), "OMP_NUM_THREADS=1"));
        }
        if (compareTo(CPU_FAMILY) >= 0) {
            requirements.add(Requirement.of("CPU architecture", "x86-64", found.architecture(), null));
            requirements.add(new Requirement(
                    "native build of ND4J",
                    "linux-x86_64",
                    found.nativeBuild(),
                    found.nativeBuild().equals("linux-x86_64"),
                    "leave out the system property org.bytedeco.javacpp.platform.extension"));
        }
        if (this == CPU_FAMILY) {
            requirements.add(new Requirement(
                    "OpenBLAS code for",
                    "Haswell",
                    found.blasKernel(),
                    // The same code under the name of AMD's CPUs.
                    List.of("Haswell", "Zen").contains(found.blasKernel()),
                    "OPENBLAS_CORETYPE=Haswell"));
        }
        if (this == ANY_X86_64) {
            requirements.add(
                    Requirement.of("OpenBLAS code for", "Nehalem", found.blasKernel(), "OPENBLAS_CORETYPE=Nehalem"));
            requirements.add(Requirement.of(
                    "matrix products by ND4J", "on", found.fallback() ? "on" : "off", "SD_BLAS_FALLBACK=1"));
            requirements.add(
                    Requirement.of("platform helpers", "off", found.helpers() ? "on" : "off", "SD_FORBID_HELPERS=1"));
        }
        return new LevelReport(this, requirements);
    }

    /**
     * The highest level whose needs are met.
     *
     * @return at least {@link #RUN}
     */
    public static Level current() {
        var reached = RUN;
        for (var level : List.of(MACHINE, CPU_FAMILY, ANY_X86_64)) {
            if (level.check().isMet()) {
                reached = level;
            }
        }
        return reached;
    }

    /**
     * Sets what can be set while the JVM runs (threads of OpenBLAS, platform helpers), and makes sure that the rest was set
     * before.
     *
     * @return the report, all of whose needs are met
     * @throws IllegalStateException if a need is not met; the message says what to set, and where
     */
    public LevelReport require() {
        if (this != RUN) {
            NumericState.setBlasThreads(1);
        }
        if (this == ANY_X86_64) {
            NumericState.forbidHelpers();
        }
        var report = check();
        if (!report.isMet()) {
            throw new IllegalStateException(report.advice());
        }
        return report;
    }
}
