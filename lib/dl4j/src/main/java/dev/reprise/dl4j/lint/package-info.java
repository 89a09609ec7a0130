/** What will not repeat, said before it is run: {@link dev.reprise.dl4j.lint.Lint}. */
package dev.reprise.dl4j.lint;
