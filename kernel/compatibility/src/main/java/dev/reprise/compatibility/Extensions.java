package dev.reprise.compatibility;

import java.util.HashSet;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.Set;
import org.dflib.jjava.jupyter.Extension;
import org.dflib.jjava.kernel.JavaKernel;

/** JJava's extensions: found by {@link ServiceLoader} in the notebook's jars, also in those added later. */
public final class Extensions {
    private static final Set<String> INSTALLED = new HashSet<>();

    private Extensions() {}

    /** Installs those that are new. The kernel calls this when a jar that holds some was added. */
    public static synchronized void install() {
        var found = ServiceLoader.load(Extension.class, Thread.currentThread().getContextClassLoader())
                .iterator();
        while (found.hasNext()) {
            try {
                Extension extension = found.next();
                if (INSTALLED.add(extension.getClass().getName())) {
                    extension.install(JavaKernel.instance());
                }
            } catch (ServiceConfigurationError | RuntimeException | LinkageError e) {
                System.err.println("An extension could not be installed: " + e);
            }
        }
    }
}
