package dev.reprise.dl4j.lint;

import dev.reprise.dl4j.lint.Finding.Effect;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.linalg.factory.Nd4j;

/** What the operations of a SameDiff graph do. */
final class SameDiffRules {
    /** They run several threads over the updates without a lock. */
    private static final Set<String> SCATTER = Set.of(
            "scatter_add",
            "scatter_sub",
            "scatter_mul",
            "scatter_div",
            "scatter_update",
            "scatter_upd",
            "scatter_nd",
            "scatter_nd_add",
            "scatter_nd_sub",
            "scatter_nd_update",
            "scatter_max",
            "scatter_min");

    /** They draw from the generator, but leave it where it was. */
    private static final Set<String> NOT_ADVANCING = Set.of(
            "randomuniform",
            "random_bernoulli",
            "random_exponential",
            "random_normal",
            "random_shuffle",
            "random_poisson",
            "random_multinomial",
            "random_crop",
            "dropout");

    private SameDiffRules() {}

    static List<Finding> of(SameDiff graph) {
        var findings = new ArrayList<Finding>();
        for (var operation : graph.ops()) {
            String name = operation.opName();
            String where = String.join(", ", operation.outputVariablesNames());
            if (SCATTER.contains(name)) {
                findings.add(scatter(where, name));
            } else if (name.equals("random_gamma")) {
                findings.add(new Finding(
                        Effect.VARIES,
                        where,
                        "random_gamma keeps a counter that no seed resets",
                        "after the same seed other numbers within one JVM, and others again with more threads",
                        "draw with seeds.stream(\"name\") in Java, and pass the numbers in"));
            } else if (NOT_ADVANCING.contains(name)) {
                findings.add(new Finding(
                        Effect.DEPENDS,
                        where,
                        name + " does not move the generator on, so the next such operation gives the same numbers",
                        "two calls in a row: the same numbers",
                        "Nd4j.rand, Nd4j.randn or the dropout of a layer, which move on; or seed before each call"));
            }
        }
        return findings;
    }

    private static Finding scatter(String where, String name) {
        int threads = Nd4j.getEnvironment().maxThreads();
        String what = name + " loses updates where an index is repeated, because threads write at once";
        String measured =
                "with two threads, scatter_add, sub, nd and nd_add: 40 different results in 40 runs, some wrong by"
                        + " more than their size; with one thread: 1 in 40";
        String remedy = "OMP_NUM_THREADS=1 before the JVM starts (Level.MACHINE)";
        return threads > 1
                ? new Finding(Effect.VARIES, where, what, measured, remedy + "; this JVM has " + threads + " threads")
                : new Finding(Effect.DEPENDS, where, what, measured, "keep " + remedy + ", as here");
    }
}
