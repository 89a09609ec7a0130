package dev.reprise.kernel.engine;

import dev.reprise.notebook.MimeBundle;

/** How a cell ended. */
public sealed interface CellResult {
    /** Without an error; {@code bundle} is null when its last snippet has no value to show. */
    record Success(MimeBundle bundle) implements CellResult {}

    /** With an error, after which the rest of the cell was not run. */
    record Failure(ErrorReport report) implements CellResult {}
}
