package dev.reprise.dl4j.lint;

import java.lang.reflect.Field;

/** What an object keeps to itself. */
final class PrivateField {
    private PrivateField() {}

    /** The value of a field of its class or of one that this extends; null if there is none. */
    static Object of(Object thing, String name) {
        for (Class<?> type = thing.getClass(); type != null; type = type.getSuperclass()) {
            try {
                Field field = type.getDeclaredField(name);
                return field.trySetAccessible() ? field.get(thing) : null;
            } catch (NoSuchFieldException e) {
                // It may be in the class that this one extends.
            } catch (IllegalAccessException e) {
                return null;
            }
        }
        return null;
    }
}
