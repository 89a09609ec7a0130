/** The library measured beside its peers, in one run: {@code bench/lib/run}. */
package dev.reprise.bench;
