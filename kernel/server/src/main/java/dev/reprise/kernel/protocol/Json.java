package dev.reprise.kernel.protocol;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.jr.ob.JSON;
import com.fasterxml.jackson.jr.ob.JSONObjectException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/** JSON objects as maps of strings, numbers, booleans, lists, maps and nulls. */
public final class Json {
    /** No text is longer than the frame that it comes in. */
    private static final JSON JSON_STD = JSON.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxStringLength(Wire.MOST_BYTES_IN_A_FRAME)
                            .build())
                    .build())
            .enable(JSON.Feature.WRITE_NULL_PROPERTIES)
            .build();

    private Json() {}

    /**
     * Reads an object.
     *
     * @throws IOException when it is something else
     */
    public static Map<String, Object> read(byte[] utf8) throws IOException {
        Map<String, Object> object = JSON_STD.mapFrom(utf8);
        if (object == null) {
            throw new JSONObjectException("null instead of an object");
        }
        return object;
    }

    /**
     * Reads a value of any kind.
     *
     * @throws IOException when it is no JSON
     */
    public static Object readAny(String json) throws IOException {
        try (JsonParser parser = JSON_STD.createParser(json)) {
            Object value = JSON_STD.anyFrom(parser);
            if (parser.nextToken() != null) {
                throw new JSONObjectException("something follows the value");
            }
            return value;
        }
    }

    /** Writes an object in UTF-8. */
    public static byte[] write(Map<String, ?> object) {
        try {
            return JSON_STD.asString(object).getBytes(StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The string under a key, or "" when there is none. */
    public static String string(Map<String, ?> object, String key) {
        return object.get(key) instanceof String value ? value : "";
    }

    /** The number under a key, or a default. */
    public static int integer(Map<String, ?> object, String key, int otherwise) {
        return object.get(key) instanceof Number value ? value.intValue() : otherwise;
    }

    /** The boolean under a key, or a default. */
    public static boolean flag(Map<String, ?> object, String key, boolean otherwise) {
        return object.get(key) instanceof Boolean value ? value : otherwise;
    }

    /** The object under a key, or an empty one. */
    @SuppressWarnings("unchecked")
    public static Map<String, Object> object(Map<String, ?> object, String key) {
        return object.get(key) instanceof Map<?, ?> value ? (Map<String, Object>) value : Map.of();
    }

    /** The list under a key, or an empty one. */
    public static List<?> list(Map<String, ?> object, String key) {
        return object.get(key) instanceof List<?> value ? value : List.of();
    }
}
