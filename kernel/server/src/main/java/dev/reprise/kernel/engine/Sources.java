package dev.reprise.kernel.engine;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Where documentation comes from: the JDK's {@code lib/src.zip}. */
final class Sources {
    private Sources() {}

    /** What to do to get documentation; empty when the JDK's is there. */
    static Optional<String> remark() {
        Path zip = Path.of(System.getProperty("java.home"), "lib", "src.zip");
        return Files.exists(zip)
                ? Optional.empty()
                : Optional.of("(no documentation: this JDK comes without its sources, " + zip
                        + "; on Debian, apt install openjdk-"
                        + Runtime.version().feature() + "-source brings them)");
    }
}
