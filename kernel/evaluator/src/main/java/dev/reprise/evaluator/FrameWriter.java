package dev.reprise.evaluator;

import dev.reprise.evaluator.Frame.ClassFile;
import dev.reprise.evaluator.Frame.Failure;
import dev.reprise.evaluator.Frame.Job;
import dev.reprise.notebook.CommMessage;
import dev.reprise.notebook.MimeBundle;
import java.io.DataOutput;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/** The components of frames as bytes. Strings, bundles and failures may be null. */
final class FrameWriter {
    static final int NULL = -1;

    private final DataOutput out;

    FrameWriter(DataOutput out) {
        this.out = out;
    }

    /** Writes one element of a list. */
    interface ElementWriter<T> {
        void write(T element) throws IOException;
    }

    FrameWriter kind(int kind) throws IOException {
        out.writeByte(kind);
        return this;
    }

    FrameWriter number(long number) throws IOException {
        out.writeLong(number);
        return this;
    }

    FrameWriter flag(boolean flag) throws IOException {
        out.writeBoolean(flag);
        return this;
    }

    FrameWriter bytes(byte[] bytes) throws IOException {
        out.writeInt(bytes.length);
        out.write(bytes);
        return this;
    }

    FrameWriter string(String string) throws IOException {
        if (string == null) {
            out.writeInt(NULL);
            return this;
        }
        return bytes(string.getBytes(StandardCharsets.UTF_8));
    }

    void classFile(ClassFile type) throws IOException {
        string(type.name()).bytes(type.bytes());
    }

    <T> FrameWriter list(List<T> list, ElementWriter<T> writer) throws IOException {
        out.writeInt(list.size());
        for (T element : list) {
            writer.write(element);
        }
        return this;
    }

    FrameWriter stack(List<StackTraceElement> stack) throws IOException {
        return list(
                stack,
                frame -> string(frame.getClassName())
                        .string(frame.getMethodName())
                        .string(frame.getFileName())
                        .number(frame.getLineNumber()));
    }

    FrameWriter failure(Failure failure) throws IOException {
        flag(failure != null);
        if (failure != null) {
            string(failure.type()).string(failure.message()).stack(failure.stack());
            failure(failure.cause());
        }
        return this;
    }

    FrameWriter job(Job job) throws IOException {
        return number(job.sequence()).number(job.lane()).number(job.cell());
    }

    void comm(CommMessage message) throws IOException {
        string(message.kind().name()).string(message.comm()).string(message.target());
        json(message.data());
        json(message.metadata());
        list(message.buffers(), this::bytes);
    }

    FrameWriter bundle(MimeBundle bundle) throws IOException {
        flag(bundle != null);
        if (bundle != null) {
            json(bundle.data());
            json(bundle.metadata());
        }
        return this;
    }

    private static boolean isWhole(Object value) {
        return value instanceof Integer || value instanceof Long || value instanceof Short || value instanceof Byte;
    }

    private void json(Object value) throws IOException {
        if (value == null) {
            out.writeByte('0');
        } else if (value instanceof Boolean flag) {
            out.writeByte('?');
            out.writeBoolean(flag);
        } else if (isWhole(value)) {
            out.writeByte('n');
            out.writeLong(((Number) value).longValue());
        } else if (value instanceof Number number) {
            out.writeByte('d');
            out.writeDouble(number.doubleValue());
        } else if (value instanceof byte[] bytes) {
            out.writeByte('b');
            bytes(bytes);
        } else if (value instanceof List<?> list) {
            out.writeByte('[');
            list(list, this::json);
        } else if (value instanceof Map<?, ?> map) {
            out.writeByte('{');
            list(List.copyOf(map.entrySet()), entry -> {
                string(String.valueOf(entry.getKey()));
                json(entry.getValue());
            });
        } else {
            out.writeByte('s');
            string(String.valueOf(value));
        }
    }
}
