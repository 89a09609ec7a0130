package dev.reprise.evaluator;

import dev.reprise.evaluator.Frame.Clear;
import dev.reprise.evaluator.Frame.CommOut;
import dev.reprise.evaluator.Frame.Display;
import dev.reprise.notebook.CommMessage;
import dev.reprise.notebook.MimeBundle;
import dev.reprise.notebook.NotebookHost;
import dev.reprise.notebook.Renderer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;

/** The notebook as user code sees it. Created by the service loader, so it finds its process through {@link Main}. */
public final class Host implements NotebookHost {
    private static volatile String latestDisplayId;

    private final Main process = Main.running();

    /** For the service loader. */
    public Host() {}

    /** Whether a value is the id that {@link #display} has just returned, which nobody wants to read. */
    static boolean isLatestDisplayId(Object value) {
        return value != null && value == latestDisplayId;
    }

    @Override
    public MimeBundle render(Object value) {
        return process.renderers().render(value);
    }

    @Override
    public void display(MimeBundle bundle, String displayId) {
        process.outbox().add(new Display(CellContext.current(), displayId, Plain.copy(bundle), false));
        latestDisplayId = displayId;
    }

    @Override
    public void update(MimeBundle bundle, String displayId) {
        process.outbox().add(new Display(CellContext.current(), displayId, Plain.copy(bundle), true));
    }

    @Override
    public void clearOutput(boolean wait) {
        process.outbox().add(new Clear(CellContext.current(), wait));
    }

    @Override
    public void comm(CommMessage message) {
        process.outbox().add(new CommOut(CellContext.current(), Plain.copy(message)));
    }

    @Override
    public void addRenderer(Renderer renderer) {
        process.renderers().add(renderer);
    }

    @Override
    public Object call(String service, List<String> arguments) throws Exception {
        return CellThread.call(service, arguments);
    }

    @Override
    public String input(String prompt, boolean password) {
        try {
            return process.streams().input(prompt, password);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
