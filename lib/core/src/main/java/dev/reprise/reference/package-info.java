/**
 * A small network in plain Java whose bits are the same on every machine and JVM, to compare others with.
 *
 * <p>Why the bits are the same: Java's {@code + - * /} and {@link Math#sqrt} on {@code double} are exact in the sense of
 * IEEE 754 since Java 17 (JEP 306); {@code exp}, {@code log}, {@code tanh} and {@code pow} come from {@link StrictMath},
 * which every JDK must compute by the same algorithm (fdlibm); every sum is taken in one order, written down at the method
 * that takes it, by one thread; and random numbers come from named streams. Nothing asks for the clock, the locale or the
 * number of processors.
 */
package dev.reprise.reference;
