package dev.reprise.reference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.reprise.data.Dataset;
import dev.reprise.data.Datasets;
import dev.reprise.reference.TrainingState.Part;
import dev.reprise.seeds.Seeds;
import dev.reprise.storage.StorageException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class TrainingStateTest {
    private static final Dataset DATA = Datasets.moons(30, 0.1, Seeds.of(1));
    private static final Trainer TRAINER = Trainer.of(
                    Network.inputs(2).dense(5, Activation.TANH).dropout(0.2).dense(2, Activation.SOFTMAX))
            .batchSize(8)
            .epochs(6);
    private static final Model UNINTERRUPTED = TRAINER.train(DATA, Seeds.of(42));

    private static Training after(int steps) {
        var training = TRAINER.start(DATA, Seeds.of(42));
        for (int i = 0; i < steps; i++) {
            training.step();
        }
        return training;
    }

    private static Model goOn(TrainingState state) {
        var training = TRAINER.start(DATA, Seeds.of(42));
        training.restore(state);
        training.run();
        return training.model();
    }

    @Property(tries = 25)
    void goingOnGivesTheBitsOfAnUninterruptedTraining(@ForAll @IntRange(max = 24) int steps, @ForAll long seed)
            throws Exception {
        Path file = Files.createTempFile("training", ".state");
        try {
            after(steps).state().save(file);
            // What the new training was seeded with does not matter.
            var training = TRAINER.start(DATA, Seeds.of(seed));
            training.restore(TrainingState.load(file));
            assertThat(training.iteration()).isEqualTo(steps);
            training.run();
            assertThat(training.model()).isEqualTo(UNINTERRUPTED);
        } finally {
            Files.delete(file);
        }
    }

    @Test
    void aTrainingCanGoBack() {
        var training = after(10);
        var state = training.state();
        training.run();
        assertThat(training.model()).isEqualTo(UNINTERRUPTED);
        training.restore(state);
        training.run();
        assertThat(training.model()).isEqualTo(UNINTERRUPTED);
    }

    /** In the middle of an epoch every part is needed. */
    @ParameterizedTest
    @EnumSource(Part.class)
    void aStateThatForgetsAPartDoesNotGiveTheSameBits(Part part) {
        var state = after(10).state();
        assertThat(goOn(state)).isEqualTo(UNINTERRUPTED);
        var forgetful = state.without(part);
        assertThat(forgetful.has(part)).isFalse();
        assertThat(forgetful.toString()).contains("without [" + part + "]");
        assertThat(goOn(forgetful)).isNotEqualTo(UNINTERRUPTED);
    }

    @Test
    void moreEpochsCanBeAdded() {
        var longer = TRAINER.epochs(9).start(DATA, Seeds.of(1));
        longer.restore(after(24).state());
        longer.run();
        assertThat(longer.model()).isEqualTo(TRAINER.epochs(9).train(DATA, Seeds.of(42)));
    }

    @Test
    void aCompleteTrainingTakesNoMoreSteps() {
        var training = after(24);
        assertThat(training.isDone()).isTrue();
        assertThatThrownBy(training::step)
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("the training is complete: 6 epochs");
    }

    @Test
    void aStateKeepsEverythingInAFile(@TempDir Path folder) {
        Path file = folder.resolve("run.state");
        var state = after(10).state().without(Part.SHUFFLE, Part.EPOCH);
        state.save(file);
        state.save(file);
        var loaded = TrainingState.load(file);
        assertThat(loaded).usingRecursiveComparison().isEqualTo(state);
        assertThat(folder.toFile().list()).containsExactly("run.state");
    }

    @Test
    void everyDamagedByteIsNoticed(@TempDir Path folder) throws Exception {
        Path file = folder.resolve("run.state");
        after(10).state().save(file);
        byte[] whole = Files.readAllBytes(file);
        for (int i = 0; i < whole.length; i += 7) {
            byte[] damaged = whole.clone();
            damaged[i] ^= 1;
            Files.write(file, damaged);
            assertThatThrownBy(() -> TrainingState.load(file))
                    .isInstanceOf(StorageException.class)
                    .hasMessageContaining(file.toString())
                    .hasMessageContaining("damaged");
        }
        Files.write(file, Arrays.copyOf(whole, whole.length - 1));
        assertThatThrownBy(() -> TrainingState.load(file)).hasMessageContaining("damaged");
        Files.write(file, new byte[0]);
        assertThatThrownBy(() -> TrainingState.load(file)).hasMessageContaining("damaged");
        assertThatThrownBy(() -> TrainingState.load(folder.resolve("none")))
                .isInstanceOf(StorageException.class)
                .hasMessageContaining("there is no such file");
        assertThatThrownBy(() -> after(1).state().save(file.resolve("inside a file")))
                .isInstanceOf(StorageException.class)
                .hasMessageContaining("cannot be written");
    }

    @Test
    void aStateOfAnotherTrainingIsRefused() {
        var state = after(10).state();
        var other = TRAINER.l2(0.1).start(DATA, Seeds.of(42));
        assertThatThrownBy(() -> other.restore(state))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("L2 0.0")
                .hasMessageContaining("L2 0.1");
        // One changed number in the data is another training too.
        double[][] inputs = DATA.inputs();
        inputs[7][1] = Math.nextUp(inputs[7][1]);
        var changed = Dataset.of("moons", inputs, DATA.labels(), DATA.classes());
        assertThatThrownBy(() -> TRAINER.start(changed, Seeds.of(42)).restore(state))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(DATA.fingerprint().hex());
    }
}
