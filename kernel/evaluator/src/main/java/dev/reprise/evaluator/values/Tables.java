package dev.reprise.evaluator.values;

import dev.reprise.notebook.MimeBundle;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.IntFunction;

/** Records, maps, and lists of either, as tables. */
final class Tables {
    private Tables() {}

    /** A record as one row for each component; null when it has none. Its text is its own. */
    static MimeBundle ofRecord(Record value) {
        RecordComponent[] components = value.getClass().getRecordComponents();
        if (components.length == 0) {
            return null;
        }
        List<List<Object>> rows = Arrays.stream(components)
                .map(component -> Arrays.asList(component.getName(), component(component, value)))
                .toList();
        return twoColumns(name(value.getClass()), "component", rows.size(), rows::get)
                .with(MimeBundle.TEXT, Text.of(value));
    }

    /** A map as one row for each entry; null when it has none. Its text is that of any map. */
    static MimeBundle ofMap(Map<?, ?> map) {
        if (map.isEmpty()) {
            return null;
        }
        List<Map.Entry<?, ?>> entries = new ArrayList<>(map.entrySet());
        String caption = String.format(
                Locale.ROOT,
                "%s, %,d %s",
                map.getClass().getSimpleName(),
                entries.size(),
                entries.size() == 1 ? "entry" : "entries");
        return twoColumns(
                        caption,
                        "key",
                        entries.size(),
                        i -> Arrays.asList(
                                entries.get(i).getKey(), entries.get(i).getValue()))
                .with(MimeBundle.TEXT, Text.of(map));
    }

    private static MimeBundle twoColumns(String caption, String first, int size, IntFunction<List<Object>> row) {
        return new Grid(caption, List.of(first, "value"), size, row).bundle();
    }

    /** Elements that are all records of one class or all maps; null when they are not. */
    static MimeBundle ofRows(List<?> elements) {
        Object first = elements.isEmpty() ? null : elements.get(0);
        if (first instanceof Record && elements.stream().allMatch(e -> e != null && e.getClass() == first.getClass())) {
            return ofRecords(elements, first.getClass());
        }
        if (first instanceof Map && elements.stream().allMatch(Tables::hasNames)) {
            return ofMaps(elements);
        }
        return null;
    }

    private static boolean hasNames(Object element) {
        return element instanceof Map<?, ?> map && map.keySet().stream().allMatch(String.class::isInstance);
    }

    private static MimeBundle ofRecords(List<?> elements, Class<?> type) {
        List<RecordComponent> components = List.of(type.getRecordComponents());
        if (components.isEmpty()) {
            return null;
        }
        String caption = String.format(Locale.ROOT, "%,d × %s", elements.size(), name(type));
        return new Grid(
                        caption,
                        components.stream().map(RecordComponent::getName).toList(),
                        elements.size(),
                        i -> row(components, elements.get(i)))
                .bundle();
    }

    private static List<Object> row(List<RecordComponent> components, Object value) {
        var row = new ArrayList<Object>();
        components.forEach(component -> row.add(component(component, value)));
        return row;
    }

    private static MimeBundle ofMaps(List<?> elements) {
        Set<String> names = new LinkedHashSet<>();
        elements.forEach(element -> ((Map<?, ?>) element).keySet().forEach(key -> names.add((String) key)));
        if (names.isEmpty()) {
            return null;
        }
        List<String> columns = List.copyOf(names);
        String caption = String.format(Locale.ROOT, "%,d maps", elements.size());
        return new Grid(caption, columns, elements.size(), i -> {
                    var row = new ArrayList<Object>();
                    columns.forEach(column -> row.add(((Map<?, ?>) elements.get(i)).get(column)));
                    return row;
                })
                .bundle();
    }

    /** The value of a component, or words about why there is none. */
    private static Object component(RecordComponent component, Object value) {
        try {
            component.getAccessor().setAccessible(true);
            return component.getAccessor().invoke(value);
        } catch (InvocationTargetException e) {
            return "(threw " + Text.className(e.getCause().getClass().getName()) + ")";
        } catch (ReflectiveOperationException | RuntimeException e) {
            return "(not accessible)";
        }
    }

    private static String name(Class<?> type) {
        return Text.className(type.getName().contains("$JShell$") ? type.getName() : type.getSimpleName());
    }
}
