package dev.reprise.kernel.engine;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import jdk.jshell.Diag;
import jdk.jshell.SourceCodeAnalysis;
import jdk.jshell.SourceCodeAnalysis.QualifiedNames;
import jdk.jshell.SourceCodeAnalysis.Suggestion;

/** What could be meant where the compiler finds no such name. */
final class Suggestions {
    private static final int MOST_IMPORTS = 5;
    private static final int MOST_NAMES = 3;
    private static final int PATIENCE_MILLIS = 3000;
    private static final int STEP_MILLIS = 100;
    private static final Pattern SYMBOL =
            Pattern.compile("symbol:\\s*(?<kind>\\w+) (?<name>[\\p{L}_$][\\p{L}\\p{N}_$]*)");
    private static final Pattern PACKAGE = Pattern.compile("package ([\\w.]+) does not exist");
    private static final Pattern NAME = Pattern.compile("[\\p{L}_$][\\p{L}\\p{N}_$]*");
    private static final Pattern INTERNAL =
            Pattern.compile("(com\\.)?sun\\..*|jdk\\.internal\\..*|.*\\.(shade|shaded|repackaged)\\..*");

    private final SourceCodeAnalysis analysis;

    Suggestions(SourceCodeAnalysis analysis) {
        this.analysis = analysis;
    }

    /** Sentences about an error in a snippet; none where there is nothing to suggest. */
    List<String> about(String snippet, Diag error) {
        String message = error.getMessage(Locale.ROOT);
        int position = (int) Math.max(0, Math.min(error.getPosition(), snippet.length()));
        Matcher symbol = SYMBOL.matcher(message);
        if (symbol.find()) {
            return aboutSymbol(snippet, position, symbol.group("kind"), symbol.group("name"));
        }
        Matcher missing = PACKAGE.matcher(message);
        if (missing.find()) {
            return missing.group(1).equals("lombok") ? List.of(Lombok.ADVICE) : aboutPackage(snippet, position);
        }
        if (message.startsWith("integer number too large")) {
            return List.of("A number that does not fit into an int is a long if it ends with an L.");
        }
        return List.of();
    }

    private List<String> aboutSymbol(String snippet, int position, String kind, String name) {
        var advice = new ArrayList<String>();
        boolean member = position < snippet.length() && snippet.charAt(position) == '.';
        if (!member && (kind.equals("class") || Character.isUpperCase(name.charAt(0)))) {
            advice.addAll(imports(name));
        }
        if (advice.isEmpty()) {
            advice.addAll(similar(snippet, member ? position + 1 : position, name));
        }
        return advice;
    }

    /** {@code import java.utl.List}: the type may be in another package. */
    private List<String> aboutPackage(String snippet, int position) {
        Matcher name = NAME.matcher(snippet);
        int from = position < snippet.length() && snippet.charAt(position) == '.' ? position + 1 : position;
        return name.find(from) ? imports(name.group()) : List.of();
    }

    private List<String> imports(String simpleName) {
        List<String> names = qualified(simpleName).stream()
                .filter(name -> !INTERNAL.matcher(name).matches())
                .sorted(Comparator.comparing((String name) -> !name.startsWith("java."))
                        .thenComparing(String::length)
                        .thenComparing(Comparator.naturalOrder()))
                .toList();
        if (names.isEmpty()) {
            return List.of();
        }
        String shown = names.stream()
                .limit(MOST_IMPORTS)
                .map(name -> "import " + name + ";")
                .collect(Collectors.joining(" or "));
        int more = names.size() - MOST_IMPORTS;
        return List.of("On the class path: " + shown + (more > 0 ? " (and " + more + " more)" : ""));
    }

    /** Soon after the start, or after a jar was added, JShell's index of types is still being made. */
    private List<String> qualified(String simpleName) {
        QualifiedNames found = analysis.listQualifiedNames(simpleName, simpleName.length());
        try {
            for (int waited = 0; !found.isUpToDate() && waited < PATIENCE_MILLIS; waited += STEP_MILLIS) {
                Thread.sleep(STEP_MILLIS);
                found = analysis.listQualifiedNames(simpleName, simpleName.length());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return found.getNames();
    }

    private List<String> similar(String snippet, int position, String name) {
        List<String> names =
                analysis.completionSuggestions(snippet.substring(0, position), position, new int[1]).stream()
                        .map(Suggestion::continuation)
                        .map(candidate -> candidate.replaceAll("[(<).].*", "").strip())
                        .filter(candidate -> !candidate.equals(name))
                        .distinct()
                        .filter(candidate -> distance(candidate, name) <= Math.max(1, name.length() / 3))
                        .sorted(Comparator.comparingInt((String candidate) -> distance(candidate, name))
                                .thenComparing(Comparator.naturalOrder()))
                        .limit(MOST_NAMES)
                        .toList();
        return names.isEmpty() ? List.of() : List.of("Did you mean " + String.join(" or ", names) + "?");
    }

    /**
     * How many letters must be changed, added, left out or swapped with their neighbours, case being half a letter off:
     * Damerau's distance in its restricted form, rounded up.
     */
    static int distance(String a, String b) {
        if (Math.abs(a.length() - b.length()) > b.length() / 3 + 1) {
            return Integer.MAX_VALUE;
        }
        int[][] d = new int[a.length() + 1][b.length() + 1];
        for (int i = 0; i <= a.length(); i++) {
            for (int j = 0; j <= b.length(); j++) {
                if (i == 0 || j == 0) {
                    d[i][j] = 2 * (i + j);
                    continue;
                }
                char x = a.charAt(i - 1);
                char y = b.charAt(j - 1);
                int change = x == y ? 0 : Character.toLowerCase(x) == Character.toLowerCase(y) ? 1 : 2;
                d[i][j] = Math.min(d[i - 1][j - 1] + change, 2 + Math.min(d[i - 1][j], d[i][j - 1]));
                if (i > 1 && j > 1 && x == b.charAt(j - 2) && a.charAt(i - 2) == y) {
                    d[i][j] = Math.min(d[i][j], d[i - 2][j - 2] + 2);
                }
            }
        }
        return (d[a.length()][b.length()] + 1) / 2;
    }
}
