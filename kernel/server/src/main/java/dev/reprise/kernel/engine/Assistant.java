package dev.reprise.kernel.engine;

import dev.reprise.kernel.engine.Completion.Candidate;
import dev.reprise.notebook.MimeBundle;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.lang.model.SourceVersion;
import jdk.jshell.SourceCodeAnalysis;
import jdk.jshell.SourceCodeAnalysis.Documentation;
import jdk.jshell.SourceCodeAnalysis.Suggestion;

/** Completion, documentation and completeness of code that is being written. */
final class Assistant {
    /** Parameters are looked up for this many methods, as long as the time allows: each takes some milliseconds. */
    private static final int MOST_SIGNATURES = 6;

    private static final long SIGNATURES_NANOS = 40_000_000;
    private static final int LEAST_LETTERS_OF_A_TYPE = 3;

    /** JShell writes the components of a record between its name and that of its method. */
    private static final Pattern COMPONENTS = Pattern.compile("(?<=\\w)\\([^()]*\\)(?=[.(])");

    private final SourceCodeAnalysis analysis;
    private final TypeIndex types;
    private final Sources sources;

    Assistant(SourceCodeAnalysis analysis, TypeIndex types) {
        this.analysis = analysis;
        this.types = types;
        this.sources = new Sources(analysis, types);
    }

    Completion complete(String code, int cursor) {
        String written = code.substring(0, cursor);
        List<SourceUnit> units = SourceUnit.split(analysis, written);
        for (Context above : above(written, units)) {
            Completion completion = complete(above, cursor);
            if (!completion.matches().isEmpty()) {
                return completion;
            }
        }
        return complete(Context.alone(written, units), cursor);
    }

    private List<Context> above(String written, List<SourceUnit> units) {
        return Stream.of(
                        Context.withVariablesAbove(analysis, written, units),
                        Context.withDeclarationsAbove(analysis, written, units))
                .filter(Objects::nonNull)
                .toList();
    }

    private Completion complete(Context context, int cursor) {
        String text = context.text();
        int[] anchor = {text.length()};
        List<String> matches = analysis.completionSuggestions(text, text.length(), anchor).stream()
                .sorted(Comparator.comparing(Suggestion::matchesType).reversed())
                .map(Suggestion::continuation)
                .distinct()
                .toList();
        String before = text.substring(0, anchor[0]);
        String written = text.substring(anchor[0]);
        List<Candidate> candidates = new ArrayList<>(candidates(before, matches));
        if (canBeAType(before, written)) {
            Set<String> known = Set.copyOf(matches);
            types.startingWith(written).stream()
                    .filter(name -> !known.contains(simple(name)) && !known.contains(simple(name) + "("))
                    .forEach(name -> candidates.add(new Candidate(name, "class", "")));
        }
        return Completion.of(candidates, context.offset() + anchor[0], cursor);
    }

    /** A type that is not imported can be named in full. */
    private static boolean canBeAType(String before, String written) {
        return written.length() >= LEAST_LETTERS_OF_A_TYPE
                && Character.isUpperCase(written.charAt(0))
                && !before.stripTrailing().endsWith(".");
    }

    private static String simple(String name) {
        return name.substring(name.lastIndexOf('.') + 1);
    }

    private List<Candidate> candidates(String before, List<String> matches) {
        long until = System.nanoTime() + SIGNATURES_NANOS;
        boolean few = matches.stream().filter(match -> match.contains("(")).count() <= MOST_SIGNATURES;
        boolean member = before.stripTrailing().endsWith(".");
        return matches.stream()
                .map(match -> new Candidate(
                        match, type(match, member), few && System.nanoTime() < until ? signature(before, match) : ""))
                .toList();
    }

    private static String type(String match, boolean member) {
        String name = match.replaceAll("[(<.].*", "");
        boolean capital = !name.isEmpty() && Character.isUpperCase(name.charAt(0));
        if (match.contains("(")) {
            return capital ? "class" : "function";
        }
        if (SourceVersion.isKeyword(name)) {
            return "keyword";
        }
        if (capital) {
            return name.length() > 1 && name.equals(name.toUpperCase(Locale.ROOT)) ? "constant" : "class";
        }
        return match.endsWith(".") ? "module" : member ? "property" : "variable";
    }

    /** The parameters of a method, of each of its overloads in a line. */
    private String signature(String before, String match) {
        int parenthesis = match.indexOf('(');
        if (parenthesis < 0) {
            return "";
        }
        String call = before + match.substring(0, parenthesis + 1);
        return analysis.documentation(call, call.length(), false).stream()
                .map(documentation -> parameters(signature(documentation)))
                .distinct()
                .collect(Collectors.joining("\n"));
    }

    private static String signature(Documentation documentation) {
        String signature = documentation.signature().replace(Context.CELL + ".", "");
        return COMPONENTS.matcher(signature).replaceAll("");
    }

    /** {@code int Math.max(int a, int b)} becomes {@code (int a, int b)}. */
    private static String parameters(String signature) {
        int parenthesis = signature.indexOf('(');
        return parenthesis < 0 ? signature : signature.substring(parenthesis);
    }

    /** Signatures, and documentation where there is some, of what the cursor is in or behind. */
    Optional<MimeBundle> inspect(String code, int cursor, boolean detailed) {
        int end = cursor;
        while (end < code.length() && Character.isJavaIdentifierPart(code.charAt(end))) {
            end++;
        }
        String written = code.substring(0, end);
        List<SourceUnit> units = SourceUnit.split(analysis, written);
        sources.offer();
        Set<Documentation> found = new LinkedHashSet<>();
        var contexts = new ArrayList<Context>(List.of(Context.alone(written, units)));
        contexts.addAll(above(written, units));
        for (Context context : contexts) {
            for (String text : List.of(context.text(), context.text() + "(")) {
                if (found.isEmpty()) {
                    found.addAll(analysis.documentation(text, text.length(), true));
                }
            }
        }
        return found.isEmpty() ? Optional.empty() : Optional.of(bundle(List.copyOf(found), detailed));
    }

    private MimeBundle bundle(List<Documentation> found, boolean detailed) {
        boolean whole = detailed || found.size() == 1;
        List<Javadoc> documented = found.stream()
                .map(documentation -> new Javadoc(signature(documentation), documentation.javadoc()))
                .distinct()
                .toList();
        boolean undocumented = documented.stream().allMatch(Javadoc::isEmpty);
        Optional<String> remark =
                undocumented ? sources.remark(documented.get(0).signature()) : Optional.empty();
        String text = Stream.concat(documented.stream().map(doc -> doc.text(whole)), remark.stream())
                .collect(Collectors.joining("\n\n"));
        String html = Stream.concat(
                        documented.stream().map(doc -> doc.html(whole)),
                        remark.map(line -> "<p>" + line + "</p>").stream())
                .collect(Collectors.joining("\n<hr>\n"));
        return MimeBundle.text(text).with(MimeBundle.HTML, html);
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
}
