package dev.reprise.kernel.engine;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import jdk.jshell.SourceCodeAnalysis;
import jdk.jshell.SourceCodeAnalysis.Documentation;
import jdk.jshell.SourceCodeAnalysis.Suggestion;

/** Completion, documentation and completeness of code that is being written. */
final class Assistant {
    private final SourceCodeAnalysis analysis;

    Assistant(SourceCodeAnalysis analysis) {
        this.analysis = analysis;
    }

    Completion complete(String code, int cursor) {
        SourceUnit unit = unitAt(code, cursor);
        int within = cursor - unit.offset();
        int[] anchor = {within};
        List<String> matches = analysis.completionSuggestions(unit.text(), within, anchor).stream()
                .sorted((a, b) -> Boolean.compare(b.matchesType(), a.matchesType()))
                .map(Suggestion::continuation)
                .distinct()
                .toList();
        return new Completion(matches, unit.offset() + anchor[0], cursor);
    }

    /** Signatures, and documentation where there is some, of what the cursor is in or behind. */
    Optional<String> inspect(String code, int cursor, boolean detailed) {
        SourceUnit unit = unitAt(code, cursor);
        int end = cursor;
        while (end < code.length() && Character.isJavaIdentifierPart(code.charAt(end))) {
            end++;
        }
        String upToName = code.substring(unit.offset(), end);
        List<Documentation> found = analysis.documentation(upToName, upToName.length(), true);
        if (found.isEmpty()) {
            String call = upToName + "(";
            found = analysis.documentation(call, call.length(), true);
        }
        if (found.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(found.stream()
                .map(documentation -> describe(documentation, detailed))
                .distinct()
                .collect(Collectors.joining("\n\n")));
    }

    private static String describe(Documentation documentation, boolean detailed) {
        String javadoc = documentation.javadoc();
        if (javadoc == null || javadoc.isBlank()) {
            return documentation.signature();
        }
        String text = JavadocText.plain(javadoc);
        return documentation.signature() + "\n" + (detailed ? text : JavadocText.firstParagraph(text));
    }

    Readiness readiness(String code) {
        List<SourceUnit> units = SourceUnit.split(analysis, code);
        if (units.isEmpty()) {
            return Readiness.COMPLETE;
        }
        return switch (units.get(units.size() - 1).completeness()) {
            case COMPLETE, CONSIDERED_INCOMPLETE, COMPLETE_WITH_SEMI, EMPTY -> Readiness.COMPLETE;
            case DEFINITELY_INCOMPLETE -> Readiness.INCOMPLETE;
            case UNKNOWN -> Readiness.INVALID;
        };
    }

    /** The snippet in which the cursor stands, cut off behind the cursor's line of thought. */
    private SourceUnit unitAt(String code, int cursor) {
        List<SourceUnit> units = SourceUnit.split(analysis, code.substring(0, cursor));
        return units.isEmpty()
                ? new SourceUnit("", cursor, SourceCodeAnalysis.Completeness.EMPTY)
                : units.get(units.size() - 1);
    }
}
