package dev.reprise.run;

import java.util.ArrayDeque;

/** Events on their way to a sink. A sink that fails does not stop a training that may have taken hours. */
final class Delivery {
    private final String where;
    private final RunSink sink;
    private final ArrayDeque<RunEvent> pending = new ArrayDeque<>();
    private boolean warned;

    Delivery(String where, RunSink sink) {
        this.where = where;
        this.sink = sink;
    }

    void send(RunEvent event) {
        pending.add(event);
        try {
            deliver();
        } catch (Exception e) {
            if (!warned) {
                warned = true;
                System.err.println("The run goes on, but is not recorded in " + where + ": " + e.getMessage()
                        + ". It will be tried again at every event and at the end.");
            }
        }
    }

    private void deliver() throws Exception {
        while (!pending.isEmpty()) {
            sink.accept(pending.peek());
            pending.remove();
        }
    }

    /** Tries for the last time. */
    void finish() {
        try {
            deliver();
        } catch (Exception e) {
            throw new RunException(
                    pending.size() + " events of the run could not be recorded in " + where + ": " + e.getMessage()
                            + ". Free the place and call end() again",
                    e);
        }
    }
}
