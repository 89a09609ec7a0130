/**
 * What ran: hyperparameters, seeds, data, environment, metrics and artifacts of a training, kept as plain files while it
 * runs, and runs listed, filtered and compared afterwards.
 */
package dev.reprise.run;
