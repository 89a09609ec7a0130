package dev.reprise.kernel.engine;

import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.util.Arrays;

/**
 * What JShell has and does not offer, by name. The kernel's JVM opens JShell's package for this; where it does not, all of
 * it throws, and callers do without.
 */
final class Internals {
    private Internals() {}

    @SuppressWarnings("unchecked")
    static <T> T field(Object owner, String name) {
        try {
            Field field = owner.getClass().getDeclaredField(name);
            field.setAccessible(true);
            return (T) field.get(owner);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Calls the method of this name and number of parameters that the object's class or the nearest superclass has. */
    @SuppressWarnings("unchecked")
    static <T> T call(Object owner, String name, Object... arguments) {
        for (Class<?> type = owner.getClass(); type != null; type = type.getSuperclass()) {
            Method method = Arrays.stream(type.getDeclaredMethods())
                    .filter(m -> m.getName().equals(name) && m.getParameterCount() == arguments.length)
                    .findFirst()
                    .orElse(null);
            if (method != null) {
                try {
                    method.setAccessible(true);
                    return (T) method.invoke(owner, arguments);
                } catch (ReflectiveOperationException e) {
                    throw new IllegalStateException(e);
                }
            }
        }
        throw new IllegalStateException("JShell has no " + name);
    }
}
