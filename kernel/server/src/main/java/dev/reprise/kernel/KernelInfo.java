package dev.reprise.kernel;

import java.util.List;
import java.util.Map;

/** What this kernel says about itself. */
final class KernelInfo {
    private static final String VERSION = "0.1.0";

    private KernelInfo() {}

    /** The content of a {@code kernel_info_reply}. */
    static Map<String, Object> reply() {
        String java = Runtime.version().toString();
        return Contents.ok(
                "protocol_version",
                Session.PROTOCOL_VERSION,
                "implementation",
                "reprise",
                "implementation_version",
                VERSION,
                "language_info",
                Contents.of(
                        "name", "Java",
                        "version", java,
                        "mimetype", "text/x-java-source",
                        "file_extension", ".jshell",
                        "pygments_lexer", "java",
                        "codemirror_mode", "java",
                        "nbconvert_exporter", "script"),
                "banner",
                "Reprise " + VERSION + ", Java " + java,
                "supported_features",
                List.of("kernel subshells"),
                "help_links",
                List.of(
                        Contents.of(
                                "text",
                                "Java API",
                                "url",
                                "https://docs.oracle.com/en/java/javase/"
                                        + Runtime.version().feature() + "/docs/api/"),
                        Contents.of("text", "JShell", "url", "https://openjdk.org/jeps/222")));
    }
}
