package dev.reprise.kernel;

import dev.reprise.kernel.engine.ErrorReport;
import dev.reprise.kernel.protocol.Json;
import dev.reprise.notebook.MimeBundle;
import java.io.IOException;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;

/** Parts of message contents that several messages share. */
final class Contents {
    private static final Pattern OBJECT_OR_ARRAY = Pattern.compile("\\s*[\\[{]");

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

    /** {@code data} and {@code metadata} of a display. */
    static Map<String, Object> bundle(MimeBundle bundle) {
        var data = new LinkedHashMap<String, Object>();
        bundle.data().forEach((type, value) -> data.put(type, representation(type, value)));
        return of("data", data, "metadata", bundle.metadata());
    }

    /** Binary representations as base64; JSON that is written out as what it says. */
    private static Object representation(String type, Object value) {
        if (value instanceof byte[] bytes) {
            return Base64.getEncoder().encodeToString(bytes);
        }
        boolean json = type.equals("application/json") || type.endsWith("+json");
        if (json
                && value instanceof String text
                && OBJECT_OR_ARRAY.matcher(text).lookingAt()) {
            try {
                return Json.readAny(text);
            } catch (IOException e) {
                return text;
            }
        }
        return value;
    }
}
