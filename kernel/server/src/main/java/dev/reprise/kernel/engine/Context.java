package dev.reprise.kernel.engine;

import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import jdk.jshell.Snippet.Kind;
import jdk.jshell.SourceCodeAnalysis;

/**
 * The code that the compiler is asked about: the snippet with the cursor, and before it what the same cell declares above,
 * which has not run yet.
 *
 * @param text the code, up to the cursor or the end of the name there: the cell's own, to the letter
 * @param offset where {@code text} would begin in the cell if nothing had been left out of it
 */
record Context(String text, int offset) {
    /** What a class is called that stands for the cell. */
    static final String CELL = "$Cell";

    private static final Pattern TYPE =
            Pattern.compile("(?s)(?:\\s|//[^\n]*\n|/\\*.*?\\*/|@(?!interface)[\\w.]+(?:\\([^)]*\\))?"
                    + "|(?:public|protected|private|static|final|abstract|sealed|non-sealed|strictfp)\\b)*"
                    + "(?:(?:class|interface|enum|@interface)\\s+\\w+|record\\s+\\w+\\s*[(<]).*");

    private static final Pattern VAR = Pattern.compile("(?s)\\s*(?:final\\s+)?var\\s+\\w+\\s*=.*");

    /** The snippet alone, with what has run before. */
    static Context alone(String code, List<SourceUnit> units) {
        int offset =
                units.isEmpty() ? code.length() : units.get(units.size() - 1).offset();
        return new Context(code.substring(offset), offset);
    }

    /** The snippet behind the variables above it; null when there are none. */
    static Context withVariablesAbove(SourceCodeAnalysis analysis, String code, List<SourceUnit> units) {
        // An empty statement first, so that JShell takes what follows for statements.
        String variables = above(analysis, units, Kind.VAR);
        return variables.isEmpty() ? null : behind(";" + variables, code, units);
    }

    /**
     * The snippet behind the types, methods and variables above it, where types and methods are members of a class; null
     * when there are no types and methods.
     */
    static Context withDeclarationsAbove(SourceCodeAnalysis analysis, String code, List<SourceUnit> units) {
        String members = above(analysis, units, Kind.TYPE_DECL) + above(analysis, units, Kind.METHOD);
        String variables = above(analysis, units, Kind.VAR);
        return members.isEmpty()
                ? null
                : behind("class " + CELL + " {" + members + "Object $() {" + variables, code, units);
    }

    private static String above(SourceCodeAnalysis analysis, List<SourceUnit> units, Kind kind) {
        return units.stream()
                .limit(Math.max(0, units.size() - 1))
                .filter(unit -> isOf(kind, analysis, unit))
                .map(unit -> unit.text() + "\n")
                .collect(Collectors.joining());
    }

    /** JShell must not be asked about a type: until the next snippet runs, it finds no documentation then. */
    private static boolean isOf(Kind kind, SourceCodeAnalysis analysis, SourceUnit unit) {
        if (VAR.matcher(unit.text()).matches()) {
            // JShell cannot tell when the type of the value is not declared yet.
            return kind == Kind.VAR;
        }
        boolean type = TYPE.matcher(unit.text()).matches();
        return type || kind == Kind.TYPE_DECL
                ? type && kind == Kind.TYPE_DECL
                : analysis.sourceToSnippets(unit.text()).stream().allMatch(snippet -> snippet.kind() == kind);
    }

    private static Context behind(String text, String code, List<SourceUnit> units) {
        Context last = alone(code, units);
        return new Context(text + last.text(), last.offset() - text.length());
    }
}
