package dev.reprise.evaluator;

import dev.reprise.notebook.CommMessage;
import dev.reprise.notebook.MimeBundle;
import java.lang.reflect.Array;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Structures of user code, copied into maps, lists, strings and numbers of the JDK.
 *
 * <p>Frames are written later and by another thread, when a structure may have changed; and what its methods throw belongs
 * to the cell that it comes from, not to that thread.
 */
final class Plain {
    private Plain() {}

    static MimeBundle copy(MimeBundle bundle) {
        return bundle == null ? null : new MimeBundle(copy(bundle.data()), copy(bundle.metadata()));
    }

    static CommMessage copy(CommMessage message) {
        return new CommMessage(
                message.kind(),
                message.comm(),
                message.target(),
                copy(message.data()),
                copy(message.metadata()),
                message.buffers());
    }

    private static Map<String, Object> copy(Map<?, ?> map) {
        var copy = new LinkedHashMap<String, Object>();
        map.forEach((key, value) -> copy.put(String.valueOf(key), copy(value)));
        return copy;
    }

    private static Object copy(Object value) {
        if (value == null || value instanceof String || value instanceof Boolean || value instanceof byte[]) {
            return value;
        } else if (value instanceof Integer
                || value instanceof Long
                || value instanceof Short
                || value instanceof Byte) {
            return ((Number) value).longValue();
        } else if (value instanceof Number number) {
            return number.doubleValue();
        } else if (value instanceof Map<?, ?> map) {
            return copy(map);
        } else if (value instanceof List<?> list) {
            var copy = new ArrayList<Object>();
            list.forEach(element -> copy.add(copy(element)));
            return copy;
        } else if (value.getClass().isArray()) {
            var copy = new ArrayList<Object>();
            for (int i = 0; i < Array.getLength(value); i++) {
                copy.add(copy(Array.get(value, i)));
            }
            return copy;
        }
        return String.valueOf(value);
    }
}
