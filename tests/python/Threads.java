import dev.reprise.data.Datasets;
import dev.reprise.dl4j.Fingerprints;
import dev.reprise.reference.Activation;
import dev.reprise.reference.Network;
import dev.reprise.reference.Trainer;
import dev.reprise.seeds.Seeds;
import java.util.SplittableRandom;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Sgd;

/** Prints the fingerprints of two small trainings, one of Deeplearning4j and one of the reference engine; see test_threads.py. */
class Threads {
    private static final int BATCH = 128;
    private static final int INPUTS = 784;
    private static final int CLASSES = 10;

    public static void main(String[] arguments) {
        System.out.println("dl4j " + dense());
        System.out.println("reference "
                + Trainer.of(Network.inputs(2).dense(16, Activation.TANH).dense(2, Activation.SOFTMAX))
                        .train(Datasets.moons(80, 0.3, Seeds.of(1)), Seeds.of(42))
                        .fingerprint());
    }

    /** 784-512-256-10, its matrices large enough for OpenBLAS to split their products among threads. */
    private static Object dense() {
        var network = new MultiLayerNetwork(new NeuralNetConfiguration.Builder()
                .seed(42)
                .updater(new Sgd(0.1))
                .list()
                .layer(new DenseLayer.Builder().nIn(INPUTS).nOut(512).build())
                .layer(new DenseLayer.Builder().nOut(256).build())
                .layer(new OutputLayer.Builder().nOut(CLASSES).build())
                .build());
        network.init();
        var random = new SplittableRandom(42);
        float[][] inputs = new float[BATCH][INPUTS];
        float[][] labels = new float[BATCH][CLASSES];
        for (int row = 0; row < BATCH; row++) {
            for (int i = 0; i < INPUTS; i++) {
                inputs[row][i] = (float) random.nextDouble();
            }
            labels[row][random.nextInt(CLASSES)] = 1;
        }
        for (int iteration = 0; iteration < 3; iteration++) {
            network.fit(Nd4j.create(inputs), Nd4j.create(labels));
        }
        return Fingerprints.of(network.params());
    }
}
