package dev.reprise.evaluator;

import dev.reprise.evaluator.Frame.Failure;
import dev.reprise.notebook.CommMessage;
import dev.reprise.notebook.MimeBundle;
import java.io.DataInput;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads what {@link FrameWriter} writes. */
final class FrameReader {
    private final DataInput in;

    FrameReader(DataInput in) {
        this.in = in;
    }

    /** Reads one element of a list. */
    interface ElementReader<T> {
        T read() throws IOException;
    }

    int kind() throws IOException {
        return in.readUnsignedByte();
    }

    long number() throws IOException {
        return in.readLong();
    }

    int integer() throws IOException {
        return Math.toIntExact(in.readLong());
    }

    boolean flag() throws IOException {
        return in.readBoolean();
    }

    byte[] bytes() throws IOException {
        return bytes(in.readInt());
    }

    private byte[] bytes(int length) throws IOException {
        var bytes = new byte[length];
        in.readFully(bytes);
        return bytes;
    }

    String string() throws IOException {
        int length = in.readInt();
        return length == FrameWriter.NULL ? null : new String(bytes(length), StandardCharsets.UTF_8);
    }

    <T> List<T> list(ElementReader<T> reader) throws IOException {
        int size = in.readInt();
        var list = new ArrayList<T>(size);
        for (int i = 0; i < size; i++) {
            list.add(reader.read());
        }
        return list;
    }

    List<StackTraceElement> stack() throws IOException {
        return list(() -> new StackTraceElement(string(), string(), string(), integer()));
    }

    Failure failure() throws IOException {
        return flag() ? new Failure(string(), string(), stack(), failure()) : null;
    }

    CommMessage comm() throws IOException {
        return new CommMessage(
                CommMessage.Kind.valueOf(string()), string(), string(), object(), object(), list(this::bytes));
    }

    MimeBundle bundle() throws IOException {
        return flag() ? new MimeBundle(object(), object()) : null;
    }

    @SuppressWarnings("unchecked")
    private Map<String, Object> object() throws IOException {
        return (Map<String, Object>) json();
    }

    private Object json() throws IOException {
        int type = in.readUnsignedByte();
        return switch (type) {
            case '0' -> null;
            case '?' -> in.readBoolean();
            case 'd' -> in.readDouble();
            case 'n' -> in.readLong();
            case 'b' -> bytes();
            case '[' -> list(this::json);
            case '{' -> {
                var map = new LinkedHashMap<String, Object>();
                list(() -> map.put(string(), json()));
                yield map;
            }
            case 's' -> string();
            default -> throw new IOException("Unknown type of value in a frame: " + type);
        };
    }
}
