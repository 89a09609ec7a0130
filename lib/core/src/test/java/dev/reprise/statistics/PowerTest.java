package dev.reprise.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Oracles: TTestIndPower and TTestPower of statsmodels 0.15.0, and roots of SciPy 1.17.1's nct by its brentq. */
class PowerTest {
    /** Cohen 1992 prints 393, 64 and 26 runs of each for small, medium and large effects. */
    @ParameterizedTest
    @CsvSource({
        "0.2, 393.4056930002526, 198.150820955562",
        "0.5, 63.76561058891169, 33.36713118431779",
        "0.8, 25.524571854446116, 14.30276455812943"
    })
    void runsNeeded(double d, double independent, double pairs) {
        assertThat(Power.independent().runs(d)).isCloseTo(independent, within(1e-5));
        assertThat(Power.independent().runs(-d)).isCloseTo(independent, within(1e-5));
        assertThat(Power.pairs().runs(d)).isCloseTo(pairs, within(1e-5));
    }

    @ParameterizedTest
    @CsvSource({
        "3, 3.0708922663636886, 3.2640435496995743",
        "5, 2.024439339384545, 1.6819969659555551",
        "10, 1.3249473925792306, 0.9960013714554438",
        "20, 0.9091290326820796, 0.6604416546230267",
        "30, 0.7356210695976682, 0.5292356151129539"
    })
    void smallestDetectableEffect(int runs, double independent, double pairs) {
        assertThat(Power.independent().detectable(runs)).isCloseTo(independent, within(2e-9));
        assertThat(Power.pairs().detectable(runs)).isCloseTo(pairs, within(2e-9));
    }

    @ParameterizedTest
    @CsvSource({
        "0.5, 20, 0.05, 0.3379390289250411, 0.5645044184390203",
        "1, 5, 0.01, 0.09732798083628144, 0.12838794077932006",
        "0.2, 100, 0.1, 0.4080489683706539, 0.6337587492772572",
        "2, 3, 0.001, 0.021493126219201, 0.012910436331316949"
    })
    void powerAchieved(double d, int runs, double alpha, double independent, double pairs) {
        assertThat(new Power(false, alpha, 0.8).achieved(d, runs)).isCloseTo(independent, within(1e-9));
        assertThat(new Power(true, alpha, 0.8).achieved(d, runs)).isCloseTo(pairs, within(1e-9));
    }

    @ParameterizedTest
    @CsvSource({
        "2, 1, 1, 0.3771280355397183",
        "12.7, 1, 3, 0.18619678199239592",
        "636.6, 1, 100, 0.12482160316608262",
        "31.6, 2, 20, 0.3302002995848753",
        "2, 5, -1, 0.005896462289842157",
        "1.97, 200, 2.8, 0.7962947490785419",
        "4, 3, 0, 0.014004228005073076",
        "636.619, 1, 1, 0.0013577341330357217",
        "6300, 1, 1000, 0.12611852225070544"
    })
    void theNoncentralT(double t, double degrees, double noncentrality, double survival) {
        assertThat(new NoncentralT(degrees, noncentrality).survival(t)).isCloseTo(survival, within(1e-9));
    }

    /** Noether 1987; 29 is the number that Bouthillier et al. 2021 recommend. */
    @ParameterizedTest
    @CsvSource({".55, 722", ".6, 181", ".65, 81", ".7, 46", ".75, 29", ".8, 21", ".85, 15", ".9, 12", ".95, 9"})
    void runsForAProbability(double gamma, int runs) {
        assertThat(Power.runsForProbability(gamma)).isEqualTo(runs);
        assertThat(Power.runsForProbability(1 - gamma)).isEqualTo(runs);
    }

    @Test
    void noethersNumberIsFractional() {
        assertThat(Power.runsForProbability(0.75, 0.05, 0.95)).isCloseTo(28.859, within(5e-4));
        assertThat(Power.runsForProbability(0.75, 0.05, 0.8)).isCloseTo(16.49, within(5e-3));
    }

    @Test
    void extremeEffects() {
        assertThat(Power.independent().runs(1e9)).isEqualTo(2);
        assertThat(Power.independent().runs(Double.POSITIVE_INFINITY)).isEqualTo(2);
        assertThat(Power.independent().runs(1e-9)).isEqualTo(Double.POSITIVE_INFINITY);
    }

    @Test
    void badInputIsNamed() {
        var power = Power.independent();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> power.runs(0))
                .withMessageContaining("no number of runs finds an effect of 0");
        assertThatIllegalArgumentException().isThrownBy(() -> power.runs(Double.NaN));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> power.detectable(1))
                .withMessageContaining("at least 2 runs");
        assertThatIllegalArgumentException().isThrownBy(() -> power.achieved(Double.NaN, 5));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Power(true, 0.05, 0.05))
                .withMessageContaining("without looking at any run");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Power.runsForProbability(0.5))
                .withMessageContaining("0.5 from 0.5");
        assertThatIllegalArgumentException().isThrownBy(() -> Power.runsForProbability(1));
    }

    @Property(tries = 60)
    void moreRunsAndLargerEffectsGiveMorePower(
            @ForAll @DoubleRange(min = 0, max = 3) double d,
            @ForAll @IntRange(min = 2, max = 60) int runs,
            @ForAll boolean paired) {
        var power = new Power(paired, 0.05, 0.8);
        double achieved = power.achieved(d, runs);
        assertThat(achieved).isBetween(0.05 - 1e-9, 1.0);
        assertThat(power.achieved(d, runs + 1)).isGreaterThanOrEqualTo(achieved - 1e-9);
        assertThat(power.achieved(d + 0.1, runs)).isGreaterThanOrEqualTo(achieved - 1e-9);
        assertThat(power.achieved(power.detectable(runs), runs)).isCloseTo(0.8, within(1e-6));
    }
}
