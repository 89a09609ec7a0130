package dev.reprise.kernel;

import dev.reprise.kernel.engine.ErrorReport;
import dev.reprise.notebook.MimeBundle;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;

/** Parts of message contents that several messages share. */
final class Contents {
    private Contents() {}

    /** {@code status: ok} and more. */
    static Map<String, Object> ok(Object... keysAndValues) {
        var content = of(keysAndValues);
        content.put("status", "ok");
        return content;
    }

    /** Keys and values in turn, in this order. */
    static Map<String, Object> of(Object... keysAndValues) {
        var content = new LinkedHashMap<String, Object>();
        for (int i = 0; i < keysAndValues.length; i += 2) {
            content.put((String) keysAndValues[i], keysAndValues[i + 1]);
        }
        return content;
    }

    static Map<String, Object> error(ErrorReport report) {
        return of("ename", report.name(), "evalue", report.message(), "traceback", report.lines());
    }

    static Map<String, Object> errorReply(ErrorReport report, Object... more) {
        var content = of(more);
        content.put("status", "error");
        content.putAll(error(report));
        return content;
    }

    /** {@code data} and {@code metadata} of a display; binary representations as base64. */
    static Map<String, Object> bundle(MimeBundle bundle) {
        var data = new LinkedHashMap<String, Object>();
        bundle.data()
                .forEach((type, value) -> data.put(
                        type,
                        value instanceof byte[] bytes ? Base64.getEncoder().encodeToString(bytes) : value));
        return of("data", data, "metadata", bundle.metadata());
    }
}
