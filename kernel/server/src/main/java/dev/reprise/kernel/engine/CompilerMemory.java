package dev.reprise.kernel.engine;

import static dev.reprise.kernel.engine.Internals.call;
import static dev.reprise.kernel.engine.Internals.field;

import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import jdk.jshell.JShell;
import jdk.jshell.Snippet;

/**
 * Lets go of what JShell keeps for good and needs no more.
 *
 * <p>JShell keeps every snippet that it has ever evaluated, its wrapper and its class; a rejected one keeps its diagnostics,
 * which hold the compiler's whole symbol table. The compiler's pool keeps what it has found out about every generic call,
 * and a listener for each static import of each compilation, so that later ones take longer. There is no public way to be
 * rid of any of it; the kernel's JVM opens JShell's package for this. Where it does not, nothing but memory and time is
 * lost.
 */
final class CompilerMemory {
    private static final Pattern WRAPPER = Pattern.compile("(?:REPL\\.)?(\\$JShell\\$(\\w+)).*");
    private static final Pattern KEY = Pattern.compile("(\\d+)[A-Z]*");

    private final JShell jshell;

    private CompilerMemory(JShell jshell) {
        this.jshell = jshell;
    }

    /** Of a rejected snippet, once the reader was told: its diagnostics must not be asked for any more. */
    static void releaseDiagnostics(Snippet rejected) {
        try {
            call(rejected, "setDiagnostics", (Object) null);
        } catch (RuntimeException e) {
            // It stays.
        }
    }

    /**
     * Of snippets, takes the classes of those that nothing can refer to any more out of the compiler's sight: it would look
     * at each of them in every later compilation. The snippets themselves stay, so that exceptions out of them still name
     * their lines.
     *
     * @param touched with each spent snippet the one in its place, if there is one, for that may have a class of the same name
     */
    static void releaseClasses(JShell jshell, Collection<Snippet> touched) {
        try {
            var memory = new CompilerMemory(jshell);
            Set<String> classes = classes(touched.stream().filter(memory::isSpent));
            classes.removeAll(classes(touched.stream().filter(snippet -> !memory.isSpent(snippet))));
            Map<String, ?> compiled = memory.compiled();
            compiled.keySet().removeIf(name -> {
                Matcher wrapper = WRAPPER.matcher(name);
                return wrapper.matches() && classes.contains(wrapper.group(1));
            });
        } catch (RuntimeException e) {
            // They stay.
        }
    }

    private Map<String, ?> compiled() {
        return field(field(field(jshell, "taskFactory"), "fileManager"), "classObjects");
    }

    private static Set<String> classes(Stream<Snippet> snippets) {
        return snippets.map(snippet -> call(snippet, "outerWrap"))
                .filter(Objects::nonNull)
                .map(wrapper -> Internals.<String>call(wrapper, "className"))
                .collect(Collectors.toCollection(HashSet::new));
    }

    /**
     * Forgets the snippets that nothing can refer to any more, except the latest of them: code that they have left behind,
     * in a listener perhaps, may still throw, and then the reader is told the line.
     *
     * @return whether a class of this name is still needed
     */
    static Predicate<String> release(JShell jshell, int latestKept) {
        try {
            var memory = new CompilerMemory(jshell);
            memory.renewCompilers();
            return memory.release(latestKept);
        } catch (RuntimeException e) {
            return name -> true;
        }
    }

    /** The first compilation after this takes some tens of milliseconds longer. */
    private void renewCompilers() {
        call(field(jshell, "taskFactory"), "initTaskPool");
    }

    private Predicate<String> release(int latestKept) {
        Object maps = field(jshell, "maps");
        Collection<Snippet> all = field(maps, "snippets");
        List<Snippet> latestByKey = field(maps, "keyIndexToSnippet");
        Map<String, Set<Integer>> dependents = field(maps, "dependencies");
        Map<String, ?> wrappers = field(field(jshell, "outerMap"), "classOuters");
        Map<String, ?> tracked = field(field(jshell, "classTracker"), "map");
        Map<String, ?> compiled = compiled();

        List<Snippet> spent = all.stream().filter(this::isSpent).toList();
        Set<Snippet> released = Set.copyOf(spent.subList(0, Math.max(0, spent.size() - latestKept)));
        all.removeAll(released);
        latestByKey.replaceAll(snippet -> snippet != null && released.contains(snippet) ? null : snippet);
        forgetKeys(key -> latestByKey.size() > key && latestByKey.get(key) == null);
        dependents.values().forEach(keys -> keys.removeIf(key -> latestByKey.get(key) == null));
        dependents.values().removeIf(Set::isEmpty);

        Predicate<String> needed = needed(all, latestByKey);
        wrappers.keySet().removeIf(needed.negate());
        tracked.keySet().removeIf(needed.negate());
        compiled.keySet().removeIf(needed.negate());
        return needed;
    }

    /** What has been run, refused, dropped or overwritten. */
    private boolean isSpent(Snippet snippet) {
        return !jshell.status(snippet).isActive() || !snippet.kind().isPersistent();
    }

    /** A name that is declared again after this gets a new key, and so a class name that has never been used. */
    private void forgetKeys(Predicate<Integer> free) {
        Object keys = field(jshell, "keyMap");
        for (String kind : List.of("classMap", "methodMap", "varMap", "importMap")) {
            Map<String, ?> ofKind = field(keys, kind);
            ofKind.values().removeIf(key -> free.test(call(key, "index")));
        }
    }

    /**
     * The classes of snippets that are kept; and all those that a name had which is not declared now, since JShell goes
     * through the same class names when it is declared again.
     */
    private Predicate<String> needed(Collection<Snippet> kept, List<Snippet> latestByKey) {
        Set<String> classes = classes(kept.stream());
        Set<String> undeclared = latestByKey.stream()
                .filter(snippet -> snippet != null && isSpent(snippet))
                .map(snippet -> String.valueOf(Internals.<Integer>call(call(snippet, "key"), "index")))
                .collect(Collectors.toSet());
        return name -> {
            Matcher wrapper = WRAPPER.matcher(name);
            if (!wrapper.matches() || classes.contains(wrapper.group(1))) {
                return true;
            }
            return KEY.matcher(wrapper.group(2)).results().anyMatch(key -> undeclared.contains(key.group(1)));
        };
    }
}
