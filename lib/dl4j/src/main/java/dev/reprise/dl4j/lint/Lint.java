package dev.reprise.dl4j.lint;

import dev.reprise.display.TextTable;
import dev.reprise.notebook.Displayable;
import dev.reprise.notebook.MimeBundle;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.linalg.dataset.api.iterator.DataSetIterator;
import org.nd4j.linalg.dataset.api.iterator.MultiDataSetIterator;

/**
 * What will not repeat, found by looking at networks, iterators and graphs before they are run.
 *
 * <pre>{@code
 * Lint lint = Lint.of(network, iterator);
 * lint.isClean();                            // false
 * lint.findings().get(0).remedy();           // Seeded.network(configuration, seeds)
 * }</pre>
 *
 * <p>It knows what was measured, and cannot see into code: an empty list is no proof. To have a proof, run twice and compare
 * {@link dev.reprise.dl4j.Fingerprints}.
 *
 * @param findings worst first
 */
public record Lint(List<Finding> findings) implements Displayable {
    /** Sorts the findings by their effect. */
    public Lint {
        findings =
                findings.stream().sorted(Comparator.comparing(Finding::effect)).toList();
    }

    /**
     * Looks at things.
     *
     * @param things any of: {@link MultiLayerNetwork}, {@link ComputationGraph} or the configuration of one,
     *     {@link DataSetIterator}, {@link MultiDataSetIterator}, {@link SameDiff}, {@code ParallelWrapper},
     *     {@code ParallelInference}, {@code Word2Vec}
     * @return what was found
     * @throws IllegalArgumentException if a thing is of another kind
     */
    public static Lint of(Object... things) {
        var findings = new ArrayList<Finding>();
        for (Object thing : things) {
            findings.addAll(lookAt(thing));
        }
        return new Lint(findings);
    }

    private static List<Finding> lookAt(Object thing) {
        if (thing instanceof MultiLayerNetwork || thing instanceof ComputationGraph) {
            return NetworkRules.ofNetwork(thing);
        }
        if (thing instanceof MultiLayerConfiguration configuration) {
            return NetworkRules.of(configuration);
        }
        if (thing instanceof ComputationGraphConfiguration configuration) {
            return NetworkRules.of(configuration);
        }
        if (thing instanceof DataSetIterator || thing instanceof MultiDataSetIterator) {
            return IteratorRules.of(thing);
        }
        if (thing instanceof SameDiff graph) {
            return SameDiffRules.of(graph);
        }
        if (ParallelRules.knows(thing)) {
            return ParallelRules.of(thing);
        }
        throw new IllegalArgumentException("a network, a configuration, an iterator or a SameDiff graph is needed, not "
                + (thing == null ? "null" : "a " + thing.getClass().getName()));
    }

    /**
     * Whether nothing was found.
     *
     * @return true if there are no findings
     */
    public boolean isClean() {
        return findings.isEmpty();
    }

    @Override
    public MimeBundle toMimeBundle() {
        return sheet().toMimeBundle();
    }

    /** The same table as the notebook shows, in plain text. */
    @Override
    public String toString() {
        return sheet().toString();
    }

    private TextTable sheet() {
        var table = TextTable.of(
                isClean() ? "Nothing found that would not repeat" : "What will not repeat",
                "where",
                "what",
                "effect",
                "measured",
                "instead");
        for (var finding : findings) {
            table = table.row(finding.where(), finding.what(), finding.effect(), finding.measured(), finding.remedy());
        }
        return table;
    }
}
