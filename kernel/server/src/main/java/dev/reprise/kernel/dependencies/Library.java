package dev.reprise.kernel.dependencies;

import java.nio.file.Path;

/**
 * A file that a notebook uses.
 *
 * @param name {@code group:artifact:extension[:classifier]:version}
 * @param file where it lies on this machine
 * @param sha256 of the file, in hexadecimal
 * @param from the address of the repository that it came from; "" when unknown
 */
public record Library(String name, Path file, String sha256, String from) {

    /** The name without its version: of those, a class path has one only. */
    public String unversioned() {
        return name.substring(0, name.lastIndexOf(':'));
    }

    public String version() {
        return name.substring(name.lastIndexOf(':') + 1);
    }
}
