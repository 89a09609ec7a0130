/** How far results are promised to repeat, and what each promise needs: {@link dev.reprise.dl4j.level.Level}. */
package dev.reprise.dl4j.level;
