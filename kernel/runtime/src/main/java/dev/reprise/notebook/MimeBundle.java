package dev.reprise.notebook;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/**
 * One value in several representations, keyed by MIME type, of which a front end shows the richest that it knows.
 *
 * <p>A value is a {@link String}; or {@code byte[]}, sent as base64; or, for JSON types, a structure of maps, lists,
 * strings, numbers, booleans and nulls, or an object or array written out as JSON. Every bundle should hold {@code text/plain}: it is what consoles and screen
 * readers get.
 *
 * @param data representation by MIME type, in the order in which they were added
 * @param metadata metadata by MIME type, as in the {@code metadata} of Jupyter's {@code display_data}
 * @see <a href="https://jupyter-client.readthedocs.io/en/stable/messaging.html#display-data">Jupyter messaging,
 *     display_data</a>
 */
public record MimeBundle(Map<String, Object> data, Map<String, Object> metadata) implements Displayable {
    public static final String TEXT = "text/plain";
    public static final String HTML = "text/html";
    public static final String PNG = "image/png";

    public MimeBundle {
        data = Collections.unmodifiableMap(new LinkedHashMap<>(data));
        metadata = Collections.unmodifiableMap(new LinkedHashMap<>(metadata));
    }

    /** A bundle that holds only plain text. */
    public static MimeBundle text(String text) {
        return of(TEXT, text);
    }

    /** A bundle of one representation. */
    public static MimeBundle of(String mimeType, Object value) {
        return new MimeBundle(Map.of(mimeType, value), Map.of());
    }

    /** This bundle with one more representation, or with {@code mimeType}'s replaced. */
    public MimeBundle with(String mimeType, Object value) {
        return new MimeBundle(plus(data, mimeType, value), metadata);
    }

    /** This bundle with metadata for one MIME type, such as {@code {"width": 700}} for an image. */
    public MimeBundle withMetadata(String mimeType, Map<String, ?> values) {
        return new MimeBundle(data, plus(metadata, mimeType, values));
    }

    /** Itself: as the value of a cell, a bundle is shown as what it holds. */
    @Override
    public MimeBundle toMimeBundle() {
        return this;
    }

    private static Map<String, Object> plus(Map<String, Object> map, String key, Object value) {
        var result = new LinkedHashMap<>(map);
        result.put(Objects.requireNonNull(key), Objects.requireNonNull(value, key));
        return result;
    }
}
