package dev.reprise.run;

import dev.reprise.data.Dataset;
import dev.reprise.display.TextTable;
import dev.reprise.fingerprint.Fingerprint;
import dev.reprise.fingerprint.TableFingerprint;
import dev.reprise.notebook.Displayable;
import dev.reprise.notebook.MimeBundle;
import dev.reprise.seeds.Split;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalLong;
import tech.tablesaw.api.Table;

/**
 * What a training was given: where the data come from, under which licence, and by which digest they are recognised.
 *
 * <pre>{@code
 * double[][] inputs = {{0, 0}, {0, 1}, {1, 0}, {1, 1}};
 * DataCard card = DataCard.of("xor", inputs)
 *         .source("computed in this notebook")
 *         .licence("CC0-1.0")
 *         .split("train", 0, 1, 2)
 *         .split("test", 3);
 * }</pre>
 *
 * <p>Immutable; the methods that add something return a new card.
 *
 * @param name what the data are called
 * @param source where they come from, such as an address; empty if not said
 * @param licence under which licence, best as an SPDX identifier; empty if not said
 * @param fingerprint digest of the data
 * @param rows number of rows, empty if not known
 * @param schema types of the columns by name; of an array its element type and shape
 * @param splits the parts that the rows were divided into
 */
public record DataCard(
        String name,
        String source,
        String licence,
        Fingerprint fingerprint,
        OptionalLong rows,
        Map<String, String> schema,
        Map<String, Part> splits)
        implements Displayable {
    /**
     * A part of the rows, such as those to train on.
     *
     * @param rows how many
     * @param fingerprint digest of their row numbers, in their order
     */
    public record Part(long rows, Fingerprint fingerprint) {
        /** The fingerprint must be there. */
        public Part {
            Objects.requireNonNull(fingerprint);
        }
    }

    /** The maps are copied. */
    public DataCard {
        if (name.isBlank()) {
            throw new IllegalArgumentException("a data card needs a name");
        }
        Objects.requireNonNull(source);
        Objects.requireNonNull(licence);
        Objects.requireNonNull(fingerprint);
        Objects.requireNonNull(rows);
        schema = Collections.unmodifiableMap(new LinkedHashMap<>(schema));
        splits = Collections.unmodifiableMap(new LinkedHashMap<>(splits));
    }

    private static DataCard of(String name, Fingerprint fingerprint, OptionalLong rows, Map<String, String> schema) {
        return new DataCard(name, "", "", fingerprint, rows, schema, Map.of());
    }

    /**
     * The card of a table.
     *
     * @param name what it is called
     * @param table the data
     * @return a card with digest, number of rows and schema
     */
    public static DataCard of(String name, Table table) {
        var fingerprint = TableFingerprint.of(table);
        return of(name, fingerprint.fingerprint(), OptionalLong.of(table.rowCount()), fingerprint.columns());
    }

    /**
     * The card of a data set.
     *
     * @param data the data
     * @return a card with the data set's name, digest, number of rows and schema
     */
    public static DataCard of(Dataset data) {
        return of(
                data.name(),
                data.fingerprint(),
                OptionalLong.of(data.size()),
                TableFingerprint.of(data.table()).columns());
    }

    /**
     * The card of an array, whose rows are the elements of its first dimension.
     *
     * @param name what it is called
     * @param array an array as {@link Fingerprint#of(Object)} takes it
     * @return a card with digest, number of rows and shape
     * @throws IllegalArgumentException if it is no such array
     */
    public static DataCard of(String name, Object array) {
        if (array instanceof Table table) {
            return of(name, table);
        }
        var rows = TableFingerprint.ofRows(array);
        return of(
                name,
                Fingerprint.of(array),
                OptionalLong.of(rows.rowCount()),
                Map.of("each row", String.join("", rows.columns().values())));
    }

    /**
     * The card of a file or a folder.
     *
     * @param path where it is
     * @return a card with its name and digest; how many rows it has is not known
     * @throws java.io.UncheckedIOException if it cannot be read
     */
    public static DataCard ofFile(Path path) {
        var fingerprint = Files.isDirectory(path) ? Fingerprint.ofFolder(path) : Fingerprint.ofFile(path);
        return of(
                path.toAbsolutePath().normalize().getFileName().toString(),
                fingerprint,
                OptionalLong.empty(),
                Map.of());
    }

    /**
     * This card with the place that the data come from.
     *
     * @param where an address, a citation, or how they were made
     * @return a new card
     */
    public DataCard source(String where) {
        return new DataCard(name, where, licence, fingerprint, rows, schema, splits);
    }

    /**
     * This card with a licence.
     *
     * @param which best as an SPDX identifier, such as {@code CC-BY-4.0}
     * @return a new card
     */
    public DataCard licence(String which) {
        return new DataCard(name, source, which, fingerprint, rows, schema, splits);
    }

    /**
     * This card with one more part of the rows.
     *
     * @param part its name, such as {@code train}
     * @param rowNumbers the numbers of its rows, in the order in which they are used
     * @return a new card
     * @throws IllegalArgumentException if a row number is negative or not below the number of rows
     */
    public DataCard split(String part, int... rowNumbers) {
        for (int row : rowNumbers) {
            if (row < 0 || rows.isPresent() && row >= rows.getAsLong()) {
                throw new IllegalArgumentException("part '" + part + "' of '" + name + "' has row " + row
                        + ", but the rows are 0 to " + (rows.orElse(0) - 1));
            }
        }
        var more = new LinkedHashMap<>(splits);
        more.put(part, new Part(rowNumbers.length, Fingerprint.of(rowNumbers)));
        return new DataCard(name, source, licence, fingerprint, rows, schema, more);
    }

    /**
     * This card with the parts {@code train} and {@code test}.
     *
     * @param split the division of the rows
     * @return a new card
     * @throws IllegalArgumentException if it has a row that the data do not have
     */
    public DataCard split(Split split) {
        return split("train", split.train()).split("test", split.test());
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
        var table = TextTable.of("Data: " + name, "", "value")
                .row("source", source.isEmpty() ? "not said" : source)
                .row("licence", licence.isEmpty() ? "not said" : licence)
                .row("fingerprint", fingerprint.brief())
                .row("rows", rows.isPresent() ? rows.getAsLong() : "not known");
        for (var column : schema.entrySet()) {
            table = table.row(column.getKey(), column.getValue());
        }
        for (var part : splits.entrySet()) {
            table = table.row(
                    "part " + part.getKey(),
                    part.getValue().rows() + " rows, "
                            + part.getValue().fingerprint().brief());
        }
        return table;
    }
}
