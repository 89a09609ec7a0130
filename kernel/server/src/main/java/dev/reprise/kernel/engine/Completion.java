package dev.reprise.kernel.engine;

import java.util.List;

/**
 * What could stand at the cursor. Positions count UTF-16 code units.
 *
 * @param matches the candidates, best first
 * @param start where the text begins that a candidate replaces
 * @param end where it ends
 */
public record Completion(List<String> matches, int start, int end) {}
