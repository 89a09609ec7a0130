package dev.reprise.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.reprise.notebook.MimeBundle;
import dev.reprise.seeds.Seeds;
import dev.reprise.seeds.Split;
import java.util.List;
import org.junit.jupiter.api.Test;

class DatasetTest {
    private static final double[][] INPUTS = {{1, 2}, {3, 4}, {5, 6}};
    private static final Dataset CLASSES = Dataset.of("letters", INPUTS, new int[] {2, 0, 2}, List.of("a", "b", "c"));

    @Test
    void givesBackWhatWentIn() {
        assertThat(CLASSES.size()).isEqualTo(3);
        assertThat(CLASSES.inputs()).isDeepEqualTo(INPUTS);
        assertThat(CLASSES.targets()).isDeepEqualTo(new double[][] {{0, 0, 1}, {1, 0, 0}, {0, 0, 1}});
        assertThat(CLASSES.labels()).containsExactly(2, 0, 2);
        assertThat(CLASSES.labelList()).containsExactly(2, 0, 2);
        assertThat(CLASSES.columns()).containsExactly("x1", "x2");
        var numbers = Dataset.of("numbers", INPUTS, new double[] {7, 8, 9});
        assertThat(numbers.targets()).isDeepEqualTo(new double[][] {{7}, {8}, {9}});
        assertThatThrownBy(numbers::labels)
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("the targets of data set 'numbers' are numbers, not classes");
    }

    @Test
    void nothingThatIsChangedOutsideChangesIt() {
        double[][] inputs = {{1}, {2}};
        var data = Dataset.of("two", inputs, new double[] {3, 4});
        inputs[0][0] = 99;
        data.inputs()[1][0] = 99;
        data.targets()[1][0] = 99;
        assertThat(data.inputs()).isDeepEqualTo(new double[][] {{1}, {2}});
        assertThat(data.targets()).isDeepEqualTo(new double[][] {{3}, {4}});
    }

    @Test
    void rowsCanBeSelectedAlsoTwice() {
        var some = CLASSES.select(new int[] {2, 1, 2});
        assertThat(some.inputs()).isDeepEqualTo(new double[][] {{5, 6}, {3, 4}, {5, 6}});
        assertThat(some.labels()).containsExactly(2, 0, 2);
        assertThat(some.classes()).containsExactly("a", "b", "c");
        assertThatThrownBy(() -> CLASSES.select(new int[] {3}))
                .isInstanceOf(IndexOutOfBoundsException.class)
                .hasMessage("data set 'letters' has rows 0 to 2, not 3");
        assertThatThrownBy(() -> CLASSES.select(new int[0])).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aSplitCutsItIntoTwo() {
        var iris = Datasets.iris();
        var split = Split.stratified(iris.labelList(), 0.2, Seeds.of(42).stream("split"));
        assertThat(iris.select(split.train()).size()).isEqualTo(120);
        assertThat(iris.select(split.test()).labels()).containsOnly(0, 1, 2).hasSize(30);
    }

    @Test
    void everyDifferenceChangesTheFingerprint() {
        var same = Dataset.of("other name", INPUTS, new int[] {2, 0, 2}, List.of("a", "b", "c"))
                .withColumns(List.of("left", "right"));
        assertThat(same.fingerprint()).isEqualTo(CLASSES.fingerprint());
        double[][] oneBit = CLASSES.inputs();
        oneBit[2][1] = Math.nextUp(oneBit[2][1]);
        assertThat(List.of(
                        CLASSES,
                        CLASSES.select(new int[] {1, 0, 2}),
                        CLASSES.select(new int[] {0, 1}),
                        Dataset.of("letters", INPUTS, new int[] {2, 0, 1}, List.of("a", "b", "c")),
                        Dataset.of("letters", INPUTS, new int[] {2, 0, 2}, List.of("a", "b", "d")),
                        Dataset.of("letters", oneBit, new int[] {2, 0, 2}, List.of("a", "b", "c"))))
                .extracting(Dataset::fingerprint)
                .doesNotHaveDuplicates();
    }

    @Test
    void isATable() {
        var table = CLASSES.withColumns(List.of("left", "right")).table();
        assertThat(table.columnNames()).containsExactly("left", "right", "class");
        assertThat(table.stringColumn("class").asList()).containsExactly("c", "a", "c");
        assertThat(table.doubleColumn("right").asDoubleArray()).containsExactly(2, 4, 6);
        assertThat(Datasets.sequence().table().columnNames()).containsExactly("x1", "y");
        assertThat(Dataset.of("wide", INPUTS, INPUTS).table().columnNames()).containsExactly("x1", "x2", "y1", "y2");
    }

    @Test
    void showsItsSizeAndItsBeginning() {
        assertThat(CLASSES.withColumns(List.of("left", "row"))).hasToString("""
                letters: 3 rows, 2 inputs, 3 classes
                row  left  row  class
                0       1    2  c
                1       3    4  a
                2       5    6  c""");
        assertThat(Datasets.sequence().toString())
                .startsWith("sequence: 9 rows, 1 input, 1 target\n")
                .hasLineCount(7);
        assertThat(Datasets.digits(10, 0, Seeds.of(1)).toString())
                .startsWith("digits: 10 rows, 64 inputs, 10 classes\n")
                .contains("row  ", "x7  ...  class");
        assertThat(CLASSES.toMimeBundle().data()).containsKey(MimeBundle.HTML);
    }

    @Test
    void whatDoesNotFitIsRefused() {
        assertThatThrownBy(() -> Dataset.of("bad", new double[][] {{1, 2}, {3}}, new double[] {1, 2}))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("data set 'bad': row 1 of the inputs has 1 numbers, but row 0 has 2");
        assertThatThrownBy(() -> Dataset.of("bad", INPUTS, new double[] {1, 2}))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("data set 'bad' has 3 rows of inputs, but 2 of targets");
        assertThatThrownBy(() -> Dataset.of("bad", INPUTS, new int[] {0, 1, 2}, List.of("a", "b")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("data set 'bad' has label 2 in row 2, but its classes are 0 to 1");
        assertThatThrownBy(() -> Dataset.of("bad", INPUTS, new int[] {0}, List.of("a", "b")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("data set 'bad' has 3 rows, but 1 labels");
        assertThatThrownBy(() -> Dataset.of("bad", INPUTS, new int[3], List.of("a")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("at least 2 classes");
        assertThatThrownBy(() -> Dataset.of("bad", new double[0][], new double[0]))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("data set 'bad' has no inputs");
        assertThatThrownBy(() -> CLASSES.withColumns(List.of("left")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("data set 'letters' has 2 columns, not 1");
    }
}
