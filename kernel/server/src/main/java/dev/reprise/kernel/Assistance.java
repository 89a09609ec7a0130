package dev.reprise.kernel;

import dev.reprise.kernel.engine.Completion;
import dev.reprise.kernel.engine.Readiness;
import dev.reprise.kernel.magics.Interpreter;
import dev.reprise.notebook.MimeBundle;
import java.util.ArrayList;
import java.util.List;
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
                "metadata", types(completion, code));
    }

    /** IPython's extension of the protocol, which JupyterLab shows: what each candidate is, and its parameters. */
    private static Map<String, Object> types(Completion completion, String code) {
        if (completion.candidates().isEmpty()) {
            return Map.of();
        }
        int start = CodePoints.fromIndex(code, completion.start());
        int end = CodePoints.fromIndex(code, completion.end());
        List<Object> types = new ArrayList<>();
        for (Completion.Candidate candidate : completion.candidates()) {
            types.add(Contents.of(
                    "start", start,
                    "end", end,
                    "text", candidate.text(),
                    "type", candidate.type(),
                    "signature", candidate.signature()));
        }
        return Map.of("_jupyter_types_experimental", types);
    }

    Map<String, Object> inspect(Request request) {
        String code = request.string("code");
        int cursor = CodePoints.toIndex(code, request.integer("cursor_pos", Integer.MAX_VALUE));
        Map<String, Object> data = interpreter
                .inspect(code, cursor, request.integer("detail_level", 0) > 0)
                .map(MimeBundle::data)
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
