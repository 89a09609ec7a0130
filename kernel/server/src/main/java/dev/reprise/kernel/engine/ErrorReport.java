package dev.reprise.kernel.engine;

import java.util.List;

/**
 * An error as it is shown to the reader.
 *
 * @param name the class of the exception, or {@code CompilationException}
 * @param message what went wrong, in one line where possible
 * @param lines the whole report, coloured with ANSI escape sequences that read on light and on dark
 */
public record ErrorReport(String name, String message, List<String> lines) {}
