/** How the library's values look: one table, in HTML for a notebook and in plain text everywhere else. */
package dev.reprise.display;
