package dev.reprise.evaluator.values;

import dev.reprise.notebook.MimeBundle;
import java.awt.image.RenderedImage;
import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Spliterator;
import java.util.stream.BaseStream;

/** The representations of values for which there is no renderer. */
public final class Values {
    private Values() {}

    /** Whether a value is only ever text: no renderer is looked for. */
    public static boolean isSimple(Object value) {
        return value == null
                || value instanceof CharSequence
                || value instanceof Number && value.getClass().getClassLoader() == null
                || value instanceof Boolean
                || value instanceof Character;
    }

    /** The representations of a value; text is always among them. */
    public static MimeBundle bundle(Object value) {
        if (isSimple(value)) {
            return MimeBundle.text(Text.cut(String.valueOf(value)));
        }
        try {
            MimeBundle rich = rich(value);
            return rich == null ? MimeBundle.text(text(value)) : rich;
        } catch (RuntimeException | LinkageError e) {
            return MimeBundle.text(text(value));
        }
    }

    private static MimeBundle rich(Object value) {
        if (value instanceof Object[] array) {
            return Tables.ofRows(Arrays.asList(array));
        }
        if (value.getClass().isArray()) {
            return null;
        }
        if (value instanceof Record data) {
            return Tables.ofRecord(data);
        }
        MimeBundle known = Libraries.of(value);
        if (known != null) {
            return known;
        }
        if (value instanceof Map<?, ?> map) {
            return Tables.ofMap(map);
        }
        if (value instanceof Collection<?> collection) {
            return Tables.ofRows(collection instanceof List<?> list ? list : new ArrayList<>(collection));
        }
        if (value instanceof RenderedImage image) {
            return Pictures.of(image);
        }
        if (value instanceof Path path) {
            return Places.of(path);
        }
        return value instanceof File file ? Places.of(file.toPath()) : null;
    }

    private static String text(Object value) {
        if (value instanceof Throwable thrown) {
            return Traces.of(thrown);
        }
        if (value instanceof BaseStream) {
            return "a stream, not consumed: toList() collects its elements";
        }
        if (value instanceof Iterator || value instanceof Spliterator) {
            return "an iterator, not advanced: " + Text.of(value);
        }
        return Text.of(value);
    }
}
