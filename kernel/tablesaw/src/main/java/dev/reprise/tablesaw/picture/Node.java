package dev.reprise.tablesaw.picture;

import java.util.List;
import java.util.Map;

/** An object of a figure's JSON, read with defaults. */
record Node(Map<?, ?> json) {

    static Node of(Object value) {
        return new Node(value instanceof Map<?, ?> map ? map : Map.of());
    }

    boolean has(String key) {
        return json.get(key) != null;
    }

    Object get(String key) {
        return json.get(key);
    }

    Node child(String key) {
        return of(json.get(key));
    }

    /** The list under {@code key}; empty when there is none. */
    List<?> list(String key) {
        return json.get(key) instanceof List<?> list ? list : List.of();
    }

    String string(String key, String otherwise) {
        Object value = json.get(key);
        return value == null || value instanceof List || value instanceof Map ? otherwise : String.valueOf(value);
    }

    double number(String key, double otherwise) {
        return json.get(key) instanceof Number number ? number.doubleValue() : otherwise;
    }

    /** False only where the author of the figure said so. */
    boolean isOn(String key) {
        return !Boolean.FALSE.equals(json.get(key));
    }
}
