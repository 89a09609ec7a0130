package dev.reprise.kernel.engine;

import java.lang.reflect.Method;
import jdk.jshell.Snippet;

/**
 * Lets go of what the compiler has said against a snippet, once it has been told.
 *
 * <p>JShell keeps every snippet for good, and a rejected one keeps its diagnostics, which hold the compiler's whole symbol
 * table: hundreds of kilobytes for each slip of the pen. There is no public way to drop them; the kernel's JVM opens
 * JShell's package for this. Where it does not, nothing but memory is lost.
 */
final class SpentDiagnostics {
    private static final Method SETTER = setter();

    private SpentDiagnostics() {}

    private static Method setter() {
        try {
            Method setter = Snippet.class.getDeclaredMethod("setDiagnostics", Class.forName("jdk.jshell.DiagList"));
            setter.setAccessible(true);
            return setter;
        } catch (ReflectiveOperationException | RuntimeException e) {
            return null;
        }
    }

    /** The snippet's diagnostics must not be asked for any more. */
    static void release(Snippet rejected) {
        if (SETTER != null) {
            try {
                SETTER.invoke(rejected, (Object) null);
            } catch (ReflectiveOperationException e) {
                // As without the setter.
            }
        }
    }
}
