/**
 * How the kernel itself shows values for which there is no renderer: the JDK's, and those of a few libraries that are known by
 * the names of their classes. Nothing here fails because a value does, and nothing shows more than a reader wants to scroll
 * through.
 */
package dev.reprise.evaluator.values;
