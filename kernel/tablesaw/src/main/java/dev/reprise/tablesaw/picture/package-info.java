/**
 * Figures as pictures, drawn with Java2D and without a browser, for the places that show nothing else: GitHub, PDF, mail, and
 * notebooks that are not trusted.
 *
 * <p>{@link dev.reprise.tablesaw.picture.Picture} lays the page out; an {@link dev.reprise.tablesaw.picture.Axis} turns
 * values into places; a {@link dev.reprise.tablesaw.picture.Mark} is what is drawn between axes for one trace.
 */
package dev.reprise.tablesaw.picture;
