package dev.reprise.storage;

import com.fasterxml.jackson.jr.ob.JSON;
import java.io.IOException;
import java.util.Locale;
import java.util.Map;

/**
 * JSON objects as maps, and floating-point numbers that come back with all their bits.
 *
 * <pre>{@code
 * String text = Json.write(java.util.Map.of("loss", Json.encode(Double.NaN)));
 * double loss = Json.decode(Json.read(text).get("loss"));
 * }</pre>
 *
 * <p>Finite numbers are written by {@link Double#toString}, which Java reads back exactly. The others, which JSON does not
 * know, are the texts {@code NaN}, {@code Infinity} and {@code -Infinity}, and {@code NaN:} with 16 hexadecimal digits for a
 * NaN with other bits than usual.
 */
public final class Json {
    private static final long NAN = Double.doubleToRawLongBits(Double.NaN);
    private static final JSON PRETTY = JSON.std.with(JSON.Feature.PRETTY_PRINT_OUTPUT);

    private Json() {}

    /**
     * Writes an object on one line.
     *
     * @param object maps, lists, texts, numbers, truth values and nulls
     * @return the JSON text, without a newline in it
     */
    public static String write(Map<String, ?> object) {
        return write(JSON.std, object);
    }

    /**
     * Writes an object for people.
     *
     * @param object maps, lists, texts, numbers, truth values and nulls
     * @return the JSON text on several lines, with a newline at the end
     */
    public static String pretty(Map<String, ?> object) {
        return write(PRETTY, object).replace(System.lineSeparator(), "\n") + "\n";
    }

    private static String write(JSON writer, Map<String, ?> object) {
        try {
            return writer.asString(object);
        } catch (IOException e) {
            throw new IllegalArgumentException("this cannot be written as JSON: " + e.getMessage(), e);
        }
    }

    /**
     * Reads an object.
     *
     * @param text a JSON object
     * @return its members in their order; whole numbers as {@link Integer}, {@link Long} or
     *     {@link java.math.BigInteger}, others as {@link Double}
     * @throws IOException if the text is no JSON object; the message says where
     */
    public static Map<String, Object> read(String text) throws IOException {
        return JSON.std.mapFrom(text);
    }

    /**
     * A floating-point number as a JSON value.
     *
     * @param value any number
     * @return the number itself, or a text if it is not finite
     */
    public static Object encode(double value) {
        if (Double.isFinite(value)) {
            return value;
        }
        long bits = Double.doubleToRawLongBits(value);
        return Double.isNaN(value) && bits != NAN
                ? String.format(Locale.ROOT, "NaN:%016x", bits)
                : Double.toString(value);
    }

    /**
     * Reads what {@link #encode} wrote.
     *
     * @param json a number, or a text that stands for one
     * @return the number with all its bits
     * @throws IllegalArgumentException if it is neither
     */
    public static double decode(Object json) {
        if (json instanceof Number number) {
            return number.doubleValue();
        }
        if (json instanceof String text) {
            return text.startsWith("NaN:")
                    ? Double.longBitsToDouble(Long.parseUnsignedLong(text.substring(4), 16))
                    : Double.parseDouble(text);
        }
        throw new IllegalArgumentException(json + " is no number");
    }
}
