package dev.reprise.dl4j;

import java.util.Collection;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.optimize.api.TrainingListener;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;

/** What both kinds of network of Deeplearning4j can do, but have no common type for. */
sealed interface TrainedModel {
    static TrainedModel of(Model model) {
        if (model instanceof MultiLayerNetwork layers) {
            return new Layers(layers);
        }
        if (model instanceof ComputationGraph graph) {
            return new Graph(graph);
        }
        throw new IllegalArgumentException("a MultiLayerNetwork or a ComputationGraph is needed, not a "
                + model.getClass().getName());
    }

    Model model();

    int iteration();

    int epoch();

    void setCounters(int iteration, int epoch);

    void incrementEpoch();

    /** The array itself, not a copy; null if the updater keeps none. */
    INDArray updaterState();

    void setScore(double score);

    String configuration();

    Collection<TrainingListener> listeners();

    void fit(DataSet batch);

    double loss(DataSet data);

    INDArray output(INDArray features);

    /** A network of layers. */
    record Layers(MultiLayerNetwork model) implements TrainedModel {
        @Override
        public int iteration() {
            return model.getIterationCount();
        }

        @Override
        public int epoch() {
            return model.getEpochCount();
        }

        @Override
        public void setCounters(int iteration, int epoch) {
            model.setIterationCount(iteration);
            model.setEpochCount(epoch);
        }

        @Override
        public void incrementEpoch() {
            model.incrementEpochCount();
        }

        @Override
        public INDArray updaterState() {
            return model.getUpdater().getStateViewArray();
        }

        @Override
        public void setScore(double score) {
            model.setScore(score);
        }

        @Override
        public String configuration() {
            return model.getLayerWiseConfigurations().toJson();
        }

        @Override
        public Collection<TrainingListener> listeners() {
            return model.getListeners();
        }

        @Override
        public void fit(DataSet batch) {
            model.fit(batch);
        }

        @Override
        public double loss(DataSet data) {
            return model.score(data);
        }

        @Override
        public INDArray output(INDArray features) {
            return model.output(features);
        }
    }

    /** A graph with one input and one output. */
    record Graph(ComputationGraph model) implements TrainedModel {
        @Override
        public int iteration() {
            return model.getIterationCount();
        }

        @Override
        public int epoch() {
            return model.getEpochCount();
        }

        @Override
        public void setCounters(int iteration, int epoch) {
            model.getConfiguration().setIterationCount(iteration);
            model.getConfiguration().setEpochCount(epoch);
        }

        @Override
        public void incrementEpoch() {
            model.incrementEpochCount();
        }

        @Override
        public INDArray updaterState() {
            return model.getUpdater().getStateViewArray();
        }

        @Override
        public void setScore(double score) {
            model.setScore(score);
        }

        @Override
        public String configuration() {
            return model.getConfiguration().toJson();
        }

        @Override
        public Collection<TrainingListener> listeners() {
            return model.getListeners();
        }

        @Override
        public void fit(DataSet batch) {
            model.fit(batch);
        }

        @Override
        public double loss(DataSet data) {
            return model.score(data);
        }

        @Override
        public INDArray output(INDArray features) {
            return model.outputSingle(features);
        }
    }
}
