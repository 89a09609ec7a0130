package dev.reprise.notebook;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Magics as methods, and magics of the notebook's own.
 *
 * <pre>{@code
 * Magics.register("shout", arguments -> String.join(" ", arguments).toUpperCase(Locale.ROOT));
 * %shout hello
 * }</pre>
 */
public final class Magics {
    private static final Map<String, LineMagic> LINE = new ConcurrentHashMap<>();
    private static final Map<String, CellMagic> CELL = new ConcurrentHashMap<>();

    private Magics() {}

    /** What {@code %name arguments} does. */
    @FunctionalInterface
    public interface LineMagic {
        /** @return the magic's value, shown when it ends the cell; null for none */
        Object run(List<String> arguments) throws Exception;
    }

    /** What {@code %%name arguments}, followed by a body, does. */
    @FunctionalInterface
    public interface CellMagic {
        /** @return the magic's value, shown when it ends the cell; null for none */
        Object run(List<String> arguments, String body) throws Exception;
    }

    /** Makes {@code %name} a magic of this notebook, in the place of the kernel's own if there is one. */
    public static void register(String name, LineMagic magic) {
        LINE.put(name, Objects.requireNonNull(magic));
        Notebook.call("claim", List.of("%" + name));
    }

    /** Makes {@code %%name} a magic of this notebook, in the place of the kernel's own if there is one. */
    public static void register(String name, CellMagic magic) {
        CELL.put(name, Objects.requireNonNull(magic));
        Notebook.call("claim", List.of("%%" + name));
    }

    /** Runs {@code %name arguments}. */
    public static <T> T line(String name, List<String> arguments) {
        return inline(name, String.join(" ", arguments), arguments.toArray(String[]::new));
    }

    /** Runs {@code %name arguments}; {@code raw} is how the arguments are written. */
    public static <T> T inline(String name, String raw, String... arguments) {
        LineMagic own = LINE.get(name);
        return result(
                "line magic",
                name,
                own == null ? () -> Notebook.call("line", List.of(name, raw)) : () -> own.run(List.of(arguments)));
    }

    /** Runs {@code %%name arguments} with a body. */
    public static <T> T cell(String name, List<String> arguments, String body) {
        CellMagic own = CELL.get(name);
        if (own != null) {
            return result("cell magic", name, () -> own.run(arguments, body));
        }
        var call = new ArrayList<>(List.of(name, body));
        call.addAll(arguments);
        return result("cell magic", name, () -> Notebook.call("cell", call));
    }

    private interface Work {
        Object run() throws Exception;
    }

    @SuppressWarnings("unchecked")
    private static <T> T result(String kind, String name, Work work) {
        try {
            return (T) work.run();
        } catch (UndefinedMagicException e) {
            throw e;
        } catch (Exception e) {
            throw new RuntimeException(
                    "Exception occurred while running " + kind + " '" + name + "': " + e.getMessage(), e);
        }
    }
}
