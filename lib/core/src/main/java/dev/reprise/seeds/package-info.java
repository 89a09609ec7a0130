/** Named streams of random numbers from one master seed, and what is drawn with them: shuffles and splits. */
package dev.reprise.seeds;
