package dev.reprise.dl4j;

import dev.reprise.fingerprint.Trace;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.optimize.api.BaseTrainingListener;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Writes what a network computes into a trace: the initial weights, and in every iteration the batch, the output of each
 * layer but the last, the gradients, the new weights, the updater's state and the score, in this order. Of a graph Deeplearning4j does
 * not tell the labels.
 *
 * <pre>{@code
 * Trace one = Trace.inMemory();
 * Trace two = Trace.inMemory();
 * for (Trace trace : List.of(one, two)) {
 *     MultiLayerNetwork traced = Seeded.network(configuration, seeds);
 *     traced.addListeners(new TraceListener(trace));
 *     traced.fit(train);
 * }
 * boolean same = dev.reprise.fingerprint.Traces.firstDivergence(one, two).isNone();      // true
 * }</pre>
 *
 * <p>It does not change what the network computes. It copies and digests all that it sees, which takes longer than training a
 * small network: use it to search, and take it away afterwards.
 */
public final class TraceListener extends BaseTrainingListener {
    private final Trace trace;
    private boolean begun;

    /**
     * A listener for one network.
     *
     * @param trace what to add to
     */
    public TraceListener(Trace trace) {
        this.trace = trace;
    }

    @Override
    public void onForwardPass(Model model, List<INDArray> activations) {
        var names = ((MultiLayerNetwork) model).getLayerNames();
        var outputs = new LinkedHashMap<String, INDArray>();
        // The first is the input; while training, the last layer's output is not computed.
        for (int i = 1; i < activations.size(); i++) {
            outputs.put(names.get(i - 1), activations.get(i));
        }
        onForwardPass(model, outputs);
    }

    @Override
    public void onForwardPass(Model model, Map<String, INDArray> activations) {
        long step = TrainedModel.of(model).iteration();
        if (!begun) {
            begun = true;
            add(step, "initial ", model.paramTable());
        }
        add(step, "", batch(model));
        add(step, "output of ", new TreeMap<>(activations));
    }

    private static Map<String, INDArray> batch(Model model) {
        var batch = new LinkedHashMap<String, INDArray>();
        if (model instanceof MultiLayerNetwork network) {
            batch.put("input", network.getInput());
            batch.put("labels", network.getLabels());
        } else if (model instanceof ComputationGraph graph) {
            for (int i = 0; i < graph.getNumInputArrays(); i++) {
                batch.put("input " + i, graph.getInput(i));
            }
        }
        return batch;
    }

    @Override
    public void onGradientCalculation(Model model) {
        add(TrainedModel.of(model).iteration(), "gradient ", model.gradient().gradientForVariable());
    }

    @Override
    public void iterationDone(Model model, int iteration, int epoch) {
        add(iteration, "", model.paramTable());
        var updater = TrainedModel.of(model).updaterState();
        if (updater != null) {
            Fingerprints.add(trace, iteration, "updater", updater);
        }
        trace.add(iteration, "score", model.score());
    }

    private void add(long step, String kind, Map<String, INDArray> arrays) {
        arrays.forEach((name, array) -> {
            if (array != null) {
                Fingerprints.add(trace, step, kind + name, array);
            }
        });
    }
}
