package dev.reprise.dl4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.reprise.seeds.Seeds;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.NoSuchElementException;
import org.deeplearning4j.datasets.iterator.utilty.ListDataSetIterator;
import org.deeplearning4j.earlystopping.EarlyStoppingConfiguration;
import org.deeplearning4j.earlystopping.EarlyStoppingResult;
import org.deeplearning4j.earlystopping.scorecalc.DataSetLossCalculator;
import org.deeplearning4j.earlystopping.termination.MaxEpochsTerminationCondition;
import org.deeplearning4j.earlystopping.termination.ScoreImprovementEpochTerminationCondition;
import org.deeplearning4j.earlystopping.trainer.EarlyStoppingTrainer;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.Test;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.autodiff.samediff.TrainingConfig;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.AsyncDataSetIterator;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.dataset.MultiDataSet;
import org.nd4j.linalg.dataset.api.iterator.DataSetIterator;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.weightinit.impl.XavierInitScheme;

class SeededTest {
    private static final Seeds SEEDS = Seeds.of(42);

    private static DataSet numbered(int examples) {
        INDArray numbers = Nd4j.arange(examples).reshape(examples, 1);
        return new DataSet(numbers, numbers.mul(10));
    }

    private static List<Integer> numbers(DataSet data) {
        var numbers = new ArrayList<Integer>();
        for (float number : data.getFeatures().dup().data().asFloat()) {
            numbers.add((int) number);
        }
        return numbers;
    }

    @Test
    void initialWeightsComeFromTheStreamInitAlone() {
        var network = Seeded.network(Noisy.configuration(), SEEDS);
        Nd4j.getRandom().setSeed(7);
        Nd4j.rand(100);

        assertThat(Seeded.network(Noisy.configuration(), SEEDS).params()).isEqualTo(network.params());
        assertThat(Seeded.network(Noisy.configuration(), SEEDS.with("shuffle", Seeds.of(1)))
                        .params())
                .isEqualTo(network.params());
        assertThat(Seeded.network(Noisy.configuration(), SEEDS.with("init", Seeds.of(1)))
                        .params())
                .isNotEqualTo(network.params());
    }

    @Test
    void theConfigurationIsNotChanged() {
        var configuration = Noisy.configuration();
        String before = configuration.toJson();
        Seeded.network(configuration, SEEDS).fit(Noisy.data());

        assertThat(configuration.toJson()).isEqualTo(before);
    }

    @Test
    void graphsAreSeededToo() {
        var configuration = new NeuralNetConfiguration.Builder()
                .graphBuilder()
                .addInputs("in")
                .addLayer(
                        "dense",
                        new DenseLayer.Builder().nIn(4).nOut(8).dropOut(0.5).build(),
                        "in")
                .addLayer("out", new OutputLayer.Builder().nIn(8).nOut(2).build(), "dense")
                .setOutputs("out")
                .build();
        var trained = new ArrayList<INDArray>();
        for (var seeds : List.of(SEEDS, SEEDS, SEEDS.with("dropout", Seeds.of(1)), SEEDS.with("init", Seeds.of(1)))) {
            var graph = Seeded.network(configuration, seeds);
            Nd4j.rand(trained.size() + 1);
            graph.fit(Noisy.batches(seeds), 2);
            trained.add(graph.params());
        }

        assertThat(trained.get(1)).isEqualTo(trained.get(0));
        assertThat(trained.get(2)).isNotEqualTo(trained.get(0));
        assertThat(trained.get(3)).isNotEqualTo(trained.get(0));
    }

    @Test
    void graphsOfSeveralInputsAreSeededTooAndNothingInBetweenMatters() {
        var configuration = new NeuralNetConfiguration.Builder()
                .graphBuilder()
                .addInputs("left", "right")
                .addLayer(
                        "dense",
                        new DenseLayer.Builder().nIn(8).nOut(8).dropOut(0.5).build(),
                        "left",
                        "right")
                .addLayer("out", new OutputLayer.Builder().nIn(8).nOut(2).build(), "dense")
                .setOutputs("out")
                .build();
        var data = Noisy.data();
        var both = new MultiDataSet(
                new INDArray[] {data.getFeatures(), data.getFeatures().mul(2)}, new INDArray[] {data.getLabels()});
        var trained = new ArrayList<INDArray>();
        for (var seeds : List.of(SEEDS, SEEDS, SEEDS.with("dropout", Seeds.of(1)))) {
            var graph = Seeded.network(configuration, seeds);
            for (int iteration = 0; iteration < 5; iteration++) {
                Nd4j.rand(trained.size() + 1);
                graph.fit(both);
            }
            trained.add(graph.params());
        }

        assertThat(trained.get(1)).isEqualTo(trained.get(0));
        assertThat(trained.get(2)).isNotEqualTo(trained.get(0));
    }

    @Test
    void whatIsDrawnInBetweenDoesNotMatter() {
        var undisturbed = trained(Noisy.batches(SEEDS), network -> {});
        var disturbed = trained(Noisy.batches(SEEDS), network -> {
            Nd4j.getRandom().setSeed(1);
            Nd4j.rand(17);
            Nd4j.getRandom().nextGaussian();
        });

        assertThat(disturbed).isEqualTo(undisturbed);
    }

    @Test
    void fetchingAheadInAnotherThreadGivesTheSameBits() {
        DataSetIterator async = new AsyncDataSetIterator(Noisy.batches(SEEDS), 4);

        assertThat(trained(async, network -> {})).isEqualTo(trained(Noisy.batches(SEEDS), network -> {}));
    }

    private static INDArray trained(DataSetIterator batches, java.util.function.Consumer<MultiLayerNetwork> disturb) {
        var network = Seeded.network(Noisy.configuration(), SEEDS);
        for (int epoch = 0; epoch < 3; epoch++) {
            disturb.accept(network);
            network.fit(batches);
        }
        return network.params();
    }

    @Test
    void copiesTrainOnLikeTheOriginal() {
        var original = Seeded.network(Noisy.configuration(), SEEDS);
        original.fit(Noisy.batches(SEEDS));
        var copies = List.of(original.clone(), Seeded.network(plainCopy(original), SEEDS));
        var batches = Noisy.batches(SEEDS);
        batches.moveTo(new Position(1, 0));
        original.fit(batches);

        for (var copy : copies) {
            batches.moveTo(new Position(1, 0));
            copy.fit(batches);
            assertThat(Fingerprints.parts(copy)).isEqualTo(Fingerprints.parts(original));
        }
    }

    private static MultiLayerNetwork plainCopy(MultiLayerNetwork network) {
        var copy = new MultiLayerNetwork(network.getLayerWiseConfigurations().clone());
        copy.init(network.params(), true);
        copy.getUpdater()
                .setStateViewArray(
                        copy, network.getUpdater().getStateViewArray().dup(), false);
        return copy;
    }

    @Test
    void earlyStoppingRepeats() {
        var split = Seeded.split(Noisy.data(), 0.3, SEEDS);
        var results = new ArrayList<EarlyStoppingResult<MultiLayerNetwork>>();
        for (int run = 0; run < 2; run++) {
            var stopping = new EarlyStoppingConfiguration.Builder<MultiLayerNetwork>()
                    .epochTerminationConditions(
                            new MaxEpochsTerminationCondition(15), new ScoreImprovementEpochTerminationCondition(2))
                    .scoreCalculator(new DataSetLossCalculator(
                            new ListDataSetIterator<>(split.getTest().asList(), 8), true))
                    .build();
            Nd4j.rand(run + 1);
            results.add(new EarlyStoppingTrainer(
                            stopping,
                            Seeded.network(Noisy.configuration(), SEEDS),
                            Seeded.batches(split.getTrain(), Noisy.BATCH, SEEDS))
                    .fit());
        }

        assertThat(results.get(0).getBestModel()).isNotNull();
        assertThat(results.get(1).getScoreVsEpoch()).isEqualTo(results.get(0).getScoreVsEpoch());
        assertThat(results.get(1).getBestModelEpoch()).isEqualTo(results.get(0).getBestModelEpoch());
        assertThat(Fingerprints.of(results.get(1).getBestModel()))
                .isEqualTo(Fingerprints.of(results.get(0).getBestModel()));
    }

    @Test
    void sameDiffGraphsAreSeededToo() {
        var trained = new ArrayList<INDArray>();
        for (var seeds : List.of(SEEDS, SEEDS, SEEDS.with("dropout", Seeds.of(1)), SEEDS.with("init", Seeds.of(1)))) {
            Nd4j.rand(trained.size() + 1);
            var graph = Seeded.sameDiff(SeededTest::define, seeds);
            graph.setTrainingConfig(TrainingConfig.builder()
                    .updater(new Adam(0.01))
                    .dataSetFeatureMapping("in")
                    .dataSetLabelMapping("label")
                    .build());
            Nd4j.rand(trained.size() + 2);
            graph.fit(Noisy.batches(seeds), 2);
            trained.add(graph.getVariable("weights").getArr());
        }

        assertThat(trained.get(1)).isEqualTo(trained.get(0));
        assertThat(trained.get(2)).isNotEqualTo(trained.get(0));
        assertThat(trained.get(3)).isNotEqualTo(trained.get(0));
    }

    private static void define(SameDiff graph) {
        var in = graph.placeHolder("in", DataType.FLOAT, -1, 4);
        var label = graph.placeHolder("label", DataType.FLOAT, -1, 2);
        var weights = graph.var("weights", new XavierInitScheme('c', 4, 2), DataType.FLOAT, 4, 2);
        graph.loss()
                .meanSquaredError(
                        "loss", label, graph.nn().dropout("dropped", in, 0.5).mmul("out", weights), null);
        graph.setLossVariables("loss");
    }

    @Test
    void everyEpochHasEveryExampleOnceInAnotherOrder() {
        var batches = Seeded.batches(numbered(10), 4, SEEDS);
        var epochs = new ArrayList<List<Integer>>();
        for (int epoch = 0; epoch < 3; epoch++) {
            var sizes = new ArrayList<Integer>();
            var order = new ArrayList<Integer>();
            while (batches.hasNext()) {
                DataSet batch = batches.next();
                sizes.add(batch.numExamples());
                order.addAll(numbers(batch));
                assertThat(batch.getLabels()).isEqualTo(batch.getFeatures().mul(10));
            }
            assertThat(sizes).containsExactly(4, 4, 2);
            assertThat(order).containsExactlyInAnyOrder(0, 1, 2, 3, 4, 5, 6, 7, 8, 9);
            epochs.add(order);
            batches.reset();
        }

        assertThat(epochs).doesNotHaveDuplicates();
        assertThat(batches.position()).isEqualTo(new Position(3, 0));
        batches.reset();
        assertThat(batches.position()).isEqualTo(new Position(3, 0));
    }

    @Test
    void anyPlaceCanBeGoneTo() {
        for (var batches : List.of(
                Noisy.batches(SEEDS),
                Seeded.batches(new ListDataSetIterator<>(Noisy.data().asList(), 8), SEEDS))) {
            batches.setPreProcessor(Noisy.noise());
            var passed = new LinkedHashMap<Position, DataSet>();
            for (int epoch = 0; epoch < 3; epoch++) {
                while (batches.hasNext()) {
                    passed.put(batches.position(), batches.next());
                }
                batches.reset();
            }

            assertThat(passed).hasSize(21);
            for (var place : List.of(new Position(2, 3), new Position(0, 6), new Position(1, 0))) {
                batches.moveTo(place);
                assertThat(batches.next().getFeatures())
                        .isEqualTo(passed.get(place).getFeatures());
            }
        }
    }

    @Test
    void batchesDoNotDisturbTheThreadThatMakesThem() {
        GeneratorState.seed(5);
        float expected = Nd4j.rand(1).getFloat(0);
        GeneratorState.seed(5);
        Noisy.batches(SEEDS).next();

        assertThat(Nd4j.rand(1).getFloat(0)).isEqualTo(expected);
    }

    @Test
    void allOrdersComeOut() {
        var orders = new LinkedHashMap<List<Integer>, Integer>();
        for (int i = 0; i < 2400; i++) {
            orders.merge(numbers(Seeded.shuffle(numbered(4), SEEDS.child("i", i))), 1, Integer::sum);
        }

        // 24 orders, 100 expected of each, standard deviation 9.8.
        assertThat(orders)
                .hasSize(24)
                .allSatisfy((order, count) -> assertThat(count).isBetween(50, 150));
    }

    @Test
    void splitsAreRepeatableAndComplete() {
        var split = Seeded.split(numbered(10), 0.3, SEEDS);
        var all = new ArrayList<>(numbers(split.getTrain()));
        all.addAll(numbers(split.getTest()));

        assertThat(numbers(split.getTest())).hasSize(3);
        assertThat(all).containsExactlyInAnyOrder(0, 1, 2, 3, 4, 5, 6, 7, 8, 9);
        assertThat(numbers(Seeded.split(numbered(10), 0.3, SEEDS).getTest())).isEqualTo(numbers(split.getTest()));
    }

    @Test
    void examplesOfAnyShapeKeepTogether() {
        INDArray images = Nd4j.arange(2 * 3 * 4 * 5).reshape('c', 5, 2, 3, 4).dup('f');
        var data = new DataSet(
                images, Nd4j.arange(5).reshape(5, 1), null, Nd4j.arange(5).reshape(5, 1));
        var shuffled = Seeded.shuffle(data, SEEDS);

        for (int i = 0; i < 5; i++) {
            int row = shuffled.getLabels().getInt(i);
            assertThat(shuffled.getLabelsMaskArray().getInt(i)).isEqualTo(row);
            assertThat(shuffled.getFeatures()
                            .get(NDArrayIndex.point(i), NDArrayIndex.all(), NDArrayIndex.all(), NDArrayIndex.all()))
                    .isEqualTo(images.get(
                            NDArrayIndex.point(row), NDArrayIndex.all(), NDArrayIndex.all(), NDArrayIndex.all()));
        }
    }

    @Test
    void saysWhatIsWrong() {
        assertThatThrownBy(() -> Seeded.batches(numbered(3), 0, SEEDS)).hasMessage("a batch cannot have 0 examples");
        assertThatThrownBy(() -> Seeded.batches(new DataSet(), 1, SEEDS)).hasMessage("the data set has no examples");
        assertThatThrownBy(() -> Seeded.shuffle(new DataSet(), SEEDS)).hasMessage("the data set has no examples");
        var batches = Seeded.batches(numbered(3), 3, SEEDS);
        batches.next();
        assertThatThrownBy(batches::next)
                .isInstanceOf(NoSuchElementException.class)
                .hasMessageContaining("epoch 0, batch 1");
        assertThatThrownBy(() -> batches.next(2)).hasMessageContaining("fixed size, 3");
        assertThatThrownBy(() -> new Position(0, -1)).hasMessage("there is no batch -1 in epoch 0");
    }
}
