package dev.reprise.dl4j.lint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.reprise.dl4j.Seeded;
import dev.reprise.dl4j.lint.Finding.Effect;
import dev.reprise.notebook.MimeBundle;
import dev.reprise.seeds.Seeds;
import java.io.File;
import java.util.List;
import org.deeplearning4j.datasets.iterator.RandomDataSetIterator;
import org.deeplearning4j.datasets.iterator.file.FileDataSetIterator;
import org.deeplearning4j.datasets.iterator.utilty.ListDataSetIterator;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.distribution.OrthogonalDistribution;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.weightnoise.DropConnect;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.dataset.AsyncDataSetIterator;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.dataset.api.preprocessor.NormalizerStandardize;
import org.nd4j.linalg.factory.Nd4j;

class LintTest {
    private static final Seeds SEEDS = Seeds.of(42);
    private static final List<DataSet> DATA = List.of(new DataSet(Nd4j.ones(4, 2), Nd4j.ones(4, 1)));

    private static MultiLayerConfiguration configuration(Long seed, DenseLayer.Builder layer) {
        var builder = new NeuralNetConfiguration.Builder();
        if (seed != null) {
            builder.seed(seed);
        }
        return builder.list()
                .layer(layer.nIn(2).nOut(3).build())
                .layer(new OutputLayer.Builder().nIn(3).nOut(2).build())
                .build();
    }

    private static String whats(Lint lint) {
        return String.join(
                "\n",
                lint.findings().stream()
                        .map(finding -> finding.effect() + " | " + finding.where() + " | " + finding.what())
                        .toList());
    }

    @Test
    void findsSeedsThatAreNone() {
        assertThat(Lint.of(configuration(12345L, new DenseLayer.Builder())).isClean())
                .isTrue();
        assertThat(whats(Lint.of(configuration(0L, new DenseLayer.Builder())))).contains("varies", "seed 0");
        assertThat(whats(Lint.of(configuration(null, new DenseLayer.Builder()))))
                .contains("varies from run to run | configuration | no seed, so the clock");
        var network = new MultiLayerNetwork(configuration(null, new DenseLayer.Builder()));
        network.init();
        assertThat(whats(Lint.of(network))).contains("no seed");
    }

    @Test
    void isContentWithWhatWeSeeded() {
        var configuration = configuration(null, new DenseLayer.Builder().dropOut(0.5));

        assertThat(Lint.of(Seeded.network(configuration, SEEDS), Seeded.batches(DATA.get(0), 2, SEEDS))
                        .findings())
                .isEmpty();
        assertThat(Lint.of(Seeded.network(configuration, SEEDS)).toString()).contains("Nothing found");
    }

    @Test
    void findsLayersThatDraw() {
        assertThat(whats(Lint.of(configuration(1L, new DenseLayer.Builder().dropOut(0.5)))))
                .isEqualTo("depends on more than the seeds | layer0 | draws while training");
        assertThat(whats(Lint.of(configuration(1L, new DenseLayer.Builder().weightNoise(new DropConnect(0.5))))))
                .contains("draws while training");
        var graph = new NeuralNetConfiguration.Builder()
                .seed(1)
                .graphBuilder()
                .addInputs("in")
                .addLayer(
                        "hidden",
                        new DenseLayer.Builder().nIn(2).nOut(3).dropOut(0.5).build(),
                        "in")
                .addLayer("out", new OutputLayer.Builder().nIn(3).nOut(2).build(), "hidden")
                .setOutputs("out")
                .build();
        assertThat(whats(Lint.of(graph))).contains("hidden | draws while training");
    }

    @Test
    void findsWhatCrashesFirst() {
        var lint = Lint.of(configuration(null, new DenseLayer.Builder().weightInit(new OrthogonalDistribution(1))));

        assertThat(lint.findings()).extracting(Finding::effect).containsExactly(Effect.CRASHES, Effect.VARIES);
    }

    @Test
    void findsIteratorsThatDrawOrShuffleByThemselves(@TempDir File folder) {
        assertThat(whats(Lint.of(new RandomDataSetIterator(
                        2,
                        new long[] {2, 2},
                        new long[] {2, 2},
                        RandomDataSetIterator.Values.RANDOM_UNIFORM,
                        RandomDataSetIterator.Values.ONE_HOT))))
                .contains("varies", "draws from ND4J");
        DATA.get(0).save(new File(folder, "data.bin"));
        assertThat(whats(Lint.of(new FileDataSetIterator(folder)))).contains("new Random()");
        assertThat(Lint.of(new ListDataSetIterator<>(DATA, 2)).isClean()).isTrue();
    }

    @Test
    void findsPreprocessorsThatMayDrawInTheOtherThread() {
        var ahead = new ListDataSetIterator<>(DATA, 2) {
            @Override
            public boolean asyncSupported() {
                return true;
            }
        };
        ahead.setPreProcessor(new NormalizerStandardize());
        assertThat(Lint.of(ahead).isClean()).isTrue();
        ahead.setPreProcessor(data -> {});
        assertThat(whats(Lint.of(ahead))).contains("its preprocessor", "if it draws from ND4J");

        var inMemory = new ListDataSetIterator<>(DATA, 2);
        inMemory.setPreProcessor(data -> {});
        assertThat(Lint.of(inMemory).isClean()).isTrue();
        var async = new AsyncDataSetIterator(inMemory);
        assertThat(whats(Lint.of(async))).contains("its preprocessor");
        async.shutdown();
        assertThat(Lint.of(Seeded.batches(inMemory, SEEDS)).isClean()).isTrue();
    }

    @Test
    void findsOperationsOfSameDiff() {
        var graph = SameDiff.create();
        var table = graph.var("table", Nd4j.zeros(5, 2));
        var indices = graph.constant("indices", Nd4j.createFromArray(1, 1, 2));
        graph.scatterAdd("sum", table, indices, graph.constant(Nd4j.ones(3, 2)));
        graph.random().exponential("times", 1.0, DataType.FLOAT, 3);
        var lint = Lint.of(graph);

        assertThat(whats(lint))
                .contains("sum | scatter_add loses updates where an index is repeated")
                .contains("random_exponential does not move the generator on");
        assertThat(lint.findings())
                .allSatisfy(finding -> assertThat(finding.remedy()).isNotBlank());
        assertThat(Lint.of(SameDiff.create()).isClean()).isTrue();
    }

    /** Stands for Deeplearning4j's class of this name, whose module is not here. */
    private static final class ParallelInference {
        @SuppressWarnings("unused")
        private final String inferenceMode;

        ParallelInference(String mode) {
            inferenceMode = mode;
        }
    }

    /** Stands for Deeplearning4j's class of this name. */
    private static class Word2Vec {
        @SuppressWarnings("unused")
        private final int workers;

        Word2Vec(int workers) {
            this.workers = workers;
        }
    }

    /** Stands for Deeplearning4j's class of this name. */
    private static final class ParallelWrapper {}

    @Test
    void findsWorkersByName() {
        assertThat(whats(Lint.of(new ParallelWrapper()))).contains("copies the model");
        assertThat(whats(Lint.of(new ParallelInference("BATCHED")))).contains("one batch");
        assertThat(Lint.of(new ParallelInference("SEQUENTIAL")).isClean()).isTrue();
        assertThat(whats(Lint.of(new Word2Vec(4)))).contains("several workers");
        assertThat(Lint.of(new Word2Vec(1)).isClean()).isTrue();
        assertThat(whats(Lint.of(new Word2Vec(2) {}))).contains("several workers");
    }

    @Test
    void isShownAsATableAndRefusesWhatItDoesNotKnow() {
        var lint = Lint.of(configuration(0L, new DenseLayer.Builder()));

        assertThat(lint.toString()).contains("What will not repeat", "seed 0", "Seeded.network(configuration, seeds)");
        assertThat(lint.toMimeBundle().data().keySet()).contains(MimeBundle.HTML);
        assertThatThrownBy(() -> Lint.of("a text")).hasMessageContaining("not a java.lang.String");
        assertThatThrownBy(() -> Lint.of((Object) null)).hasMessageContaining("not null");
    }
}
