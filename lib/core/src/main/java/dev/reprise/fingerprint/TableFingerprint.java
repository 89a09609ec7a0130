package dev.reprise.fingerprint;

import java.lang.reflect.Array;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import tech.tablesaw.api.ColumnType;
import tech.tablesaw.api.NumericColumn;
import tech.tablesaw.api.Table;
import tech.tablesaw.columns.Column;

/**
 * The fingerprint of every row of a table, so that rows which changed, were dropped, added or moved are told apart, also
 * against a table that is no longer there.
 *
 * <pre>{@code
 * var january = tech.tablesaw.api.Table.read().csv("id,mse\n1,0.5\n2,0.25\n3,0.125\n", "january");
 * var february = tech.tablesaw.api.Table.read().csv("id,mse\n1,0.5\n3,0.126\n", "february");
 * var difference = TableFingerprint.of(january, "id").to(TableFingerprint.of(february, "id"));
 * System.out.println(difference.inWords());       // 1 row changed (2 → 1), 1 row dropped (1)
 * }</pre>
 *
 * <p>A row's fingerprint is the first half (128 bits) of a SHA-256 of its cells. Numbers count by their value: 3 as an
 * integer, a float or a double is the same cell, though the tables' column types differ.
 */
public final class TableFingerprint {
    private static final double EXACT_LONGS = 1L << 53;

    /** 128 bits of a SHA-256. */
    record RowHash(long high, long low) {
        static RowHash of(Sha256 sha) {
            var bytes = java.nio.ByteBuffer.wrap(sha.digest());
            return new RowHash(bytes.getLong(), bytes.getLong());
        }
    }

    private final Map<String, String> columns;
    private final List<RowHash> rows;
    private final List<RowHash> identities;

    private TableFingerprint(Map<String, String> columns, List<RowHash> rows, List<RowHash> identities) {
        this.columns = columns;
        this.rows = rows;
        this.identities = identities;
    }

    /**
     * Takes the fingerprints of a table's rows.
     *
     * @param table any table
     * @param key the columns that name a row, if there are such: by them a row whose other cells changed is recognised
     *     wherever it stands. Without a key it is recognised where it stands between unchanged rows
     * @return the fingerprints
     * @throws IllegalArgumentException if there is no such key column, two rows have the same key, or a column's type is not
     *     known
     */
    public static TableFingerprint of(Table table, String... key) {
        var columns = new LinkedHashMap<String, String>();
        for (var column : table.columns()) {
            columns.put(column.name(), column.type().name());
        }
        var rows = hashes(table.rowCount(), row -> cells(table.columns(), row));
        if (key.length == 0) {
            return new TableFingerprint(columns, rows, rows);
        }
        for (String column : key) {
            if (!table.containsColumn(column)) {
                throw new IllegalArgumentException(
                        "the table has no column '" + column + "'; it has " + String.join(", ", columns.keySet()));
            }
        }
        var keyColumns = table.columns(key);
        var identities = hashes(table.rowCount(), row -> cells(keyColumns, row));
        var seen = new HashMap<RowHash, Integer>();
        for (int row = 0; row < identities.size(); row++) {
            Integer other = seen.put(identities.get(row), row);
            if (other != null) {
                int at = row;
                throw new IllegalArgumentException("the key " + String.join(", ", key) + " names no single row: "
                        + keyColumns.stream()
                                .map(column -> column.getString(at))
                                .toList() + " stands in rows " + other
                        + " and " + row);
            }
        }
        return new TableFingerprint(columns, rows, identities);
    }

    /**
     * Takes the fingerprints of the rows of an array, such as the samples of a data set.
     *
     * @param array an array of at least one dimension; its rows are the elements of the first
     * @return the fingerprints
     * @throws IllegalArgumentException if this is no such array
     */
    public static TableFingerprint ofRows(Object array) {
        var flat = FlatArray.of(array);
        if (flat.shape().length == 0) {
            throw new IllegalArgumentException("a single value has no rows");
        }
        long[] rowShape = Arrays.copyOfRange(flat.shape(), 1, flat.shape().length);
        var rows = hashes(Array.getLength(array), row -> {
            var cells = FlatArray.of(Array.get(array, row));
            return new Sha256().header(cells.type(), cells.shape()).elements(cells);
        });
        return new TableFingerprint(Map.of("", flat.type() + " " + Arrays.toString(rowShape)), rows, rows);
    }

    private static List<RowHash> hashes(int rows, IntFunction<Sha256> row) {
        return IntStream.range(0, rows).mapToObj(i -> RowHash.of(row.apply(i))).toList();
    }

    private static Sha256 cells(List<Column<?>> columns, int row) {
        var sha = new Sha256();
        for (var column : columns) {
            cell(sha, column, row);
        }
        return sha;
    }

    private static void cell(Sha256 sha, Column<?> column, int row) {
        if (column.type() == ColumnType.SKIP) {
            throw new IllegalArgumentException("column '" + column.name() + "' has no values");
        }
        if (column.isMissing(row)) {
            sha.bytes("-");
        } else if (column instanceof tech.tablesaw.api.LongColumn longs && Math.abs(longs.getLong(row)) > EXACT_LONGS) {
            sha.bytes("l").int64(longs.getLong(row));
        } else if (column instanceof NumericColumn<?> numbers) {
            sha.bytes("n").int64(Double.doubleToRawLongBits(numbers.getDouble(row)));
        } else {
            sha.bytes("t").text(column.getUnformattedString(row));
        }
    }

    /**
     * One fingerprint of the whole: columns, and rows in their order.
     *
     * @return equal for two tables with the same names, types and rows
     */
    public Fingerprint fingerprint() {
        return fingerprint(rows);
    }

    /**
     * One fingerprint of the whole in which the order of the rows does not count.
     *
     * @return equal for two tables with the same names and types, and the same rows in any order
     */
    public Fingerprint fingerprintIgnoringOrder() {
        return fingerprint(rows.stream()
                .sorted(java.util.Comparator.comparingLong(RowHash::high).thenComparingLong(RowHash::low))
                .toList());
    }

    private Fingerprint fingerprint(List<RowHash> ordered) {
        var sha = new Sha256().bytes("table " + ordered.size() + " x " + columns.size() + "\n");
        columns.forEach((name, type) -> sha.text(name).text(type));
        ordered.forEach(row -> sha.int64(row.high).int64(row.low));
        return sha.fingerprint();
    }

    /**
     * The table's columns.
     *
     * @return types by name, in the table's order
     */
    public Map<String, String> columns() {
        return columns;
    }

    /**
     * Number of rows.
     *
     * @return at least 0
     */
    public int rowCount() {
        return rows.size();
    }

    /**
     * What became of this table's rows in another.
     *
     * @param after the other table, taken with the same key
     * @return which rows changed, were dropped, added or moved
     */
    public TableDifference to(TableFingerprint after) {
        return TableDifference.between(this, after);
    }

    RowHash row(int index) {
        return rows.get(index);
    }

    List<RowHash> identities() {
        return identities;
    }

    boolean hasKey() {
        return identities != rows;
    }
}
