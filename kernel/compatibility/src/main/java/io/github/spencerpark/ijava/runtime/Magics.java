package io.github.spencerpark.ijava.runtime;

import java.util.List;

/** Magics as methods. */
public final class Magics {
    private Magics() {}

    public static <T> T lineMagic(String name, List<String> args) {
        return dev.reprise.notebook.Magics.line(name, args);
    }

    public static <T> T cellMagic(String name, List<String> args, String body) {
        return dev.reprise.notebook.Magics.cell(name, args, body);
    }
}
