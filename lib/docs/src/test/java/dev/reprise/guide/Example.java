package dev.reprise.guide;

import java.nio.file.Path;

/**
 * Code that documentation shows.
 *
 * @param file where it stands
 * @param line the line on which the code begins
 * @param code what the reader sees
 * @param output what the page says it prints, or null if it says nothing
 */
record Example(Path file, long line, String code, String output) {
    String place() {
        return file + ":" + line;
    }
}
