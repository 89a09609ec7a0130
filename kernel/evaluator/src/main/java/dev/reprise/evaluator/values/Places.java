package dev.reprise.evaluator.values;

import dev.reprise.notebook.MimeBundle;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/** Paths: what lies there; if that is a picture, the picture. */
final class Places {
    private static final Map<String, String> PICTURES =
            Map.of("png", "image/png", "jpg", "image/jpeg", "jpeg", "image/jpeg", "gif", "image/gif");
    private static final long LARGEST_PICTURE = 5_000_000;
    private static final int MOST_ENTRIES = 1000;

    private Places() {}

    static MimeBundle of(Path path) {
        String name = path.toString();
        try {
            MimeBundle text = MimeBundle.text(name + " (" + kind(path) + ")");
            String type = PICTURES.get(name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT));
            boolean picture = type != null && Files.isRegularFile(path) && Files.size(path) <= LARGEST_PICTURE;
            return picture ? text.with(type, Files.readAllBytes(path)) : text;
        } catch (IOException | RuntimeException e) {
            return MimeBundle.text(name);
        }
    }

    private static String kind(Path path) throws IOException {
        if (Files.isDirectory(path)) {
            try (Stream<Path> entries = Files.list(path)) {
                long count = entries.limit(MOST_ENTRIES + 1L).count();
                return "folder, " + (count > MOST_ENTRIES ? "more than " + MOST_ENTRIES : count)
                        + (count == 1 ? " entry" : " entries");
            }
        }
        return Files.exists(path) ? "file, " + size(Files.size(path)) : "does not exist";
    }

    private static String size(long bytes) {
        if (bytes < 1000) {
            return bytes + (bytes == 1 ? " byte" : " bytes");
        }
        return bytes < 1_000_000
                ? String.format(Locale.ROOT, "%.1f kB", bytes / 1e3)
                : String.format(Locale.ROOT, "%,.1f MB", bytes / 1e6);
    }
}
