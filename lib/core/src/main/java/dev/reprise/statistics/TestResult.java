package dev.reprise.statistics;

import static dev.reprise.display.TextTable.number;

/**
 * What a significance test says.
 *
 * <pre>{@code
 * TestResult test = SignificanceTest.welch(candidate, baseline);
 * if (test.rejects(0.05)) {
 *     System.out.println(test);
 * }
 * }</pre>
 *
 * @param test the name of the test and how its p-value was computed
 * @param statistic the value of the test statistic
 * @param degreesOfFreedom of the statistic's reference distribution; NaN where there is no such thing
 * @param p the p-value, from 0 to 1: the probability, if the null hypothesis holds, of a statistic at least as extreme
 */
public record TestResult(String test, double statistic, double degreesOfFreedom, double p) {
    /**
     * Whether the null hypothesis is rejected.
     *
     * @param alpha the significance level, between 0 and 1, such as 0.05
     * @return whether {@code p < alpha}
     * @throws IllegalArgumentException if {@code alpha} is not between 0 and 1
     */
    public boolean rejects(double alpha) {
        return p < Sample.probability("a significance level", alpha);
    }

    /** For example {@code Welch's t-test: statistic 1.604, 15.59 degrees of freedom, p = 0.1288}. */
    @Override
    public String toString() {
        String degrees = Double.isNaN(degreesOfFreedom) ? "" : ", " + number(degreesOfFreedom) + " degrees of freedom";
        return test + ": statistic " + number(statistic) + degrees + ", p = " + number(p);
    }
}
