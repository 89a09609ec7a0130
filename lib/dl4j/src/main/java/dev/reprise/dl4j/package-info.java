/**
 * The promises of the library kept for Deeplearning4j and ND4J: networks, batches and threads whose randomness comes from
 * {@link dev.reprise.seeds.Seeds}.
 *
 * <p>Begin with {@link dev.reprise.dl4j.Seeded}.
 */
package dev.reprise.dl4j;
