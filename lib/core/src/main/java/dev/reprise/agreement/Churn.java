package dev.reprise.agreement;

import static dev.reprise.display.TextTable.number;

import dev.reprise.statistics.SignificanceTest;
import dev.reprise.statistics.TestResult;

/**
 * What changes for users when one classifier replaces another: the examples that are predicted otherwise, and how many of
 * those changes were of use.
 *
 * <pre>{@code
 * Churn churn = Churn.between(labels, predictions[0], predictions[1]);
 * churn.rate();               // 0.4: four of ten predictions changed
 * churn.unnecessary();        // 0.4: and nothing was gained by it
 * churn.test();               // McNemar's: are more of the changes wins than losses?
 * }</pre>
 *
 * @param examples the number of examples, at least 1
 * @param changed on how many both predict different labels
 * @param wins how many only the new classifier has right
 * @param losses how many only the old one has right
 * @see <a href="https://papers.nips.cc/paper/6053-launch-and-iterate-reducing-prediction-churn">Milani Fard, Cormier et
 *     al. 2016</a>
 */
public record Churn(int examples, int changed, int wins, int losses) {
    /**
     * Checks that the counts fit together.
     *
     * @throws IllegalArgumentException if they do not
     */
    public Churn {
        if (examples < 1 || wins < 0 || losses < 0 || changed > examples || (long) wins + losses > changed) {
            throw new IllegalArgumentException("there are no " + wins + " wins and " + losses + " losses among "
                    + changed + " changes of " + examples + " examples");
        }
    }

    /**
     * Compares two classifiers.
     *
     * @param truth the label of each example, at least 1
     * @param before what the old classifier predicts
     * @param after what the new one predicts
     * @return the counts
     * @throws IllegalArgumentException if there is no example, or the lengths differ
     */
    public static Churn between(int[] truth, int[] before, int[] after) {
        if (truth.length == 0 || before.length != truth.length || after.length != truth.length) {
            throw new IllegalArgumentException("churn needs a label and two predictions for each example, not "
                    + truth.length + " labels, " + before.length + " and " + after.length + " predictions");
        }
        int changed = 0;
        int wins = 0;
        int losses = 0;
        for (int i = 0; i < truth.length; i++) {
            if (before[i] != after[i]) {
                changed++;
                wins += after[i] == truth[i] ? 1 : 0;
                losses += before[i] == truth[i] ? 1 : 0;
            }
        }
        return new Churn(truth.length, changed, wins, losses);
    }

    /**
     * The share of examples that are predicted otherwise.
     *
     * @return from 0 to 1; between the difference of the accuracies and the sum of the errors
     */
    public double rate() {
        return (double) changed / examples;
    }

    /**
     * The gain in accuracy.
     *
     * @return accuracy of the new classifier minus that of the old
     */
    public double gain() {
        return (double) (wins - losses) / examples;
    }

    /**
     * The churn that the gain did not need: {@code rate - |gain|}.
     *
     * @return from 0 to 1
     */
    public double unnecessary() {
        return (double) (changed - Math.abs(wins - losses)) / examples;
    }

    /**
     * Whether the accuracies of these two classifiers differ by more than the choice of the test examples explains:
     * McNemar's exact test. It says nothing about other runs of the same configurations.
     *
     * @return the test of wins against losses
     */
    public TestResult test() {
        return SignificanceTest.mcNemar(wins, losses);
    }

    /** For example {@code 40 of 1000 predictions changed: 22 wins, 14 losses, gain 0.008, unnecessary churn 0.032}. */
    @Override
    public String toString() {
        return changed + " of " + examples + " predictions changed: " + wins + " wins, " + losses + " losses, gain "
                + number(gain()) + ", unnecessary churn " + number(unnecessary());
    }
}
