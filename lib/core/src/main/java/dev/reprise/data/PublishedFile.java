package dev.reprise.data;

import java.net.URI;

/**
 * A file that others have published.
 *
 * @param name what it is called
 * @param sha256 its SHA-256, 64 lower-case hexadecimal digits
 * @param address where it was published
 */
record PublishedFile(String name, String sha256, URI address) {
    static PublishedFile of(String folder, String name, String sha256) {
        return new PublishedFile(name, sha256, URI.create(folder + name));
    }
}
