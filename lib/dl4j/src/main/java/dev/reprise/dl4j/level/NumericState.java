package dev.reprise.dl4j.level;

import com.sun.jna.NativeLibrary;
import java.nio.file.Path;
import org.bytedeco.javacpp.Loader;
import org.nd4j.linalg.factory.Nd4j;

/**
 * What decides the order of additions in this JVM.
 *
 * @param loopThreads threads of ND4J's own loops
 * @param blasThreads threads of OpenBLAS
 * @param architecture of the CPU
 * @param nativeBuild which of ND4J's native builds is loaded, such as {@code linux-x86_64-avx2}
 * @param blasKernel the CPU for which OpenBLAS has chosen its code
 * @param fallback whether ND4J computes matrix products itself
 * @param helpers whether oneDNN and the like may be used
 */
record NumericState(
        int loopThreads,
        int blasThreads,
        String architecture,
        String nativeBuild,
        String blasKernel,
        boolean fallback,
        boolean helpers) {

    static NumericState ofThisJvm() {
        var environment = Nd4j.getEnvironment();
        String architecture = System.getProperty("os.arch");
        return new NumericState(
                environment.maxThreads(),
                Nd4j.factory().blas().getMaxThreads(),
                architecture.equals("amd64") ? "x86-64" : architecture,
                loadedBuild(),
                chosenKernel(),
                System.getenv("SD_BLAS_FALLBACK") != null,
                environment.helpersAllowed() && System.getenv("SD_FORBID_HELPERS") == null);
    }

    static void setBlasThreads(int threads) {
        Nd4j.factory().blas().setMaxThreads(threads);
    }

    static void forbidHelpers() {
        Nd4j.getEnvironment().allowHelpers(false);
    }

    /** The folder from which the library was loaded is named after the build. */
    private static String loadedBuild() {
        Path library = loaded("nd4jcpu");
        return library == null ? "unknown" : library.getParent().getFileName().toString();
    }

    /** OpenBLAS itself says which code it has chosen; the environment says only what was wished for. */
    private static String chosenKernel() {
        Path library = loaded("openblas");
        if (library == null) {
            return "another BLAS";
        }
        try {
            return NativeLibrary.getInstance(library.toString())
                    .getFunction("openblas_get_corename")
                    .invokeString(new Object[0], false);
        } catch (UnsatisfiedLinkError e) {
            return "unknown";
        }
    }

    private static Path loaded(String name) {
        return Loader.getLoadedLibraries().entrySet().stream()
                .filter(library -> library.getKey().matches(name + "([@.].*)?"))
                .map(library -> Path.of(library.getValue()))
                .findFirst()
                .orElse(null);
    }
}
