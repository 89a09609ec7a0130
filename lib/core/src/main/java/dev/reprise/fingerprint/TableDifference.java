package dev.reprise.fingerprint;

import dev.reprise.display.TextTable;
import dev.reprise.notebook.Displayable;
import dev.reprise.notebook.MimeBundle;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.stream.Collectors;

/**
 * What became of the rows of one table in another; rows are counted from 0. Made by {@link TableFingerprint#to}.
 *
 * <pre>{@code
 * double[][] before = {{1, 2}, {3, 4}, {5, 6}, {7, 8}};
 * double[][] after = {{7, 8}, {1, 2}, {3, 4.5}};
 * TableDifference difference = TableFingerprint.ofRows(before).to(TableFingerprint.ofRows(after));
 * difference.changed();     // [1 → 2]
 * difference.dropped();     // [2]
 * difference.moved();       // [3 → 0]
 * }</pre>
 *
 * <p>Rows move as little as possible: a longest sequence of rows that kept their order stays, the others moved. Without a
 * key, a dropped and an added row that stand between the same two staying rows are one changed row.
 *
 * @param columns what is different about the columns, in words; empty if nothing is. If names or their order differ, rows
 *     are not compared
 * @param changed rows with other cells
 * @param dropped rows that only the first table has, by their number there
 * @param added rows that only the second table has, by their number there
 * @param moved rows that stand at another place among the others; a row can both have moved and changed
 */
public record TableDifference(
        List<String> columns, List<Move> changed, List<Integer> dropped, List<Integer> added, List<Move> moved)
        implements Displayable {
    private static final int SHOWN = 10;

    /**
     * A row that both tables have.
     *
     * @param before its number in the first table
     * @param after its number in the second table
     */
    public record Move(int before, int after) {
        /** For example {@code 3 → 0}, or {@code 3} if the number is the same. */
        @Override
        public String toString() {
            return before == after ? Integer.toString(before) : before + " → " + after;
        }
    }

    /** The lists are copied. */
    public TableDifference {
        columns = List.copyOf(columns);
        changed = List.copyOf(changed);
        dropped = List.copyOf(dropped);
        added = List.copyOf(added);
        moved = List.copyOf(moved);
    }

    static TableDifference between(TableFingerprint before, TableFingerprint after) {
        if (before.hasKey() != after.hasKey()) {
            throw new IllegalArgumentException("one table was taken with a key and the other without");
        }
        var columns = columnsBetween(before, after);
        if (!List.copyOf(before.columns().keySet())
                .equals(List.copyOf(after.columns().keySet()))) {
            return new TableDifference(columns, List.of(), List.of(), List.of(), List.of());
        }
        int[] match = match(before, after);
        var staying = longestAscending(match);
        var changed = new ArrayList<Move>();
        var moved = new ArrayList<Move>();
        var dropped = new BitSet();
        var added = new BitSet();
        added.set(0, after.rowCount());
        for (int row = 0; row < match.length; row++) {
            if (match[row] < 0) {
                dropped.set(row);
                continue;
            }
            added.clear(match[row]);
            var move = new Move(row, match[row]);
            if (!before.row(row).equals(after.row(match[row]))) {
                changed.add(move);
            }
            if (!staying.get(row)) {
                moved.add(move);
            }
        }
        if (!before.hasKey()) {
            pairUp(match, staying, dropped, added, changed);
        }
        return new TableDifference(columns, changed, numbers(dropped), numbers(added), moved);
    }

    private static List<String> columnsBetween(TableFingerprint before, TableFingerprint after) {
        var words = new ArrayList<String>();
        var all = new LinkedHashSet<>(before.columns().keySet());
        all.addAll(after.columns().keySet());
        for (String column : all) {
            String was = before.columns().get(column);
            String is = after.columns().get(column);
            String name = column.isEmpty() ? "each row" : "column '" + column + "'";
            if (is == null) {
                words.add(name + " was dropped");
            } else if (was == null) {
                words.add(name + " was added");
            } else if (!was.equals(is)) {
                words.add(name + " was " + was + " and is " + is);
            }
        }
        if (words.isEmpty()
                && !List.copyOf(before.columns().keySet())
                        .equals(List.copyOf(after.columns().keySet()))) {
            words.add("the columns stand in another order");
        }
        return words;
    }

    /** For each row before, the row after that is the same one, or -1; of equal rows the first is matched to the first. */
    private static int[] match(TableFingerprint before, TableFingerprint after) {
        var places = new HashMap<TableFingerprint.RowHash, ArrayDeque<Integer>>();
        for (int row = 0; row < after.rowCount(); row++) {
            places.computeIfAbsent(after.identities().get(row), hash -> new ArrayDeque<>())
                    .add(row);
        }
        int[] match = new int[before.rowCount()];
        for (int row = 0; row < match.length; row++) {
            var place = places.get(before.identities().get(row));
            match[row] = place == null || place.isEmpty() ? -1 : place.remove();
        }
        return match;
    }

    /** A longest ascending subsequence (patience sorting), not counting negative values: the positions that are in it. */
    private static BitSet longestAscending(int[] values) {
        int[] tails = new int[values.length];
        int[] previous = new int[values.length];
        int length = 0;
        for (int i = 0; i < values.length; i++) {
            if (values[i] < 0) {
                continue;
            }
            int low = 0;
            for (int high = length; low < high; ) {
                int middle = (low + high) >>> 1;
                if (values[tails[middle]] < values[i]) {
                    low = middle + 1;
                } else {
                    high = middle;
                }
            }
            previous[i] = low == 0 ? -1 : tails[low - 1];
            tails[low] = i;
            length = Math.max(length, low + 1);
        }
        var members = new BitSet();
        for (int i = length == 0 ? -1 : tails[length - 1]; i >= 0; i = previous[i]) {
            members.set(i);
        }
        return members;
    }

    /** Makes changed rows of dropped and added ones between the same staying rows. */
    private static void pairUp(int[] match, BitSet staying, BitSet dropped, BitSet added, List<Move> changed) {
        int[] stayed = staying.stream().toArray();
        int[] stays = staying.stream().map(row -> match[row]).toArray();
        var gaps = new HashMap<Integer, ArrayDeque<Integer>>();
        added.stream()
                .forEach(row -> gaps.computeIfAbsent(gap(stays, row), gap -> new ArrayDeque<>())
                        .add(row));
        for (int row : numbers(dropped)) {
            var candidates = gaps.get(gap(stayed, row));
            if (candidates != null && !candidates.isEmpty()) {
                var move = new Move(row, candidates.remove());
                changed.add(move);
                dropped.clear(row);
                added.clear(move.after());
            }
        }
        changed.sort(Comparator.comparingInt(Move::before));
    }

    /** Between which of some ascending row numbers a row stands that is none of them. */
    private static int gap(int[] rows, int row) {
        return -Arrays.binarySearch(rows, row) - 1;
    }

    private static List<Integer> numbers(BitSet rows) {
        return rows.stream().boxed().toList();
    }

    /**
     * Whether the tables are the same.
     *
     * @return true if columns and rows are, and stand in the same order
     */
    public boolean isNone() {
        return columns.isEmpty() && changed.isEmpty() && dropped.isEmpty() && added.isEmpty() && moved.isEmpty();
    }

    /**
     * The difference in one sentence.
     *
     * @return for example {@code 1 row changed (17), 2 rows dropped (3, 9)}
     */
    public String inWords() {
        if (isNone()) {
            return "the same table";
        }
        var words = new ArrayList<>(columns);
        add(words, "changed", changed);
        add(words, "dropped", dropped);
        add(words, "added", added);
        add(words, "moved", moved);
        return String.join(", ", words);
    }

    private static void add(List<String> words, String what, List<?> rows) {
        if (!rows.isEmpty()) {
            words.add(rows.size() + (rows.size() == 1 ? " row " : " rows ") + what + " (" + numbers(rows) + ")");
        }
    }

    private static String numbers(List<?> rows) {
        return rows.stream().limit(SHOWN).map(Object::toString).collect(Collectors.joining(", "))
                + (rows.size() > SHOWN ? ", …" : "");
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
        var table = TextTable.of(isNone() ? "The same table" : "Differences of two tables", "", "number", "which");
        for (String column : columns) {
            table = table.row("columns", "", column);
        }
        return table.row("rows changed", changed.size(), numbers(changed))
                .row("rows dropped", dropped.size(), numbers(dropped))
                .row("rows added", added.size(), numbers(added))
                .row("rows moved", moved.size(), numbers(moved));
    }
}
