package dev.reprise.evaluator.values;

import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Says what objects are that have no {@code toString} of their own, without the hash code that differs at every run. */
final class Plainly {
    private static final int MOST_FIELDS = 12;

    private Plainly() {}

    /** Whether the value is a lambda, or of a class that a cell declares without a {@code toString}. */
    static boolean hasNoTextOfItsOwn(Object value) throws NoSuchMethodException {
        Class<?> type = value.getClass();
        return (type.isHidden() || type.getName().contains("$JShell$"))
                && type.getMethod("toString").getDeclaringClass() == Object.class;
    }

    /** @param text writes the values of fields */
    static String describe(Object value, Function<Object, String> text) throws IllegalAccessException {
        Class<?> type = value.getClass();
        if (type.isHidden()) {
            return "lambda "
                    + Arrays.stream(type.getInterfaces())
                            .map(implemented -> Text.className(implemented.getName()))
                            .collect(Collectors.joining(", "));
        }
        var fields = new ArrayList<String>();
        for (Class<?> c = type; c != null && c.getName().contains("$JShell$"); c = c.getSuperclass()) {
            for (Field field : c.getDeclaredFields()) {
                if (Modifier.isStatic(field.getModifiers()) || field.isSynthetic()) {
                    continue;
                }
                if (fields.size() == MOST_FIELDS) {
                    fields.add("…");
                    break;
                }
                field.setAccessible(true);
                fields.add(field.getName() + "=" + text.apply(field.get(value)));
            }
        }
        String name = type.isAnonymousClass()
                ? "anonymous " + Text.className(kind(type).getName())
                : Text.className(type.getName());
        return name + " {" + String.join(", ", fields) + "}";
    }

    private static Class<?> kind(Class<?> anonymous) {
        return anonymous.getInterfaces().length > 0 ? anonymous.getInterfaces()[0] : anonymous.getSuperclass();
    }
}
