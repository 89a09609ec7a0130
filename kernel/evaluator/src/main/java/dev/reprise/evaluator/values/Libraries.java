package dev.reprise.evaluator.values;

import dev.reprise.notebook.MimeBundle;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Values of libraries that the kernel does not depend on, known by the names of their classes: JSON of Jackson, Gson and
 * org.json, and arrays of ND4J.
 */
final class Libraries {
    static final String JSON = "application/json";

    /** More JSON than this, in characters, is shown as text only. */
    private static final int LONGEST_JSON = 1_000_000;

    private Libraries() {}

    /** The representations of a value of one of these libraries; null when it is none, or the library is another than it seems. */
    static MimeBundle of(Object value) {
        for (Class<?> type = value.getClass(); type != null; type = type.getSuperclass()) {
            try {
                switch (type.getName()) {
                    case "com.fasterxml.jackson.databind.JsonNode":
                        return json(string(value, "toPrettyString"), jackson(value));
                    case "com.google.gson.JsonElement":
                        return json(gsonText(value, type), gson(value, type));
                    case "org.json.JSONObject":
                        return json(
                                String.valueOf(
                                        type.getMethod("toString", int.class).invoke(value, 2)),
                                call(value, "toMap"));
                    case "org.json.JSONArray":
                        return json(
                                String.valueOf(
                                        type.getMethod("toString", int.class).invoke(value, 2)),
                                call(value, "toList"));
                    default:
                        break;
                }
                if (Arrays.stream(type.getInterfaces())
                        .anyMatch(i -> i.getName().equals("org.nd4j.linalg.api.ndarray.INDArray"))) {
                    return array(value);
                }
            } catch (ReflectiveOperationException | RuntimeException | LinkageError e) {
                return null;
            }
        }
        return null;
    }

    private static MimeBundle json(String text, Object tree) {
        MimeBundle bundle = MimeBundle.text(Text.cut(text));
        boolean shown = (tree instanceof Map || tree instanceof List) && text.length() <= LONGEST_JSON;
        return shown ? bundle.with(JSON, tree) : bundle;
    }

    private static Object jackson(Object node) throws ReflectiveOperationException {
        Class<?> mapper = Class.forName(
                "com.fasterxml.jackson.databind.ObjectMapper",
                true,
                node.getClass().getClassLoader());
        Method convert = mapper.getMethod("convertValue", Object.class, Class.class);
        return convert.invoke(mapper.getConstructor().newInstance(), node, Object.class);
    }

    private static Object gson(Object element, Class<?> type) throws ReflectiveOperationException {
        Class<?> gson = Class.forName("com.google.gson.Gson", true, type.getClassLoader());
        return gson.getMethod("fromJson", type, Class.class)
                .invoke(gson.getConstructor().newInstance(), element, Object.class);
    }

    private static String gsonText(Object element, Class<?> type) throws ReflectiveOperationException {
        Class<?> builder = Class.forName("com.google.gson.GsonBuilder", true, type.getClassLoader());
        Object printer = builder.getMethod("setPrettyPrinting")
                .invoke(builder.getConstructor().newInstance());
        Object gson = builder.getMethod("create").invoke(printer);
        return (String) gson.getClass().getMethod("toJson", type).invoke(gson, element);
    }

    /** Shape, type and size, and what ND4J itself prints: of a large array, its corners. */
    private static MimeBundle array(Object array) throws ReflectiveOperationException {
        var shape = (long[]) call(array, "shape");
        long length = (long) call(array, "length");
        String head = String.format(
                Locale.ROOT,
                "INDArray %s %s, %,d value%s",
                call(array, "dataType"),
                Arrays.toString(shape),
                length,
                length == 1 ? "" : "s");
        return MimeBundle.text(Text.cut(head + "\n" + array));
    }

    private static String string(Object value, String method) throws ReflectiveOperationException {
        return String.valueOf(call(value, method));
    }

    private static Object call(Object value, String method) throws ReflectiveOperationException {
        Method found = value.getClass().getMethod(method);
        found.setAccessible(true);
        return found.invoke(value);
    }
}
