package dev.reprise.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class BootstrapTest {
    /** Efron and Tibshirani 1993, table 14.1: 26 neurologically impaired children, spatial test A. */
    private static final double[] SPATIAL = {
        48, 36, 20, 29, 42, 42, 20, 42, 22, 41, 45, 14, 6, 0, 33, 28, 34, 4, 32, 24, 47, 41, 24, 26, 30, 41
    };

    /** Efron and Tibshirani 1993, table 3.1: LSAT and GPA of 15 law schools. */
    private static final double[][] LAW_SCHOOLS = {
        {576, 3.39},
        {635, 3.30},
        {558, 2.81},
        {578, 3.03},
        {666, 3.44},
        {580, 3.07},
        {555, 3.00},
        {661, 3.43},
        {651, 3.36},
        {605, 3.13},
        {653, 3.12},
        {575, 2.74},
        {545, 2.76},
        {572, 2.88},
        {594, 2.96}
    };

    private static double plugInVariance(double[] values) {
        return Sample.variance(values) * (values.length - 1) / values.length;
    }

    private static double correlation(double[][] rows) {
        double mx = Arrays.stream(rows).mapToDouble(r -> r[0]).average().orElseThrow();
        double my = Arrays.stream(rows).mapToDouble(r -> r[1]).average().orElseThrow();
        double xy = 0;
        double xx = 0;
        double yy = 0;
        for (double[] row : rows) {
            xy += (row[0] - mx) * (row[1] - my);
            xx += (row[0] - mx) * (row[0] - mx);
            yy += (row[1] - my) * (row[1] - my);
        }
        return xy / Math.sqrt(xx * yy);
    }

    /** The ends are SciPy 1.17.1's of 400 000 replicates, and the book's of 2 000: (115.8, 259.6), (100.8, 233.9). */
    @Test
    void theVarianceOfTheSpatialTest() {
        var bootstrap = Bootstrap.of(SPATIAL, BootstrapTest::plugInVariance, 1, 100_000);
        assertThat(bootstrap.estimate()).isCloseTo(171.5340, within(5e-5));
        assertThat(bootstrap.acceleration()).isCloseTo(0.0612401, within(5e-8));
        assertThat(bootstrap.standardError()).isCloseTo(41.71, within(0.3));
        ends(bootstrap.bca(0.9), 115.5, 260.9, 1.2);
        ends(bootstrap.percentile(0.9), 97.9, 235.8, 1.0);
        ends(bootstrap.basic(0.9), 107.3, 245.2, 1.0);
    }

    /** SciPy 1.17.1 with 100 000 replicates; the book: jackknife standard error 0.1425, r = 0.776. */
    @Test
    void theCorrelationOfTheLawSchools() {
        var bootstrap = Bootstrap.ofRows(LAW_SCHOOLS, BootstrapTest::correlation, 1);
        assertThat(bootstrap.estimate()).isCloseTo(0.776374491, within(5e-10));
        assertThat(bootstrap.acceleration()).isCloseTo(-0.075671565, within(5e-10));
        ends(bootstrap.bca(0.95), 0.324, 0.942, 0.02);
        ends(bootstrap.bca(0.9), 0.426, 0.926, 0.015);
        ends(bootstrap.percentile(0.9), 0.522, 0.948, 0.012);
    }

    /** scipy.stats.bootstrap of two samples, 400 000 replicates. */
    @Test
    void twoSamplesAreResampledEachWithinItself() {
        double[][] both = {SignificanceTestTest.R_FIRST, SignificanceTestTest.R_SECOND};
        var bootstrap = Bootstrap.stratified(both, s -> Sample.mean(s[0]) - Sample.mean(s[1]), 1);
        assertThat(bootstrap.estimate()).isCloseTo(5.2727272727272725, within(1e-12));
        ends(bootstrap.bca(0.95), -0.6545, 11.5727, 0.3);
        ends(bootstrap.percentile(0.95), -0.7727, 11.4455, 0.3);
    }

    private static void ends(Interval interval, double low, double high, double tolerance) {
        assertThat(interval.low()).isCloseTo(low, within(tolerance));
        assertThat(interval.high()).isCloseTo(high, within(tolerance));
    }

    @Test
    void theIntervalHasTheSameBitsWhateverTheNumberOfThreads() {
        assertThat(Threads.inPools(() ->
                        Bootstrap.of(SPATIAL, BootstrapTest::plugInVariance, 42).bca(0.95)))
                .containsOnly(
                        Bootstrap.of(SPATIAL, BootstrapTest::plugInVariance, 42).bca(0.95));
        assertThat(Threads.inPools(() -> Bootstrap.ofRows(LAW_SCHOOLS, BootstrapTest::correlation, 42)
                        .percentile(0.95)))
                .containsOnly(Bootstrap.ofRows(LAW_SCHOOLS, BootstrapTest::correlation, 42)
                        .percentile(0.95));
    }

    /** A golden value: another JDK, machine or version of this library that changes it changes published intervals. */
    @Test
    void theBitsOfAPublishedIntervalStayTheSame() {
        var mean = Bootstrap.of(SummaryTest.TUTORIAL, v -> Summary.of(v).mean(), 42);
        assertThat(mean.percentile(0.95)).isEqualTo(new Interval(0.024825491309553777, 0.0784468778348115, 0.95));
        var median = Bootstrap.of(SummaryTest.TUTORIAL, v -> Summary.of(v).median(), 42);
        assertThat(median.percentile(0.95)).isEqualTo(new Interval(0.0130660263779, 0.0873461454407, 0.95));
    }

    @Test
    void anotherSeedGivesAnotherIntervalCloseBy() {
        var one = Bootstrap.of(SPATIAL, Sample::mean, 1).percentile(0.95);
        var other = Bootstrap.of(SPATIAL, Sample::mean, 2).percentile(0.95);
        assertThat(other).isNotEqualTo(one);
        ends(other, one.low(), one.high(), 0.4);
        assertThat(Bootstrap.of(SPATIAL, Sample::mean, 1).percentile(0.95)).isEqualTo(one);
    }

    @Test
    void constantSamplesHaveAnIntervalOfOnePoint() {
        var bootstrap = Bootstrap.of(new double[] {2, 2, 2}, Sample::mean, 1);
        assertThat(List.of(bootstrap.percentile(0.95), bootstrap.basic(0.95), bootstrap.bca(0.95)))
                .containsOnly(new Interval(2, 2, 0.95));
        assertThat(bootstrap.standardError()).isZero();
    }

    @Test
    void whereBcaIsNotDefinedItSaysSo() {
        double[] sample = IntStream.range(0, 30).asDoubleStream().toArray();
        // Hardly any of 10 000 resamples has 30 distinct values.
        var maximum = Bootstrap.of(sample, v -> Arrays.stream(v).distinct().count() == 30 ? 99 : v[0], 1);
        assertThatIllegalStateException()
                .isThrownBy(() -> maximum.bca(0.95))
                .withMessageContaining("take the percentile interval");
        var deviation = Bootstrap.of(new double[] {1, 2}, v -> Summary.of(v).sd(), 1);
        assertThatIllegalStateException()
                .isThrownBy(() -> deviation.bca(0.95))
                .withMessageContaining("NaN when a run is left out");
    }

    @Test
    void badInputIsNamed() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Bootstrap.of(new double[] {1}, Sample::mean, 1))
                .withMessageContaining("at least 2");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Bootstrap.of(SPATIAL, Sample::mean, 1, 10))
                .withMessageContaining("quantiles of 10 replicates mean nothing");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Bootstrap.of(new double[] {0, 1}, v -> 1 / Sample.variance(v), 1))
                .withMessageContaining("the statistic is Infinity for a resample");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Bootstrap.of(SPATIAL, v -> Double.NaN, 1))
                .withMessageContaining("the statistic is NaN for the sample itself");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Bootstrap.stratified(new double[0][], s -> 0, 1))
                .withMessageContaining("no sample");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Bootstrap.of(SPATIAL, Sample::mean, 1).bca(95))
                .withMessageContaining("a confidence level");
    }

    @Test
    void theStatisticMayChangeItsArgument() {
        double[] sample = {3, 1, 2};
        Bootstrap.of(
                sample,
                v -> {
                    Arrays.sort(v);
                    return v[1];
                },
                1,
                100);
        assertThat(sample).containsExactly(3, 1, 2);
    }

    @Property(tries = 30)
    void intervalsOfTheMeanLieWithinTheData(
            @ForAll @Size(min = 2, max = 10) List<@IntRange(min = -9, max = 9) Integer> runs, @ForAll long seed) {
        double[] values = runs.stream().mapToDouble(i -> i).toArray();
        var bootstrap = Bootstrap.of(values, Sample::mean, seed, 200);
        var interval = bootstrap.percentile(0.9);
        assertThat(interval.low())
                .isGreaterThanOrEqualTo(Arrays.stream(values).min().orElseThrow() - 1e-12);
        assertThat(interval.high())
                .isLessThanOrEqualTo(Arrays.stream(values).max().orElseThrow() + 1e-12);
        var wider = bootstrap.percentile(0.99);
        assertThat(wider.low() <= interval.low() && wider.high() >= interval.high())
                .isTrue();
        assertThat(bootstrap.basic(0.9).width()).isCloseTo(interval.width(), within(1e-9));
    }
}
