package dev.reprise.kernel.dependencies;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The platform that native libraries must be for, in JavaCPP's words: {@code linux-x86_64}. */
final class NativePlatform {
    private static final Pattern CLASSIFIER = Pattern.compile(
            "((?:linux|macosx|windows|android|ios)-(?:x86_64|x86|arm64|armhf|arm|ppc64le|riscv64))(?:-.*)?");

    private NativePlatform() {}

    /** This machine's, unless {@code -Djavacpp.platform} says otherwise. */
    static String current() {
        String named = System.getProperty("javacpp.platform");
        return named != null
                ? named
                : system(System.getProperty("os.name")) + "-" + machine(System.getProperty("os.arch"));
    }

    private static String system(String os) {
        String name = os.toLowerCase(Locale.ROOT);
        return name.startsWith("mac") ? "macosx" : name.startsWith("windows") ? "windows" : "linux";
    }

    private static String machine(String architecture) {
        return switch (architecture) {
            case "amd64", "x86_64" -> "x86_64";
            case "aarch64", "arm64" -> "arm64";
            default -> architecture;
        };
    }

    /** Whether a classifier names a platform. */
    static boolean isPlatform(String classifier) {
        return CLASSIFIER.matcher(classifier).matches();
    }

    /** Whether a library of this classifier is of no use on a platform. */
    static boolean isForeign(String classifier, String platform) {
        Matcher named = CLASSIFIER.matcher(classifier);
        return named.matches() && !named.group(1).equals(platform);
    }
}
