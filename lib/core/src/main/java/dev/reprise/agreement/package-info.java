/**
 * Do the runs agree? Two trainings of one configuration may have the same accuracy and yet be right about different
 * examples: prediction difference, churn, Cohen's kappa and Effective Test Accuracy say how much.
 */
package dev.reprise.agreement;
