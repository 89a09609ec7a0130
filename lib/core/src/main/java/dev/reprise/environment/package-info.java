/** What the results of this JVM depend on besides code and seeds: written down, compared, and said what it can change. */
package dev.reprise.environment;
