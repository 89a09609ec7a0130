package io.github.spencerpark.jupyter.kernel.display;

import dev.reprise.notebook.Notebook;

/** Shows data in the notebook. */
public class DisplayStream {
    public void display(DisplayData data) {
        data.show();
    }

    /** Replaces what was shown under an id. */
    public void updateDisplay(String id, DisplayData data) {
        Notebook.update(id, data);
    }

    /** Replaces what was shown under the data's own id. */
    public void updateDisplay(DisplayData data) {
        updateDisplay(data.getDisplayId(), data);
    }
}
