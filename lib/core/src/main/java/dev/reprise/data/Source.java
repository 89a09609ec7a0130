package dev.reprise.data;

import dev.reprise.fingerprint.Fingerprint;
import dev.reprise.notebook.Progress;
import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.net.URLConnection;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Objects;

/**
 * Where published files are: in a folder, and if allowed also at an address from which those that are missing are fetched.
 *
 * <pre>{@code
 * Source here = Source.folder("data/mnist");                   // never asks the network
 * Source web = Source.download("data/mnist");                  // fetches once what is missing, from where it was published
 * Source mirror = Source.download("data/mnist", "https://example.org/mirror/mnist/");
 * }</pre>
 *
 * <p>The SHA-256 of every file is checked each time, wherever it comes from.
 */
public final class Source {
    private static final int TIMEOUT_MILLISECONDS = 30_000;

    private final Path folder;
    private final boolean download;
    /** Null for the address at which a file was published. */
    private final URI mirror;

    private Source(Path folder, boolean download, URI mirror) {
        this.folder = folder;
        this.download = download;
        this.mirror = mirror;
    }

    /**
     * Files that must be there.
     *
     * @param folder the folder that holds them
     * @return the source
     */
    public static Source folder(String folder) {
        return folder(Path.of(folder));
    }

    /**
     * Files that must be there.
     *
     * @param folder the folder that holds them
     * @return the source
     */
    public static Source folder(Path folder) {
        return new Source(Objects.requireNonNull(folder), false, null);
    }

    /**
     * Files that are fetched from where they were published if they are not there.
     *
     * @param folder the folder that keeps them, made if it is not there
     * @return the source
     */
    public static Source download(String folder) {
        return new Source(Path.of(folder), true, null);
    }

    /**
     * Files that are fetched from a mirror if they are not there.
     *
     * @param folder the folder that keeps them, made if it is not there
     * @param mirror the address of the folder of the files there, such as {@code https://example.org/mnist/}
     * @return the source
     * @throws IllegalArgumentException if the address is none
     */
    public static Source download(String folder, String mirror) {
        var uri = URI.create(mirror.endsWith("/") ? mirror : mirror + "/");
        if (!uri.isAbsolute()) {
            throw new IllegalArgumentException("the address of a mirror begins with https:// or the like: " + mirror);
        }
        return new Source(Path.of(folder), true, uri);
    }

    /** The checked file. */
    Path get(PublishedFile file) {
        Path path = folder.resolve(file.name());
        if (!Files.exists(path)) {
            if (!download) {
                throw new DataException(path + " is not there. Fetch it from " + file.address()
                        + " and put it there, or write Source.download(\"" + folder + "\")");
            }
            fetch(file, path);
        } else {
            check(
                    file,
                    path,
                    path + " is damaged, or another version: delete it and fetch it again from " + address(file));
        }
        return path;
    }

    private URI address(PublishedFile file) {
        return mirror == null ? file.address() : mirror.resolve(file.name());
    }

    /** Under another name until it is known to be right, so that a kill leaves nothing that looks complete. */
    private void fetch(PublishedFile file, Path path) {
        var address = address(file);
        Path unfinished = null;
        try {
            Files.createDirectories(folder);
            unfinished = Files.createTempFile(folder, "." + file.name() + "-", ".part");
            copy(address, unfinished, file.name());
            check(file, unfinished, "what " + address + " gave is not the file that was published");
            Files.move(unfinished, path, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new DataException(
                    path + " is not there, and could not be fetched from " + address + ": " + e
                            + ". Try again, or fetch it by other means and put it there",
                    e);
        } finally {
            delete(unfinished);
        }
    }

    private static void copy(URI address, Path to, String name) throws IOException {
        URLConnection connection = address.toURL().openConnection();
        connection.setConnectTimeout(TIMEOUT_MILLISECONDS);
        connection.setReadTimeout(TIMEOUT_MILLISECONDS);
        if (connection instanceof HttpURLConnection http && http.getResponseCode() != HttpURLConnection.HTTP_OK) {
            throw new IOException("the server answered " + http.getResponseCode() + " " + http.getResponseMessage());
        }
        long length = Math.max(0, connection.getContentLengthLong());
        int megabytes = (int) (length >> 20);
        try (InputStream in = connection.getInputStream();
                var out = Files.newOutputStream(to);
                var progress = Progress.of("fetching " + name, megabytes)) {
            byte[] chunk = new byte[1 << 16];
            long done = 0;
            for (int count; (count = in.read(chunk)) >= 0; ) {
                out.write(chunk, 0, count);
                for (long before = done >> 20; before < (done + count) >> 20; before++) {
                    progress.step("MB");
                }
                done += count;
            }
            if (length > 0 && done != length) {
                throw new IOException("the connection ended after " + done + " of " + length + " bytes");
            }
        }
    }

    private static void check(PublishedFile file, Path path, String otherwise) {
        String found = Fingerprint.ofFile(path).hex();
        if (!found.equals(file.sha256())) {
            throw new DataException(
                    otherwise + "\n  its SHA-256 is  " + found + "\n  it should be    " + file.sha256());
        }
    }

    private static void delete(Path unfinished) {
        try {
            if (unfinished != null) {
                Files.deleteIfExists(unfinished);
            }
        } catch (IOException e) {
            // It is left behind under a name that nobody reads.
        }
    }
}
