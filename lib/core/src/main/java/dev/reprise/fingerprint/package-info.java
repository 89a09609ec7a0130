/**
 * Are these the same bits? Fingerprints of arrays, tables, files and folders; and, where they are not the same, how far
 * apart: rows that changed, were dropped or moved, and distances in ulps.
 */
package dev.reprise.fingerprint;
