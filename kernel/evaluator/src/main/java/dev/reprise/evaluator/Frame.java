package dev.reprise.evaluator;

import dev.reprise.notebook.CommMessage;
import dev.reprise.notebook.MimeBundle;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.List;

/** One message between the kernel and its evaluator. {@code cell} says which cell an output belongs to. */
public sealed interface Frame {

    /** How many threads may run cells at a time. */
    int MOST_LANES = 64;

    /** Kernel to evaluator: classes that later invocations may use. */
    record Define(List<ClassFile> classes) implements Frame {}

    /** Kernel to evaluator: a jar or folder that user code may use from now on. */
    record AddToClassPath(String path) implements Frame {}

    /**
     * Kernel to evaluator: work for a thread that runs cells.
     *
     * <p>{@code sequence} numbers it; it is answered by a {@link Value}, {@link Thrown} or {@link Unresolved} of the same
     * number.
     */
    sealed interface Job extends Frame {
        /** The number of this job, from 1. */
        int sequence();

        /** The thread that does it: 0, or that of a subshell. */
        int lane();

        /** The cell that it is done for. */
        long cell();
    }

    /** Kernel to evaluator: run a static method without parameters. */
    record Invoke(int sequence, int lane, long cell, String className, String method) implements Job {}

    /** Kernel to evaluator: find the representations of the value that the latest {@link Invoke} returned. */
    record Show(int sequence, int lane, long cell) implements Job {}

    /** Kernel to evaluator: a comm's message from the front end. */
    record CommIn(int sequence, int lane, long cell, CommMessage message) implements Job {}

    /** Kernel to evaluator: find a few words for the value of a static field. */
    record Read(int sequence, int lane, long cell, String className, String field) implements Job {}

    /** Kernel to evaluator: for how long a lane's jobs have run so far; answered by the numbers below. */
    record Clock(int sequence, int lane, long cell) implements Job {}

    /** Keys of the answer to {@link Clock}, in nanoseconds: time on the clock, of the CPU, and of it in user mode. */
    String WALL_NANOS = "wall";

    String CPU_NANOS = "cpu";
    String USER_NANOS = "user";

    /** Kernel to evaluator: a lane gets no more jobs. */
    record EndLane(int lane) implements Frame {}

    /** Kernel to evaluator: stop the job of this number if it is still running. */
    record Interrupt(int sequence) implements Frame {}

    /** Kernel to evaluator: close the socket that the kernel has found a lane's thread to wait in. */
    record CloseBlocker(int lane) implements Frame {}

    /** Kernel to evaluator: the line that an {@link InputRequest} asked for; null when there will be none. */
    record Input(String line) implements Frame {}

    /** Evaluator to kernel: a job is done; {@code bundle} is null except after {@link Show}. */
    record Value(int sequence, MimeBundle bundle) implements Frame {}

    /**
     * Evaluator to kernel: a job has ended by an exception.
     *
     * @param interrupted whether it ended because of an {@link Interrupt}
     * @param exhausted whether so little heap is left that the process cannot go on
     */
    record Thrown(int sequence, Failure failure, boolean interrupted, boolean exhausted) implements Frame {}

    /** Evaluator to kernel: a job has reached a method whose body JShell could not compile yet. */
    record Unresolved(int sequence, int snippetId, List<StackTraceElement> stack) implements Frame {}

    /** Evaluator to kernel: something was written to {@code System.out} or {@code System.err}. */
    record Output(long cell, boolean error, String text) implements Frame {}

    /** Evaluator to kernel: show a value, or replace the one shown under the same id. */
    record Display(long cell, String displayId, MimeBundle bundle, boolean update) implements Frame {}

    /** Evaluator to kernel: clear the output of a cell, at once or when the next output arrives. */
    record Clear(long cell, boolean onNextOutput) implements Frame {}

    /** Evaluator to kernel: a line of input is wanted; answered by {@link Input}. */
    record InputRequest(long cell, String prompt, boolean password) implements Frame {}

    /** Evaluator to kernel: a comm's message to the front end. */
    record CommOut(long cell, CommMessage message) implements Frame {}

    /**
     * Evaluator to kernel: running code wants something done and waits. Until the {@link Answer} of the same number, the
     * kernel may send the lane jobs, which run inside the one that waits.
     */
    record Call(int number, int lane, long cell, String service, List<String> arguments) implements Frame {}

    /**
     * Kernel to evaluator: a {@link Call} is done.
     *
     * @param status how it ended
     * @param values with {@code VALUES} the result; otherwise the message of the error, or nothing
     */
    record Answer(int number, int lane, Status status, List<String> values) implements Frame {
        /** How a call ended: with strings, with the value of the latest job, or by an error. */
        public enum Status {
            NOTHING,
            VALUES,
            LATEST_VALUE,
            FAILED,
            INTERRUPTED,
            UNDEFINED_MAGIC
        }
    }

    /** A compiled class. */
    record ClassFile(String name, byte[] bytes) {}

    /** An exception, without its class: user code's classes do not leave the evaluator. {@code cause} may be null. */
    record Failure(String type, String message, List<StackTraceElement> stack, Failure cause) {}

    /** Writes this frame: a byte for its kind, then its components. */
    static void write(Frame frame, DataOutput data) throws IOException {
        var out = new FrameWriter(data);
        if (frame instanceof Define define) {
            out.kind(1).list(define.classes(), out::classFile);
        } else if (frame instanceof AddToClassPath add) {
            out.kind(2).string(add.path());
        } else if (frame instanceof Invoke invoke) {
            out.kind(3).job(invoke);
            out.string(invoke.className()).string(invoke.method());
        } else if (frame instanceof Show show) {
            out.kind(13).job(show);
        } else if (frame instanceof Read read) {
            out.kind(17).job(read);
            out.string(read.className()).string(read.field());
        } else if (frame instanceof Clock clock) {
            out.kind(18).job(clock);
        } else if (frame instanceof Call call) {
            out.kind(19).number(call.number()).number(call.lane()).number(call.cell());
            out.string(call.service()).list(call.arguments(), out::string);
        } else if (frame instanceof Answer answer) {
            out.kind(20).number(answer.number()).number(answer.lane());
            out.number(answer.status().ordinal()).list(answer.values(), out::string);
        } else if (frame instanceof Interrupt interrupt) {
            out.kind(4).number(interrupt.sequence());
        } else if (frame instanceof Input input) {
            out.kind(5).string(input.line());
        } else if (frame instanceof Value value) {
            out.kind(6).number(value.sequence()).bundle(value.bundle());
        } else if (frame instanceof Thrown thrown) {
            out.kind(7).number(thrown.sequence()).failure(thrown.failure());
            out.flag(thrown.interrupted()).flag(thrown.exhausted());
        } else if (frame instanceof Unresolved unresolved) {
            out.kind(8).number(unresolved.sequence()).number(unresolved.snippetId());
            out.stack(unresolved.stack());
        } else if (frame instanceof Output output) {
            out.kind(9).number(output.cell()).flag(output.error()).string(output.text());
        } else if (frame instanceof Display display) {
            out.kind(10).number(display.cell()).string(display.displayId());
            out.bundle(display.bundle()).flag(display.update());
        } else if (frame instanceof Clear clear) {
            out.kind(11).number(clear.cell()).flag(clear.onNextOutput());
        } else if (frame instanceof InputRequest request) {
            out.kind(12).number(request.cell()).string(request.prompt()).flag(request.password());
        } else if (frame instanceof CommIn comm) {
            out.kind(14).job(comm).comm(comm.message());
        } else if (frame instanceof CommOut comm) {
            out.kind(15).number(comm.cell()).comm(comm.message());
        } else if (frame instanceof EndLane end) {
            out.kind(16).number(end.lane());
        } else if (frame instanceof CloseBlocker close) {
            out.kind(21).number(close.lane());
        }
    }

    /** Reads what {@link #write} wrote. */
    static Frame read(DataInput data) throws IOException {
        var in = new FrameReader(data);
        int kind = in.kind();
        return switch (kind) {
            case 1 -> new Define(in.list(() -> new ClassFile(in.string(), in.bytes())));
            case 2 -> new AddToClassPath(in.string());
            case 3 -> new Invoke(in.integer(), in.integer(), in.number(), in.string(), in.string());
            case 4 -> new Interrupt(in.integer());
            case 5 -> new Input(in.string());
            case 6 -> new Value(in.integer(), in.bundle());
            case 7 -> new Thrown(in.integer(), in.failure(), in.flag(), in.flag());
            case 8 -> new Unresolved(in.integer(), in.integer(), in.stack());
            case 9 -> new Output(in.number(), in.flag(), in.string());
            case 10 -> new Display(in.number(), in.string(), in.bundle(), in.flag());
            case 11 -> new Clear(in.number(), in.flag());
            case 12 -> new InputRequest(in.number(), in.string(), in.flag());
            case 13 -> new Show(in.integer(), in.integer(), in.number());
            case 14 -> new CommIn(in.integer(), in.integer(), in.number(), in.comm());
            case 15 -> new CommOut(in.number(), in.comm());
            case 16 -> new EndLane(in.integer());
            case 17 -> new Read(in.integer(), in.integer(), in.number(), in.string(), in.string());
            case 18 -> new Clock(in.integer(), in.integer(), in.number());
            case 19 -> new Call(in.integer(), in.integer(), in.number(), in.string(), in.list(in::string));
            case 20 ->
                new Answer(in.integer(), in.integer(), Answer.Status.values()[in.integer()], in.list(in::string));
            case 21 -> new CloseBlocker(in.integer());
            default -> throw new IOException("Unknown kind of frame: " + kind);
        };
    }
}
