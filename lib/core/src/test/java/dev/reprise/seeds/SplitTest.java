package dev.reprise.seeds;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class SplitTest {
    private static final Seeds SEEDS = Seeds.of(42);

    @Property
    void everyRowIsInOnePart(@ForAll @IntRange(min = 2, max = 300) int rows, @ForAll long seed) {
        var split = Split.holdOut(rows, 0.25, Seeds.of(seed).stream("split"));
        assertThat(all(split)).containsExactly(IntStream.range(0, rows).toArray());
        assertThat(split.test().length).isBetween(1, rows - 1);
        assertThat(Math.abs(split.test().length - rows * 0.25)).isLessThanOrEqualTo(0.5 + (rows == 2 ? 1 : 0));
    }

    @Property
    void everyRowIsTestedInOneFold(
            @ForAll @IntRange(min = 5, max = 100) int rows,
            @ForAll @IntRange(min = 2, max = 5) int k,
            @ForAll long seed) {
        var folds = Split.folds(rows, k, Seeds.of(seed).stream("folds"));
        assertThat(folds).hasSize(k).allSatisfy(fold -> {
            assertThat(all(fold)).containsExactly(IntStream.range(0, rows).toArray());
            assertThat(fold.test().length).isBetween(rows / k, (rows + k - 1) / k);
        });
        assertThat(folds.stream()
                        .flatMapToInt(fold -> Arrays.stream(fold.test()))
                        .sorted()
                        .toArray())
                .containsExactly(IntStream.range(0, rows).toArray());
    }

    @Test
    void aStratifiedSplitKeepsTheShareOfEveryClass() {
        var labels = labels(70, 20, 10);
        var split = Split.stratified(labels, 0.2, SEEDS.stream("split"));
        assertThat(all(split)).containsExactly(IntStream.range(0, 100).toArray());
        assertThat(counts(split.test(labels))).containsExactly(14, 4, 2);
        assertThat(counts(split.train(labels))).containsExactly(56, 16, 8);
    }

    @Test
    void stratifiedFoldsBalanceClassesAndSizes() {
        var labels = labels(33, 21, 8);
        var folds = Split.stratifiedFolds(labels, 4, SEEDS.stream("folds"));
        assertThat(folds).hasSize(4).allSatisfy(fold -> {
            assertThat(all(fold)).containsExactly(IntStream.range(0, 62).toArray());
            assertThat(fold.test().length).isBetween(15, 16);
            assertThat(counts(fold.test(labels))[0]).isBetween(8, 9);
            assertThat(counts(fold.test(labels))[1]).isBetween(5, 6);
            assertThat(counts(fold.test(labels))[2]).isEqualTo(2);
        });
        assertThat(folds.stream().mapToInt(fold -> fold.test().length).sum()).isEqualTo(62);
    }

    @Test
    void theSameStreamGivesTheSameSplit() {
        assertThat(Split.holdOut(50, 0.3, SEEDS.stream("split")))
                .isEqualTo(Split.holdOut(50, 0.3, SEEDS.stream("split")))
                .isNotEqualTo(Split.holdOut(50, 0.3, SEEDS.stream("split", 1)))
                .hasToString("Split of 35 rows to train on and 15 to test on");
    }

    @Test
    void aSplitCannotBeChangedFromOutside() {
        var split = Split.holdOut(5, 0.4, SEEDS.stream("split"));
        split.test()[0] = 99;
        assertThat(split.test()).doesNotContain(99);
    }

    @Test
    void whatCannotBeSplitIsRefused() {
        var random = SEEDS.stream("split");
        assertThatThrownBy(() -> Split.holdOut(1, 0.5, random)).hasMessage("a split needs at least 2 rows, not 1");
        assertThatThrownBy(() -> Split.holdOut(10, 1, random))
                .hasMessage("the share of the test part must be between 0 and 1: 1.0");
        assertThatThrownBy(() -> Split.holdOut(10, Double.NaN, random)).hasMessageContaining("NaN");
        assertThatThrownBy(() -> Split.folds(3, 4, random)).hasMessage("3 rows cannot be divided into 4 folds");
        assertThatThrownBy(() -> Split.stratified(List.of("a", "a", "b"), 0.5, random))
                .hasMessage("class 'b' has 1 rows, but at least 2 are needed, one for each part");
        assertThatThrownBy(() -> Split.stratifiedFolds(List.of("a", "a", "b", "b"), 3, random))
                .hasMessageContaining("class 'a' has 2 rows, but at least 3");
        assertThatThrownBy(() -> Split.stratified(List.of(), 0.5, random)).hasMessage("there are no rows to split");
    }

    private static List<String> labels(int a, int b, int c) {
        var labels = new java.util.ArrayList<String>();
        labels.addAll(Collections.nCopies(a, "a"));
        labels.addAll(Collections.nCopies(b, "b"));
        labels.addAll(Collections.nCopies(c, "c"));
        return Shuffle.of(labels, SEEDS.stream("labels"));
    }

    private static int[] counts(List<String> labels) {
        return new int[] {
            Collections.frequency(labels, "a"), Collections.frequency(labels, "b"), Collections.frequency(labels, "c")
        };
    }

    private static int[] all(Split split) {
        return IntStream.concat(Arrays.stream(split.train()), Arrays.stream(split.test()))
                .sorted()
                .toArray();
    }
}
