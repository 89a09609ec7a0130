package dev.reprise.experiment;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.LongColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.columns.Column;

/**
 * Named settings of a trial: what a sweep varies, and what a record of it must keep.
 *
 * <pre>{@code
 * Settings settings = Settings.of("lr", 0.01).and("hidden", 10).and("optimiser", "adam");
 * double rate = settings.getDouble("lr");
 * }</pre>
 *
 * <p>A value is a text, a truth value, a whole number or a finite floating-point number. Immutable; equal settings have the
 * same names and values, in any order.
 */
public final class Settings {
    /** No settings at all. */
    public static final Settings NONE = new Settings(Collections.emptyMap());

    private final Map<String, Object> values;

    private Settings(Map<String, Object> values) {
        this.values = values;
    }

    /**
     * One setting.
     *
     * @param name its name, not blank
     * @param value a {@link String}, {@link Boolean}, {@link Integer}, {@link Long}, {@link Float} or {@link Double}
     * @return the settings
     * @throws IllegalArgumentException if the value is of another type or not finite
     */
    public static Settings of(String name, Object value) {
        return NONE.and(name, value);
    }

    /**
     * These settings with one more, or with one replaced.
     *
     * @param name its name, not blank
     * @param value a {@link String}, {@link Boolean}, {@link Integer}, {@link Long}, {@link Float} or {@link Double}
     * @return new settings
     * @throws IllegalArgumentException if the value is of another type or not finite
     */
    public Settings and(String name, Object value) {
        if (name.isBlank()) {
            throw new IllegalArgumentException("a setting needs a name");
        }
        var more = new LinkedHashMap<>(values);
        more.put(name, normal(name, value));
        return new Settings(Collections.unmodifiableMap(more));
    }

    /**
     * These settings with others added; where both have a name, the others count.
     *
     * @param others more settings
     * @return new settings
     */
    public Settings and(Settings others) {
        var more = new LinkedHashMap<>(values);
        more.putAll(others.values);
        return new Settings(Collections.unmodifiableMap(more));
    }

    /**
     * Settings from a map.
     *
     * @param values values by name, of the types that {@link #and(String, Object)} takes
     * @return the settings
     * @throws IllegalArgumentException if a value is of another type or not finite
     */
    public static Settings of(Map<String, ?> values) {
        var settings = NONE;
        for (var entry : values.entrySet()) {
            settings = settings.and(entry.getKey(), entry.getValue());
        }
        return settings;
    }

    private static Object normal(String name, Object value) {
        if (value instanceof Integer || value instanceof Long) {
            return ((Number) value).longValue();
        }
        if (value instanceof Float || value instanceof Double) {
            double number = value instanceof Float ? Double.parseDouble(value.toString()) : (Double) value;
            if (Double.isFinite(number)) {
                return number;
            }
        } else if (value instanceof String || value instanceof Boolean) {
            return value;
        }
        throw new IllegalArgumentException("setting '" + name
                + "' must be a text, a truth value or a finite number, not "
                + (value == null ? "null" : value + " (" + value.getClass().getSimpleName() + ")"));
    }

    /**
     * A number.
     *
     * @param name which
     * @return its value
     * @throws IllegalArgumentException if there is no such setting or it is no number
     */
    public double getDouble(String name) {
        return get(name, Number.class).doubleValue();
    }

    /**
     * A whole number.
     *
     * @param name which
     * @return its value
     * @throws IllegalArgumentException if there is no such setting, or it is no whole number in the range of {@code int}
     */
    public int getInt(String name) {
        long value = getLong(name);
        if (value != (int) value) {
            throw new IllegalArgumentException("setting '" + name + "' is too large for an int: " + value);
        }
        return (int) value;
    }

    /**
     * A whole number.
     *
     * @param name which
     * @return its value
     * @throws IllegalArgumentException if there is no such setting or it is no whole number
     */
    public long getLong(String name) {
        return get(name, Long.class);
    }

    /**
     * A text.
     *
     * @param name which
     * @return its value
     * @throws IllegalArgumentException if there is no such setting or it is no text
     */
    public String getString(String name) {
        return get(name, String.class);
    }

    /**
     * A truth value.
     *
     * @param name which
     * @return its value
     * @throws IllegalArgumentException if there is no such setting or it is no truth value
     */
    public boolean getBoolean(String name) {
        return get(name, Boolean.class);
    }

    private <T> T get(String name, Class<T> type) {
        Object value = values.get(name);
        if (value == null) {
            throw new IllegalArgumentException("there is no setting '" + name + "'; there "
                    + (values.isEmpty() ? "are none" : "is " + String.join(", ", values.keySet())));
        }
        if (!type.isInstance(value)) {
            throw new IllegalArgumentException("setting '" + name + "' is " + value + ", a "
                    + value.getClass().getSimpleName() + ", not a " + type.getSimpleName());
        }
        return type.cast(value);
    }

    /**
     * All settings.
     *
     * @return values of type {@link String}, {@link Boolean}, {@link Long} and {@link Double}, in the order in which they
     *     were added; unmodifiable
     */
    public Map<String, Object> asMap() {
        return values;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Settings settings && values.equals(settings.values);
    }

    @Override
    public int hashCode() {
        return values.hashCode();
    }

    /** For example {@code lr=0.01, hidden=10}. */
    @Override
    public String toString() {
        return values.entrySet().stream()
                .map(entry -> entry.getKey() + "=" + entry.getValue())
                .collect(Collectors.joining(", "));
    }

    /**
     * Settings as columns of a table.
     *
     * @param rows the settings of each row
     * @return one column for each name that a row has, in the order in which they appear: of whole numbers or of numbers if
     *     every row has one, else of texts, empty where a row has none
     */
    public static List<Column<?>> columns(List<Settings> rows) {
        var names = new LinkedHashSet<String>();
        rows.forEach(row -> names.addAll(row.values.keySet()));
        return names.stream()
                .<Column<?>>map(name -> column(
                        name, rows.stream().map(row -> row.values.get(name)).toList()))
                .toList();
    }

    private static Column<?> column(String name, List<Object> values) {
        if (values.stream().allMatch(Long.class::isInstance)) {
            return LongColumn.create(
                    name, values.stream().mapToLong(v -> (Long) v).toArray());
        }
        if (values.stream().allMatch(Number.class::isInstance)) {
            return DoubleColumn.create(
                    name,
                    values.stream().mapToDouble(v -> ((Number) v).doubleValue()).toArray());
        }
        return StringColumn.create(
                name, values.stream().map(v -> v == null ? "" : v.toString()).toList());
    }
}
