package dev.reprise.seeds;

import dev.reprise.display.TextTable;
import dev.reprise.notebook.Displayable;
import dev.reprise.notebook.MimeBundle;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;

/**
 * What {@link Seeds#everything} reached, what it could not reach and why.
 *
 * <pre>{@code
 * SeedReport report = Seeds.everything(42);
 * report.row("Math.random").reach();       // SEEDED or NOT_SEEDED
 * Seeds seeds = report.seeds();
 * }</pre>
 *
 * @param seeds the seeds that were handed out
 * @param rows one for each source of randomness
 */
public record SeedReport(Seeds seeds, List<Row> rows) implements Displayable {
    /** A report on some sources. */
    public SeedReport {
        Objects.requireNonNull(seeds);
        rows = List.copyOf(rows);
    }

    /** How far a seed reaches. */
    public enum Reach {
        /** From here on the source gives the same numbers for the same seed and the same order of calls. */
        SEEDED,
        /** The source goes on as it likes. */
        NOT_SEEDED,
        /** Not random, but set by the machine or its user, and able to change results. */
        ENVIRONMENT
    }

    /**
     * One source of randomness.
     *
     * @param source its name, such as {@code Math.random}
     * @param reach whether it was seeded
     * @param detail how far, or why not and what to do
     */
    public record Row(String source, Reach reach, String detail) {
        /** A row of a report. */
        public Row {
            Objects.requireNonNull(source);
            Objects.requireNonNull(reach);
            Objects.requireNonNull(detail);
        }

        /**
         * A source that was seeded.
         *
         * @param source its name
         * @param detail how far the seed reaches
         * @return the row
         */
        public static Row seeded(String source, String detail) {
            return new Row(source, Reach.SEEDED, detail);
        }

        /**
         * A source that was not seeded.
         *
         * @param source its name
         * @param detail why not, and what to do
         * @return the row
         */
        public static Row notSeeded(String source, String detail) {
            return new Row(source, Reach.NOT_SEEDED, detail);
        }

        /**
         * A setting of the machine that can change results.
         *
         * @param source its name
         * @param detail its value, and how to fix it
         * @return the row
         */
        public static Row environment(String source, String detail) {
            return new Row(source, Reach.ENVIRONMENT, detail);
        }
    }

    static SeedReport seed(Seeds seeds) {
        var rows = new ArrayList<>(new JvmSources(seeds).rows());
        var targets = ServiceLoader.load(SeedTarget.class).iterator();
        while (true) {
            try {
                if (!targets.hasNext()) {
                    return new SeedReport(seeds, rows);
                }
                rows.addAll(seedOne(targets.next(), seeds));
            } catch (ServiceConfigurationError e) {
                rows.add(Row.notSeeded("a library", "could not be asked: " + e.getMessage()));
            }
        }
    }

    private static List<Row> seedOne(SeedTarget target, Seeds seeds) {
        try {
            return target.seed(seeds);
        } catch (RuntimeException | LinkageError e) {
            return List.of(Row.notSeeded(target.getClass().getName(), "failed: " + e));
        }
    }

    /**
     * The row of one source.
     *
     * @param source its name, as the report shows it
     * @return the row
     * @throws IllegalArgumentException if the report has no such source
     */
    public Row row(String source) {
        return rows.stream()
                .filter(row -> row.source().equals(source))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("the report has no source '" + source + "'; it has "
                        + String.join(", ", rows.stream().map(Row::source).toList())));
    }

    @Override
    public MimeBundle toMimeBundle() {
        return sheet().toMimeBundle();
    }

    /** The same table as the notebook shows, in plain text. */
    @Override
    public String toString() {
        return sheet().toString();
    }

    private TextTable sheet() {
        var table = TextTable.of("Sources of randomness, master seed " + seeds.master(), "source", "seeded", "detail");
        for (var row : rows) {
            table = table.row(
                    row.source(),
                    switch (row.reach()) {
                        case SEEDED -> "yes";
                        case NOT_SEEDED -> "no";
                        case ENVIRONMENT -> "set by the machine";
                    },
                    row.detail());
        }
        return table;
    }
}
