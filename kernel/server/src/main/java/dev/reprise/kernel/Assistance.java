package dev.reprise.kernel;

import dev.reprise.kernel.engine.Completion;
import dev.reprise.kernel.engine.Readiness;
import dev.reprise.kernel.magics.Interpreter;
import dev.reprise.notebook.MimeBundle;
import java.util.Map;

/** Replies to what an editor asks while code is being written. */
final class Assistance {
    private final Interpreter interpreter;

    Assistance(Interpreter interpreter) {
        this.interpreter = interpreter;
    }

    Map<String, Object> complete(Request request) {
        String code = request.string("code");
        int cursor = CodePoints.toIndex(code, request.integer("cursor_pos", Integer.MAX_VALUE));
        Completion completion = interpreter.complete(code, cursor);
        return Contents.ok(
                "matches", completion.matches(),
                "cursor_start", CodePoints.fromIndex(code, completion.start()),
                "cursor_end", CodePoints.fromIndex(code, completion.end()),
                "metadata", Map.of());
    }

    Map<String, Object> inspect(Request request) {
        String code = request.string("code");
        int cursor = CodePoints.toIndex(code, request.integer("cursor_pos", Integer.MAX_VALUE));
        Map<String, Object> data = interpreter
                .inspect(code, cursor, request.integer("detail_level", 0) > 0)
                .map(text -> Map.<String, Object>of(MimeBundle.TEXT, text))
                .orElse(Map.of());
        return Contents.ok("found", !data.isEmpty(), "data", data, "metadata", Map.of());
    }

    Map<String, Object> isComplete(Request request) {
        Readiness readiness = interpreter.readiness(request.string("code"));
        return switch (readiness) {
            case COMPLETE -> Contents.of("status", "complete");
            case INVALID -> Contents.of("status", "invalid");
            case INCOMPLETE ->
                Contents.of("status", "incomplete", "indent", interpreter.indentation(request.string("code")));
        };
    }
}
