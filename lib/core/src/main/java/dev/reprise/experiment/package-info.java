/**
 * Experiments that repeat: a function from seeds and settings to a result, run many times, in this JVM or in fresh ones,
 * with the same results wherever it runs.
 */
package dev.reprise.experiment;
