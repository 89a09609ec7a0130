package dev.reprise.kernel.engine;

import java.util.List;
import jdk.jshell.Snippet.Kind;
import jdk.jshell.SourceCodeAnalysis;

/**
 * The code that the compiler is asked about: the snippet with the cursor, and before it the variables that the same cell
 * declares above, which have not run yet, as if all were the body of a method.
 *
 * @param text the code, up to the cursor or the end of the name there: the cell's own, to the letter
 * @param offset where {@code text} would begin in the cell if nothing had been left out of it
 */
record Context(String text, int offset) {

    /** The snippet alone, with what has run before. */
    static Context alone(String code, List<SourceUnit> units) {
        int offset =
                units.isEmpty() ? code.length() : units.get(units.size() - 1).offset();
        return new Context(code.substring(offset), offset);
    }

    /** The snippet behind the declarations above it; null when there are none that can stand in a method. */
    static Context withDeclarationsAbove(SourceCodeAnalysis analysis, String code, List<SourceUnit> units) {
        if (units.size() < 2) {
            return null;
        }
        // An empty statement first, so that JShell takes what follows for statements.
        var text = new StringBuilder(";");
        for (SourceUnit unit : units.subList(0, units.size() - 1)) {
            if (declaresVariables(analysis, unit)) {
                text.append(unit.text()).append('\n');
            }
        }
        if (text.length() == 1) {
            return null;
        }
        Context last = alone(code, units);
        int offset = last.offset() - text.length();
        return new Context(text.append(last.text()).toString(), offset);
    }

    /** Types are left out: after a local record, JShell finds no documentation any more. */
    private static boolean declaresVariables(SourceCodeAnalysis analysis, SourceUnit unit) {
        return analysis.sourceToSnippets(unit.text()).stream().allMatch(snippet -> snippet.kind() == Kind.VAR);
    }
}
