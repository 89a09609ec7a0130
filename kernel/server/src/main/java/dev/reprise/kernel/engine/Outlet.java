package dev.reprise.kernel.engine;

import dev.reprise.notebook.CommMessage;
import dev.reprise.notebook.MimeBundle;

/** Receives what cells print, show and ask. Called from the engine's threads, in order for each cell. */
public interface Outlet {
    /** A cell, or a thread that it started, has printed. */
    void output(long cell, boolean error, String text);

    /** A cell shows a value, or replaces the one shown under the same id. */
    void display(long cell, String displayId, MimeBundle bundle, boolean update);

    /** A cell wants its output cleared, at once or when the next output arrives. */
    void clear(long cell, boolean onNextOutput);

    /** A cell opens, uses or closes a comm. */
    void comm(long cell, CommMessage message);

    /** The evaluator has ended, and all comms with it. */
    void commsLost();

    /** A cell wants a line of input; {@link Engine#answer} gives it. */
    void input(long cell, String prompt, boolean password);
}
