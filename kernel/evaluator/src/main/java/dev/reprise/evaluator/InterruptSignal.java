package dev.reprise.evaluator;

import java.lang.reflect.Proxy;

/**
 * SIGINT, which Ctrl-C in a terminal sends to every process of the group, and which would otherwise end a JVM.
 *
 * <p>By reflection, because javac warns of {@code sun.misc.Signal} in a way that cannot be switched off; JEP 260 keeps it
 * for lack of a replacement.
 */
public final class InterruptSignal {
    private InterruptSignal() {}

    /** Runs an action, on a thread of the JVM's, whenever the signal comes. A JVM without signals is left as it is. */
    public static void handle(Runnable action) {
        try {
            Class<?> signal = Class.forName("sun.misc.Signal");
            Class<?> handler = Class.forName("sun.misc.SignalHandler");
            Object proxy =
                    Proxy.newProxyInstance(handler.getClassLoader(), new Class<?>[] {handler}, (self, method, args) -> {
                        action.run();
                        return null;
                    });
            signal.getMethod("handle", signal, handler)
                    .invoke(null, signal.getConstructor(String.class).newInstance("INT"), proxy);
        } catch (ReflectiveOperationException e) {
            // Then Ctrl-C ends the process, as it does in other programs.
        }
    }
}
