package dev.reprise.evaluator;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Loads the classes of cells and of the jars that the notebook uses.
 *
 * <p>The bytes of a cell's class can be read as a resource, like those of any other class, so that a library can start the
 * same code in another JVM.
 */
final class CellClassLoader extends URLClassLoader {
    private final Map<String, byte[]> cellClasses = new ConcurrentHashMap<>();

    CellClassLoader(ClassLoader parent) {
        super("notebook", new URL[0], parent);
    }

    void define(String name, byte[] bytes) {
        cellClasses.put(name, bytes);
    }

    void addPath(String path) throws MalformedURLException {
        addURL(Path.of(path).toUri().toURL());
    }

    @Override
    protected Class<?> findClass(String name) throws ClassNotFoundException {
        byte[] bytes = cellClasses.get(name);
        return bytes == null ? super.findClass(name) : defineClass(name, bytes, 0, bytes.length);
    }

    @Override
    public InputStream getResourceAsStream(String name) {
        if (name.endsWith(".class")) {
            byte[] bytes = cellClasses.get(
                    name.substring(0, name.length() - ".class".length()).replace('/', '.'));
            if (bytes != null) {
                return new ByteArrayInputStream(bytes);
            }
        }
        return super.getResourceAsStream(name);
    }

    static {
        registerAsParallelCapable();
    }
}
