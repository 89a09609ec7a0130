package dev.reprise.kernel.engine;

import dev.reprise.notebook.MimeBundle;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import jdk.jshell.DeclarationSnippet;
import jdk.jshell.EvalException;
import jdk.jshell.JShell;
import jdk.jshell.Snippet;
import jdk.jshell.Snippet.Kind;
import jdk.jshell.Snippet.Status;
import jdk.jshell.SnippetEvent;
import jdk.jshell.UnresolvedReferenceException;

/** Runs a fragment of a cell, snippet by snippet, up to its end or its first error. */
final class FragmentRun {
    private final Declarations declarations;
    private final JShell jshell;
    private final EvaluatorControl control;
    private final ErrorReporter reporter;
    private final Outlet outlet;
    private final Fragment fragment;
    private final Source source;

    FragmentRun(
            Declarations declarations,
            EvaluatorControl control,
            ErrorReporter reporter,
            Outlet outlet,
            Fragment fragment) {
        this.declarations = declarations;
        this.jshell = declarations.jshell();
        this.control = control;
        this.reporter = reporter;
        this.outlet = outlet;
        this.fragment = fragment;
        this.source = new Source(fragment.place(), fragment.source());
    }

    /** @param show whether the value of the last snippet is wanted */
    CellResult run(boolean show) {
        List<SourceUnit> units = SourceUnit.split(jshell.sourceCodeAnalysis(), fragment.text()).stream()
                .map(unit -> unit.shifted(fragment.offset()))
                .toList();
        var declared = new ArrayList<DeclarationSnippet>();
        MimeBundle shown = null;
        for (int i = 0; i < units.size(); i++) {
            SourceUnit unit = units.get(i);
            control.enterSnippet();
            Evaluation evaluation;
            try (var deadline = new Deadline(control.settings().timeout(), control::interrupt)) {
                evaluation = evaluate(unit);
                if (deadline.hasPassed()) {
                    return new CellResult.Failure(timedOut());
                }
            } catch (InternalError e) {
                return new CellResult.Failure(ErrorReporter.compilerFailure(source, unit, e));
            }
            if (evaluation == null) {
                return new CellResult.Failure(reporter.compilation(jshell, source, unit, List.of()));
            }
            Snippet snippet = evaluation.event().snippet();
            Optional<ErrorReport> error = error(evaluation);
            if (error.isEmpty() && show && i == units.size() - 1 && hasValueToShow(snippet)) {
                Outcome outcome = control.show();
                error = error(outcome);
                shown = outcome instanceof Outcome.Returned returned ? returned.bundle() : null;
            }
            if (error.isPresent()) {
                return new CellResult.Failure(error.get());
            }
            if (snippet instanceof DeclarationSnippet declaration) {
                declared.add(declaration);
            }
        }
        hintAtUnresolved(declared);
        return new CellResult.Success(shown);
    }

    /** A snippet that JShell has evaluated, and where it stands. */
    private record Evaluation(Source source, SourceUnit unit, SnippetEvent event) {}

    private Evaluation evaluate(SourceUnit unit) {
        SnippetEvent event = evaluateOnce(source, unit);
        if (event == null) {
            return null;
        }
        var repaired = event.status() == Status.REJECTED
                ? RecordConstructors.repaired(
                        source, unit, jshell.diagnostics(event.snippet()).toList())
                : null;
        if (repaired == null) {
            return new Evaluation(source, unit, event);
        }
        event = evaluateOnce(repaired.source(), repaired.unit());
        return new Evaluation(repaired.source(), repaired.unit(), event);
    }

    private SnippetEvent evaluateOnce(Source source, SourceUnit unit) {
        reporter.evaluating(source, unit);
        SnippetEvent event = declarations.evaluate(unit.text());
        if (event != null) {
            reporter.locate(event.snippet(), source, unit);
        }
        return event;
    }

    private Optional<ErrorReport> error(Evaluation evaluation) {
        SnippetEvent event = evaluation.event();
        Snippet snippet = event.snippet();
        boolean unusableVariable = event.status() == Status.RECOVERABLE_NOT_DEFINED && snippet.kind() == Kind.VAR;
        if (event.status() == Status.REJECTED || unusableVariable) {
            ErrorReport report = reporter.compilation(
                    jshell,
                    evaluation.source(),
                    evaluation.unit(),
                    jshell.diagnostics(snippet).toList());
            if (unusableVariable) {
                jshell.drop(snippet);
            }
            return Optional.of(report);
        }
        if (event.exception() != null) {
            ErrorReport report = event.exception() instanceof UnresolvedReferenceException unresolved
                    ? reporter.unresolved(jshell, unresolved)
                    : reporter.exception((EvalException) event.exception());
            return Optional.of(
                    control.latest() instanceof Outcome.Threw threw && threw.exhausted()
                            ? startAfresh(report)
                            : report);
        }
        return error(control.latest());
    }

    private Optional<ErrorReport> error(Outcome outcome) {
        if (outcome instanceof Outcome.Interrupted || control.isCancelled() && outcome == null) {
            return Optional.of(ErrorReporter.plain("Interrupted", "the cell was stopped; variables are kept"));
        }
        if (outcome instanceof Outcome.Died died) {
            return Optional.of(ErrorReporter.plain("ProcessEnded", died.reason() + ". " + declarations.recover()));
        }
        if (outcome instanceof Outcome.Threw threw) {
            return Optional.of(reporter.exception(threw.failure()));
        }
        return Optional.empty();
    }

    private ErrorReport timedOut() {
        return ErrorReporter.plain(
                "TimeoutException",
                "a statement ran for longer than "
                        + control.settings().timeout().toMillis() + " ms, so it was stopped; variables are kept");
    }

    private ErrorReport startAfresh(ErrorReport outOfMemory) {
        control.evaluator().end("out of memory");
        String lost = "Variables fill the heap, so a new process was started. " + declarations.recover()
                + " More memory: set REPRISE_JVM_OPTS=-Xmx8g, for example, before the kernel starts.";
        var lines = new ArrayList<>(outOfMemory.lines());
        lines.add(lost);
        return new ErrorReport(outOfMemory.name(), outOfMemory.message() + ". " + lost, lines);
    }

    private static boolean hasValueToShow(Snippet snippet) {
        return switch (snippet.subKind()) {
            case VAR_VALUE_SUBKIND, TEMP_VAR_EXPRESSION_SUBKIND, OTHER_EXPRESSION_SUBKIND -> true;
            default -> false;
        };
    }

    /** A type or method may mention what a later cell declares; but it may also be a slip of the pen. */
    private void hintAtUnresolved(List<DeclarationSnippet> declared) {
        for (DeclarationSnippet snippet : declared) {
            Status status = jshell.status(snippet);
            if (status == Status.RECOVERABLE_DEFINED || status == Status.RECOVERABLE_NOT_DEFINED) {
                String missing = jshell.unresolvedDependencies(snippet).collect(Collectors.joining(", "));
                outlet.output(
                        fragment.cell(),
                        true,
                        "Note: " + snippet.name() + " can be used once this is declared: " + missing + "\n");
            }
        }
    }
}
