package dev.reprise.kernel.engine;

import dev.reprise.evaluator.Frame.Failure;
import dev.reprise.notebook.MimeBundle;
import java.util.List;

/** How one invocation in an evaluator ended. */
sealed interface Outcome {
    /** It returned; {@code bundle} is null when there is nothing to show. */
    record Returned(MimeBundle bundle) implements Outcome {}

    /** It threw; {@code exhausted}: the evaluator has no heap left to go on. */
    record Threw(Failure failure, boolean exhausted) implements Outcome {}

    /** It came upon a method whose body JShell could not compile yet. */
    record Unresolved(int snippetId, List<StackTraceElement> stack) implements Outcome {}

    /** It was interrupted, and the evaluator goes on. */
    record Interrupted() implements Outcome {}

    /** The evaluator has ended; {@code reason} says how, as a sentence. */
    record Died(String reason) implements Outcome {}
}
