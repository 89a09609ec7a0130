package dev.reprise.experiment;

import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What came out of a trial: named numbers, and if wanted arrays and texts.
 *
 * <pre>{@code
 * Result result = Result.of("mse", mse).and("predictions", predictions);
 * }</pre>
 *
 * <p>Immutable. Two results are equal if they have the same names and every number has the same bits: 0.0 and -0.0 differ,
 * and so do two NaN with different payloads.
 */
public final class Result {
    static final Result EMPTY = new Result(Collections.emptyMap());

    private final Map<String, Object> parts;

    private Result(Map<String, Object> parts) {
        this.parts = parts;
    }

    /**
     * A result of one number.
     *
     * @param name what the number is, such as {@code "mse"}; not blank
     * @param value any number, NaN and infinities too
     * @return the result
     */
    public static Result of(String name, double value) {
        return EMPTY.and(name, value);
    }

    /**
     * A result of one array.
     *
     * @param name what the array is, such as {@code "predictions"}; not blank
     * @param values any numbers; copied
     * @return the result
     */
    public static Result of(String name, double[] values) {
        return EMPTY.and(name, values);
    }

    /**
     * This result with one more number.
     *
     * @param name what the number is, not used yet
     * @param value any number
     * @return a new result
     * @throws IllegalArgumentException if the name is blank or in use
     */
    public Result and(String name, double value) {
        return plus(name, value);
    }

    /**
     * This result with one more array.
     *
     * @param name what the array is, not used yet
     * @param values any numbers; copied
     * @return a new result
     * @throws IllegalArgumentException if the name is blank or in use
     */
    public Result and(String name, double[] values) {
        return plus(name, values.clone());
    }

    /**
     * This result with one more array of whole numbers, such as predicted classes.
     *
     * @param name what the array is, not used yet
     * @param values any numbers; copied
     * @return a new result
     * @throws IllegalArgumentException if the name is blank or in use
     */
    public Result and(String name, int[] values) {
        return plus(name, Arrays.stream(values).asDoubleStream().toArray());
    }

    /**
     * This result with one more text, such as a digest.
     *
     * @param name what the text is, not used yet
     * @param text any text
     * @return a new result
     * @throws IllegalArgumentException if the name is blank or in use
     */
    public Result and(String name, String text) {
        if (text == null) {
            throw new IllegalArgumentException("result '" + name + "' is null");
        }
        return plus(name, text);
    }

    private Result plus(String name, Object part) {
        if (name.isBlank()) {
            throw new IllegalArgumentException("a part of a result needs a name");
        }
        if (parts.containsKey(name)) {
            throw new IllegalArgumentException("the result has '" + name + "' already");
        }
        var more = new LinkedHashMap<>(parts);
        more.put(name, part);
        return new Result(Collections.unmodifiableMap(more));
    }

    /**
     * One number.
     *
     * @param name which
     * @return the number
     * @throws IllegalArgumentException if the result has no such number
     */
    public double value(String name) {
        return part(name, Double.class, "number");
    }

    /**
     * One array.
     *
     * @param name which
     * @return a copy
     * @throws IllegalArgumentException if the result has no such array
     */
    public double[] array(String name) {
        return part(name, double[].class, "array").clone();
    }

    /**
     * One array of whole numbers.
     *
     * @param name which
     * @return a copy
     * @throws IllegalArgumentException if the result has no such array, or it holds another number
     */
    public int[] ints(String name) {
        return Arrays.stream(part(name, double[].class, "array"))
                .mapToInt(value -> {
                    if (value != (int) value) {
                        throw new IllegalArgumentException("'" + name + "' holds " + value + ", which is no int");
                    }
                    return (int) value;
                })
                .toArray();
    }

    /**
     * One text.
     *
     * @param name which
     * @return the text
     * @throws IllegalArgumentException if the result has no such text
     */
    public String text(String name) {
        return part(name, String.class, "text");
    }

    private <T> T part(String name, Class<T> type, String kind) {
        Object part = parts.get(name);
        if (!type.isInstance(part)) {
            throw new IllegalArgumentException(
                    "the result has no " + kind + " '" + name + "'; it has " + String.join(", ", parts.keySet()));
        }
        return type.cast(part);
    }

    /**
     * The names of the numbers.
     *
     * @return names in the order in which they were added
     */
    public List<String> valueNames() {
        return names(Double.class);
    }

    /**
     * The names of the arrays.
     *
     * @return names in the order in which they were added
     */
    public List<String> arrayNames() {
        return names(double[].class);
    }

    /**
     * The names of the texts.
     *
     * @return names in the order in which they were added
     */
    public List<String> textNames() {
        return names(String.class);
    }

    private List<String> names(Class<?> type) {
        return parts.entrySet().stream()
                .filter(entry -> type.isInstance(entry.getValue()))
                .map(Map.Entry::getKey)
                .toList();
    }

    /** All parts: values of type {@link Double}, {@code double[]} and {@link String}. */
    Map<String, Object> parts() {
        return parts;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Result result && TrialJson.encode(this).equals(TrialJson.encode(result));
    }

    @Override
    public int hashCode() {
        return TrialJson.encode(this).hashCode();
    }

    /** The numbers and texts, and the lengths of the arrays. */
    @Override
    public String toString() {
        var text = new StringBuilder();
        parts.forEach((name, part) -> text.append(text.isEmpty() ? "" : ", ")
                .append(name)
                .append(part instanceof double[] array ? "[" + array.length + "]" : "=" + part));
        return text.toString();
    }
}
