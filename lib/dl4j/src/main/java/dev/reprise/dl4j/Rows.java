package dev.reprise.dl4j;

import java.io.Serializable;
import java.util.ArrayList;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;

/** Copies chosen examples, in the order in which they are chosen. */
final class Rows {
    private Rows() {}

    static DataSet select(DataSet data, int[] rows) {
        var chosen = new DataSet(
                select(data.getFeatures(), rows),
                select(data.getLabels(), rows),
                select(data.getFeaturesMaskArray(), rows),
                select(data.getLabelsMaskArray(), rows));
        chosen.setLabelNames(data.getLabelNamesList());
        if (data.getExampleMetaData() != null) {
            var metaData = new ArrayList<Serializable>();
            for (int row : rows) {
                metaData.add(data.getExampleMetaData().get(row));
            }
            chosen.setExampleMetaData(metaData);
        }
        return chosen;
    }

    /** Rows along the first dimension, in c order; null of null. */
    static INDArray select(INDArray array, int[] rows) {
        if (array == null) {
            return null;
        }
        long[] shape = array.shape().clone();
        long width = array.length() / shape[0];
        shape[0] = rows.length;
        return Nd4j.pullRows(contiguous(array).reshape('c', array.size(0), width), 1, rows, 'c')
                .reshape('c', shape);
    }

    /** The same examples, such that choosing many times copies them only once. */
    static DataSet contiguous(DataSet data) {
        var copy = new DataSet(
                contiguous(data.getFeatures()),
                contiguous(data.getLabels()),
                contiguous(data.getFeaturesMaskArray()),
                contiguous(data.getLabelsMaskArray()));
        copy.setLabelNames(data.getLabelNamesList());
        copy.setExampleMetaData(data.getExampleMetaData());
        return copy;
    }

    private static INDArray contiguous(INDArray array) {
        return array == null || array.ordering() == 'c' && !array.isView() ? array : array.dup('c');
    }

    static int count(DataSet data) {
        if (data.getFeatures() == null || data.getFeatures().isEmpty()) {
            throw new IllegalArgumentException("the data set has no examples");
        }
        return Math.toIntExact(data.getFeatures().size(0));
    }
}
