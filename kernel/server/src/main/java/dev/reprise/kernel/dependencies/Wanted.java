package dev.reprise.kernel.dependencies;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Everything that a notebook has asked for so far.
 *
 * @param libraries in the order in which they were asked for
 * @param boms POMs that say the versions of libraries
 * @param exclusions libraries, as {@code group:artifact}, that must not come with others; {@code *} for any group or artifact
 * @param poms POMs whose dependencies are wanted
 */
record Wanted(List<Coordinates> libraries, List<Coordinates> boms, Set<String> exclusions, List<NotebookPom> poms) {
    static final Wanted NOTHING = new Wanted(List.of(), List.of(), Set.of(), List.of());

    boolean isEmpty() {
        return libraries.isEmpty() && poms.isEmpty();
    }

    Wanted with(Wanted more) {
        var excluded = new LinkedHashSet<>(exclusions);
        excluded.addAll(more.exclusions);
        return new Wanted(
                joined(libraries, more.libraries), joined(boms, more.boms), excluded, joined(poms, more.poms));
    }

    private static <T> List<T> joined(List<T> first, List<T> second) {
        var all = new LinkedHashSet<>(first);
        all.addAll(second);
        return List.copyOf(all);
    }

    /** The requests as the lock file writes them, in order. */
    List<String> requests() {
        var lines = new ArrayList<String>();
        boms.forEach(bom -> lines.add("bom " + bom));
        exclusions.stream().sorted().forEach(exclusion -> lines.add("exclude " + exclusion));
        Stream.concat(
                        poms.stream().map(NotebookPom::request),
                        libraries.stream().map(Coordinates::toString))
                .forEach(lines::add);
        return lines;
    }
}
