package io.github.spencerpark.jupyter.kernel.magic.registry;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;

/** The notebook's magics. */
public class Magics {
    public void registerLineMagic(String name, LineMagicFunction<?> magic) {
        dev.reprise.notebook.Magics.register(name, magic::execute);
    }

    public void registerCellMagic(String name, CellMagicFunction<?> magic) {
        dev.reprise.notebook.Magics.register(name, magic::execute);
    }

    /** A magic that can be written either way. */
    public <T extends LineMagicFunction<?> & CellMagicFunction<?>> void registerLineCellMagic(String name, T magic) {
        registerLineMagic(name, magic);
        registerCellMagic(name, magic);
    }

    /** The methods of an object, or the static ones of a class, that are marked as magics. */
    public void registerMagics(Object magics) {
        Class<?> type = magics instanceof Class<?> named ? named : magics.getClass();
        Object target = magics instanceof Class<?> ? null : magics;
        for (Method method : type.getDeclaredMethods()) {
            method.setAccessible(true);
            LineMagic line = method.getAnnotation(LineMagic.class);
            if (line != null) {
                names(method, line.value(), line.aliases())
                        .forEach(name -> registerLineMagic(name, args -> call(method, target, args)));
            }
            CellMagic cell = method.getAnnotation(CellMagic.class);
            if (cell != null) {
                names(method, cell.value(), cell.aliases())
                        .forEach(name -> registerCellMagic(name, (args, body) -> call(method, target, args, body)));
            }
        }
    }

    private static List<String> names(Method method, String name, String[] aliases) {
        var names = new ArrayList<>(List.of(aliases));
        names.add(name.isEmpty() ? method.getName() : name);
        return names;
    }

    private static Object call(Method method, Object target, Object... arguments) throws Exception {
        try {
            return method.invoke(target, arguments);
        } catch (InvocationTargetException e) {
            if (e.getCause() instanceof Exception cause) {
                throw cause;
            }
            throw e;
        }
    }
}
