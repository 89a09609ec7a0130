package dev.reprise.kernel.engine;

import java.util.List;
import java.util.Locale;
import jdk.jshell.Diag;

/**
 * JShell makes every record of a cell public, and so javac refuses its canonical constructor if that is not public too,
 * which nobody has to write outside a notebook. Here the word is put in.
 */
final class RecordConstructors {
    private static final String PUBLIC = "public ";

    private RecordConstructors() {}

    /** The snippet as JShell accepts it, in a source changed alike; null when this is not what is wrong with it. */
    static Repaired repaired(Source source, SourceUnit unit, List<Diag> diagnostics) {
        Diag error = diagnostics.stream()
                .filter(diag -> diag.isError() && isTooPrivate(diag))
                .findFirst()
                .orElse(null);
        if (error == null) {
            return null;
        }
        int at =
                Math.max(0, Math.min((int) error.getStartPosition(), unit.text().length()));
        String text = unit.text().substring(0, at) + PUBLIC + unit.text().substring(at);
        int inCell = unit.offset() + at;
        String cell =
                source.text().substring(0, inCell) + PUBLIC + source.text().substring(inCell);
        return new Repaired(new Source(source.cell(), cell), new SourceUnit(text, unit.offset(), unit.completeness()));
    }

    record Repaired(Source source, SourceUnit unit) {}

    private static boolean isTooPrivate(Diag diag) {
        return diag.getCode().startsWith("compiler.err.invalid.canonical.constructor.in.record")
                && diag.getMessage(Locale.ROOT).contains("stronger access privileges; was public");
    }
}
