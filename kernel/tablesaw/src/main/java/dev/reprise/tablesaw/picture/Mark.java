package dev.reprise.tablesaw.picture;

import java.awt.Graphics2D;

/** What one trace is drawn as, between two axes. */
interface Mark {
    /** Makes room for it. */
    void claim(Axis x, Axis y);

    /** Draws it; the axes are placed. */
    void draw(Graphics2D g, Axis x, Axis y);
}
