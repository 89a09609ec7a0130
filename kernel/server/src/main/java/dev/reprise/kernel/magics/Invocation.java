package dev.reprise.kernel.magics;

import dev.reprise.kernel.engine.CellResult;
import dev.reprise.notebook.MimeBundle;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;

/** One use of a magic, and what the magic can do with the cell that it stands in. */
final class Invocation {
    private final Interpreter interpreter;
    private final long cell;
    private final String place;
    private final String raw;
    private final String body;

    /**
     * @param place what messages call the cell: "Cell In[3]"
     * @param raw what follows the name on its line
     * @param body the rest of the cell; null for a line magic
     */
    Invocation(Interpreter interpreter, long cell, String place, String raw, String body) {
        this.interpreter = interpreter;
        this.cell = cell;
        this.place = place;
        this.raw = raw;
        this.body = body;
    }

    long cell() {
        return cell;
    }

    String raw() {
        return raw;
    }

    String body() {
        return body;
    }

    boolean isCell() {
        return body != null;
    }

    String place() {
        return place;
    }

    /** Body of a cell magic, rest of the line of a line magic. */
    String text() {
        return isCell() ? body : raw;
    }

    List<String> words() {
        return Arguments.split(raw);
    }

    Arguments arguments(List<String> flags, List<String> valued) {
        return Arguments.of(words(), flags, valued);
    }

    /** The one argument of a magic that needs exactly one. */
    String onlyArgument(String what) {
        List<String> words = words();
        if (words.size() != 1) {
            throw new MagicException("needs one argument, " + what + "; there are " + words.size());
        }
        return words.get(0);
    }

    void print(String text) {
        interpreter.outlet().output(cell, false, text);
    }

    void warn(String text) {
        interpreter.outlet().output(cell, true, text);
    }

    /** Shows something; the id can be given to {@link #update}. */
    String show(MimeBundle bundle) {
        String id = UUID.randomUUID().toString();
        interpreter.outlet().display(cell, id, bundle, false);
        return id;
    }

    void update(String id, MimeBundle bundle) {
        interpreter.outlet().display(cell, id, bundle, true);
    }

    /**
     * Runs code as the cell's own, magics included.
     *
     * @param codePlace what messages call the code
     * @return the representations of its value; null when it has none
     * @throws CodeFailure when it fails
     */
    MimeBundle run(String codePlace, String code) {
        CellResult result = interpreter.run(cell, codePlace, code);
        if (result instanceof CellResult.Failure failure) {
            throw new CodeFailure(failure.report());
        }
        return ((CellResult.Success) result).bundle();
    }

    /**
     * Runs something outside the evaluator, so that the cell can be stopped meanwhile.
     *
     * @param tick called now and then while it runs
     * @throws java.util.concurrent.CancellationException when the cell is stopped
     */
    <T> T await(Callable<T> callable, Runnable tick) throws Exception {
        return interpreter.await(callable, tick);
    }

    Interpreter interpreter() {
        return interpreter;
    }
}
