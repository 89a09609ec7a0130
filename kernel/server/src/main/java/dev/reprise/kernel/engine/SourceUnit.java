package dev.reprise.kernel.engine;

import java.util.ArrayList;
import java.util.List;
import jdk.jshell.SourceCodeAnalysis;
import jdk.jshell.SourceCodeAnalysis.Completeness;
import jdk.jshell.SourceCodeAnalysis.CompletionInfo;

/**
 * One snippet of a cell: what JShell evaluates at a time.
 *
 * @param text the snippet
 * @param offset where it begins in the cell
 * @param completeness whether JShell takes it for complete
 */
record SourceUnit(String text, int offset, Completeness completeness) {

    /** The same snippet in a text that has {@code by} more characters before it. */
    SourceUnit shifted(int by) {
        return new SourceUnit(text, offset + by, completeness);
    }

    /** Splits a cell. What cannot be split any further is the last unit, complete or not. */
    static List<SourceUnit> split(SourceCodeAnalysis analysis, String cell) {
        var units = new ArrayList<SourceUnit>();
        int offset = 0;
        while (offset < cell.length()) {
            if (Character.isWhitespace(cell.charAt(offset))) {
                offset++;
                continue;
            }
            String rest = cell.substring(offset);
            CompletionInfo info = analysis.analyzeCompletion(rest);
            Completeness completeness = info.completeness();
            boolean last = info.remaining().isEmpty() || info.remaining().length() >= rest.length();
            if (completeness != Completeness.EMPTY) {
                units.add(new SourceUnit(completeness.isComplete() ? info.source() : rest, offset, completeness));
            }
            if (last) {
                break;
            }
            offset = cell.length() - info.remaining().length();
        }
        return units;
    }
}
