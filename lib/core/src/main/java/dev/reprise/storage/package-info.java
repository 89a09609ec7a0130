/**
 * Files that survive: JSON that keeps every bit of a number, lines appended so that a kill at any moment loses at most the
 * last, whole files that are replaced or not.
 */
package dev.reprise.storage;
