package dev.reprise.fingerprint;

import java.util.Arrays;

/**
 * What the elements of an array are, by the names that NumPy uses.
 *
 * <pre>{@code
 * ElementType.FLOAT32.size()      // 4 bytes
 * }</pre>
 */
public enum ElementType {
    /** {@code boolean}: one byte, 0 or 1. */
    BOOL("bool", boolean.class, 1),
    /** {@code byte}. */
    INT8("int8", byte.class, 1),
    /** {@code short}. */
    INT16("int16", short.class, 2),
    /** {@code int}. */
    INT32("int32", int.class, 4),
    /** {@code long}. */
    INT64("int64", long.class, 8),
    /** {@code float}, IEEE 754 binary32. */
    FLOAT32("float32", float.class, 4),
    /** {@code double}, IEEE 754 binary64. */
    FLOAT64("float64", double.class, 8),
    /** {@link String}: its length in bytes as an int64, then its bytes in UTF-8. */
    TEXT("text", String.class, 0);

    private final String text;
    private final Class<?> javaType;
    private final int size;

    ElementType(String text, Class<?> javaType, int size) {
        this.text = text;
        this.javaType = javaType;
        this.size = size;
    }

    /**
     * Size of one element.
     *
     * @return bytes; 0 for {@link #TEXT}, whose elements have different sizes
     */
    public int size() {
        return size;
    }

    static ElementType of(Class<?> element) {
        return Arrays.stream(values())
                .filter(type -> type.javaType == element)
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("an array of " + element.getTypeName()
                        + " has no fingerprint; use boolean, byte, short, int, long, float, double or String, in any"
                        + " number of dimensions"));
    }

    /** The name as it stands in a fingerprint, such as {@code float64}. */
    @Override
    public String toString() {
        return text;
    }
}
