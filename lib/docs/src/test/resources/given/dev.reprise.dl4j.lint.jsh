import org.deeplearning4j.datasets.iterator.utilty.ListDataSetIterator;
import org.deeplearning4j.nn.conf.*;
import org.deeplearning4j.nn.conf.layers.*;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;
MultiLayerNetwork network = new MultiLayerNetwork(new NeuralNetConfiguration.Builder().list().layer(new OutputLayer.Builder().nIn(2).nOut(2).build()).build());
ListDataSetIterator<DataSet> iterator = new ListDataSetIterator<>(List.of(new DataSet(Nd4j.eye(2), Nd4j.eye(2))));
