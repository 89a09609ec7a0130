/**
 * Statistics of repeated runs: summaries, intervals, comparisons, effect sizes and the number of runs that they need.
 */
package dev.reprise.statistics;
