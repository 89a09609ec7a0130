/** Shows Tablesaw tables and figures in a notebook, offline and in light and dark themes. */
package dev.reprise.tablesaw;
