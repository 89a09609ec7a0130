package dev.reprise.kernel.engine;

import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import jdk.jshell.SourceCodeAnalysis;

/**
 * Uses the compiler a little while the reader is still reading, so that the first cell does not wait for what any first use
 * loads. Nothing is run or declared. Ends as soon as somebody else wants the compiler.
 */
final class WarmUp {
    private static final long PAUSE_MILLIS = 200;
    private static final List<String> EXPRESSIONS = List.of(
            "1 + 1",
            "new ArrayList<String>()",
            "List.of(1, 2).stream().map(n -> n * 2.0).collect(Collectors.toList())",
            "Map.of(\"a\", String.format(\"%d\", 1))");

    private final SourceCodeAnalysis analysis;
    private final ReentrantLock compiler;

    WarmUp(SourceCodeAnalysis analysis, ReentrantLock compiler) {
        this.analysis = analysis;
        this.compiler = compiler;
    }

    void run() {
        try {
            for (String expression : EXPRESSIONS) {
                // Cells that are waiting already go first.
                Thread.sleep(PAUSE_MILLIS);
                if (!compiler.tryLock()) {
                    return;
                }
                try {
                    analysis.analyzeType(expression, 0);
                } finally {
                    compiler.unlock();
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
