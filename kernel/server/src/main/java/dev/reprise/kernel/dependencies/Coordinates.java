package dev.reprise.kernel.dependencies;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a notebook asks for.
 *
 * @param classifier "" for none
 * @param version "" for the one that a BOM says
 */
record Coordinates(String group, String artifact, String extension, String classifier, String version) {
    private static final Pattern IVY = Pattern.compile("([^#;\\s]+)#([^#;\\s]+)(?:#[^;\\s]+)?;(\\S+)");

    /**
     * Reads {@code group:artifact[:packaging[:classifier]]:version}; without the version, for libraries of a BOM, {@code
     * group:artifact}; and Ivy's {@code organisation#name[#branch];revision}, as IJava has it.
     *
     * @throws DependencyException for anything else
     */
    static Coordinates parse(String text) throws DependencyException {
        Matcher ivy = IVY.matcher(text);
        if (ivy.matches()) {
            return new Coordinates(ivy.group(1), ivy.group(2), "jar", "", ivy.group(3));
        }
        String[] parts = text.split(":", -1);
        for (String part : parts) {
            if (part.isBlank()) {
                throw malformed(text);
            }
        }
        return switch (parts.length) {
            case 2 -> new Coordinates(parts[0], parts[1], "jar", "", "");
            case 3 -> new Coordinates(parts[0], parts[1], "jar", "", parts[2]);
            case 4 -> new Coordinates(parts[0], parts[1], extension(parts[2]), "", parts[3]);
            case 5 -> new Coordinates(parts[0], parts[1], extension(parts[2]), parts[3], parts[4]);
            default -> throw malformed(text);
        };
    }

    private static DependencyException malformed(String text) {
        return new DependencyException("'" + text + "' names no library; write group:artifact:version, for example"
                + " org.apache.commons:commons-csv:1.14.1");
    }

    /** Packagings whose files are jars. */
    private static String extension(String packaging) {
        return switch (packaging) {
            case "bundle", "maven-plugin", "ejb", "eclipse-plugin" -> "jar";
            default -> packaging;
        };
    }

    @Override
    public String toString() {
        String middle = classifier.isEmpty()
                ? extension.equals("jar") ? "" : ":" + extension
                : ":" + extension + ":" + classifier;
        return group + ":" + artifact + middle + (version.isEmpty() ? "" : ":" + version);
    }
}
