/**
 * What a chapter of the workbook asks of its reader: a prediction before the experiment, and exercises with hints, a check
 * and a solution. Everything is shown in the notebook, in words as well as in colour, and works without a notebook too.
 */
package dev.reprise.teaching;
