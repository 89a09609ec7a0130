package dev.reprise.kernel;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Supplier;

/**
 * Shells beside the main one, in which cells and comms run while the main one is busy.
 *
 * @see <a href="https://github.com/jupyter/enhancement-proposals/pull/91">Jupyter enhancement proposal 91, kernel
 *     subshells</a>
 */
final class Subshells {
    private final Supplier<Executions> starter;
    private final Map<String, Executions> open = new LinkedHashMap<>();

    /** @param starter starts the thread of a new shell */
    Subshells(Supplier<Executions> starter) {
        this.starter = starter;
    }

    synchronized String create() {
        String id = UUID.randomUUID().toString();
        open.put(id, starter.get());
        return id;
    }

    /** The shell of this id; null when there is none. */
    synchronized Executions get(String id) {
        return open.get(id);
    }

    synchronized List<String> list() {
        return List.copyOf(open.keySet());
    }

    /** Ends a shell: what it runs is stopped, what waits is aborted. False when there is none of this id. */
    boolean delete(String id) {
        Executions shell;
        synchronized (this) {
            shell = open.remove(id);
        }
        if (shell == null) {
            return false;
        }
        try {
            shell.end();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return true;
    }
}
