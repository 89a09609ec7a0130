package dev.reprise.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class IntraclassCorrelationTest {
    /** Shrout and Fleiss 1979, table 2: four ratings of six targets; table 4 prints .17, .29 and .71. */
    private static final double[][] RATINGS = {
        {9, 2, 5, 8}, {6, 1, 3, 2}, {8, 4, 6, 8}, {7, 1, 2, 6}, {10, 5, 6, 9}, {6, 2, 4, 7}
    };

    @Test
    void theRatingsOfShroutAndFleiss() {
        assertThat(IntraclassCorrelation.oneWay(RATINGS)).isCloseTo(0.16574, within(5e-6));
        assertThat(IntraclassCorrelation.agreement(RATINGS)).isCloseTo(0.28976, within(5e-6));
        assertThat(IntraclassCorrelation.consistency(RATINGS)).isCloseTo(0.71484, within(5e-6));
    }

    @Test
    void perfectAgreementIsOneAndAConstantOffsetStaysConsistent() {
        double[][] same = {{1, 1}, {2, 2}, {5, 5}};
        assertThat(IntraclassCorrelation.oneWay(same)).isCloseTo(1, within(1e-12));
        double[][] offset = {{1, 2}, {2, 3}, {5, 6}};
        assertThat(IntraclassCorrelation.consistency(offset)).isCloseTo(1, within(1e-12));
        assertThat(IntraclassCorrelation.agreement(offset)).isLessThan(1);
    }

    @Test
    void nothingVariesOrTheTableIsTooSmall() {
        assertThat(IntraclassCorrelation.oneWay(new double[][] {{1, 1}, {1, 1}}))
                .isNaN();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> IntraclassCorrelation.oneWay(new double[][] {{1, 2}}))
                .withMessageContaining("at least 2");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> IntraclassCorrelation.agreement(new double[][] {{1}, {2}}));
    }
}
