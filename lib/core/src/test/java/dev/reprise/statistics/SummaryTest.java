package dev.reprise.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import dev.reprise.notebook.MimeBundle;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SummaryTest {
    /** The ten losses printed in a well-known tutorial on reproducible results with Keras. */
    static final double[] TUTORIAL = {
        0.0282584265697, 0.0457025913022, 0.145698137198, 0.0873461454407, 0.0309397604521,
        0.046649185173, 0.0958450337178, 0.0130660263779, 0.00625176026631, 0.00296055161492
    };

    @Test
    void theTutorialsTenLosses() {
        var summary = Summary.of(TUTORIAL);
        assertThat(summary.n()).isEqualTo(10);
        assertThat(summary.mean()).isCloseTo(0.05027, within(5e-6));
        assertThat(summary.sd()).isCloseTo(0.04596, within(5e-6));
        assertThat(summary.median()).isCloseTo(0.03832, within(5e-6));
        assertThat(summary.min()).isEqualTo(0.00296055161492);
        assertThat(summary.max()).isEqualTo(0.145698137198);
    }

    @ParameterizedTest
    @CsvSource({"5, 0.599, 2.874", "10, 0.688, 1.826", "30, 0.796, 1.344"})
    void theStandardDeviationHasAnInterval(int n, double lowFactor, double highFactor) {
        double[] runs = new double[n];
        Arrays.setAll(runs, i -> i);
        var summary = Summary.of(runs);
        assertThat(summary.sdInterval().low() / summary.sd()).isCloseTo(lowFactor, within(5e-4));
        assertThat(summary.sdInterval().high() / summary.sd()).isCloseTo(highFactor, within(5e-4));
    }

    @Test
    void theMeanHasStudentsInterval() {
        // R: t.test(c(2, 4, 4, 5, 10))$conf.int; t(4) at 0.975 is 2.776445.
        var interval = Summary.of(2, 4, 4, 5, 10).meanInterval();
        assertThat(interval.low()).isCloseTo(5 - 2.776445 * 3 / Math.sqrt(5), within(1e-6));
        assertThat(interval.high()).isCloseTo(5 + 2.776445 * 3 / Math.sqrt(5), within(1e-6));
    }

    @Test
    void theInterquartileMeanDropsAQuarterAtEachEnd() {
        assertThat(Summary.of(1, 2, 2, 2, 1, 1, 2, 1).iqm()).isEqualTo(1.5);
        assertThat(Summary.of(-1000, 1, 2, 3, 1000).iqm()).isEqualTo(2);
    }

    @Test
    void quantilesInterpolateAsRAndNumPyDo() {
        assertThat(Summary.of(1, 2, 3, 4).quantile(0.25)).isEqualTo(1.75);
        assertThat(Summary.of(1, 2, 3, 4).quantile(0)).isEqualTo(1);
        assertThatIllegalArgumentException().isThrownBy(() -> Summary.of(1, 2).quantile(1.5));
    }

    @Test
    void oneRunHasNoSpread() {
        var summary = Summary.of(3);
        assertThat(summary.mean()).isEqualTo(3);
        assertThat(summary.sd()).isNaN();
        assertThat(summary.meanInterval().isKnown()).isFalse();
        assertThat(summary.toString()).contains("needs 2 runs", "[unknown]");
        assertThat(summary.toTable("one").doubleColumn("sd").isMissing(0)).isTrue();
    }

    @Test
    void severalSamplesMakeATableInTheirOrder() {
        var samples = new LinkedHashMap<String, double[]>();
        samples.put("zeta", new double[] {1, 2, 3});
        samples.put("alpha", TUTORIAL);
        var table = Summary.table(samples);
        assertThat(table.stringColumn("sample").asList()).containsExactly("zeta", "alpha");
        assertThat(table.intColumn("n").asList()).containsExactly(3, 10);
        assertThat(table.doubleColumn("mean").get(0)).isEqualTo(2);
        assertThat(table.doubleColumn("mean low").get(0)).isLessThan(2);
    }

    @Test
    void badInputIsNamed() {
        assertThatIllegalArgumentException().isThrownBy(Summary::of).withMessageContaining("at least 1");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Summary.of(1, Double.NaN))
                .withMessageContaining("NaN at index 1");
        var samples = new LinkedHashMap<String, double[]>();
        assertThatIllegalArgumentException().isThrownBy(() -> Summary.table(samples));
        samples.put("sgd", new double[] {Double.POSITIVE_INFINITY});
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Summary.table(samples))
                .withMessageContaining("sample 'sgd' is Infinity at index 0");
        assertThatIllegalArgumentException().isThrownBy(() -> Summary.of(1, 2).atLevel(95));
    }

    @Test
    void aNotebookShowsAnAccessibleTableWhateverTheLocale() {
        Locale before = Locale.getDefault();
        try {
            Locale.setDefault(Locale.GERMANY);
            var data = Summary.of(TUTORIAL).toMimeBundle().data();
            assertThat(data.get(MimeBundle.HTML).toString())
                    .contains("<caption>Summary of 10 runs</caption>", "scope=\"row\"", "0.05027");
            assertThat(data.get(MimeBundle.TEXT).toString()).contains("95% [0.01739, 0.08315]");
        } finally {
            Locale.setDefault(before);
        }
    }

    @Property
    void theOrderOfTheRunsDoesNotMatterForOrderStatistics(
            @ForAll @Size(min = 1, max = 30) List<@DoubleRange(min = -1e6, max = 1e6) Double> values) {
        double[] runs = values.stream().mapToDouble(v -> v).toArray();
        double[] reversed = new double[runs.length];
        Arrays.setAll(reversed, i -> runs[runs.length - 1 - i]);
        var one = Summary.of(runs);
        var other = Summary.of(reversed);
        assertThat(other.median()).isEqualTo(one.median());
        assertThat(other.iqm()).isEqualTo(one.iqm());
        // The same bits, not only nearly the same number: trials end in any order.
        assertThat(other.mean()).isEqualTo(one.mean());
        assertThat(other.sdInterval()).isEqualTo(one.sdInterval());
        assertThat(one.atLevel(0.9).mean()).isEqualTo(one.mean());
        assertThat(one.iqm()).isBetween(one.min(), one.max());
        assertThat(one.mean()).isBetween(one.min() - 1e-9, one.max() + 1e-9);
    }
}
