package dev.reprise.kernel.engine;

import java.util.Arrays;

/**
 * The source of a cell, as far as it has to be pointed at.
 *
 * @param cell what messages call the cell: "Cell In[3]"
 */
record Source(String cell, String text) {

    /** "Cell In[3], line 2". */
    String place(int line) {
        return cell + ", line " + line;
    }

    /** The number of the line, from 1, in which a position lies. */
    int lineOf(int position) {
        return 1
                + (int) text.substring(0, clamp(position))
                        .chars()
                        .filter(c -> c == '\n')
                        .count();
    }

    /** The text of a line; empty when there is none of this number. */
    String line(int number) {
        return Arrays.stream(text.split("\n", -1)).skip(number - 1L).findFirst().orElse("");
    }

    /** How far a position is from the start of its line. */
    int columnOf(int position) {
        int at = clamp(position);
        return at - (text.lastIndexOf('\n', at - 1) + 1);
    }

    private int clamp(int position) {
        return Math.max(0, Math.min(position, text.length()));
    }
}
