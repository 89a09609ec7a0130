package dev.reprise.fingerprint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import tech.tablesaw.api.BooleanColumn;
import tech.tablesaw.api.DateColumn;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.LongColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

class TableFingerprintTest {
    private static final int ROWS = 30;

    private static Table table(List<Integer> ids, Set<Integer> changed) {
        return Table.create(
                "data",
                IntColumn.create("id", ids.stream().mapToInt(i -> i).toArray()),
                DoubleColumn.create(
                        "x",
                        ids.stream()
                                .mapToDouble(id -> changed.contains(id) ? -id - 0.5 : id)
                                .toArray()));
    }

    private static List<Integer> ids() {
        return new ArrayList<>(IntStream.range(0, ROWS).boxed().toList());
    }

    private static TableDifference byRow(Table before, Table after) {
        return TableFingerprint.of(before).to(TableFingerprint.of(after));
    }

    private static TableDifference byKey(Table before, Table after) {
        return TableFingerprint.of(before, "id").to(TableFingerprint.of(after, "id"));
    }

    @Property(tries = 200)
    void droppedAndAddedRowsAreNamed(@ForAll @Size(max = ROWS - 1) Set<@IntRange(max = ROWS - 1) Integer> some) {
        var rest = ids();
        rest.removeAll(some);
        var whole = table(ids(), Set.of());
        var part = table(rest, Set.of());
        var numbers = List.copyOf(new TreeSet<>(some));
        var none = List.<TableDifference.Move>of();
        var dropped = new TableDifference(List.of(), none, numbers, List.of(), none);
        var added = new TableDifference(List.of(), none, List.of(), numbers, none);
        assertThat(byRow(whole, part)).isEqualTo(dropped).isEqualTo(byKey(whole, part));
        assertThat(byRow(part, whole)).isEqualTo(added).isEqualTo(byKey(part, whole));
    }

    @Property(tries = 200)
    void changedRowsAreNamed(@ForAll Set<@IntRange(max = ROWS - 1) Integer> some) {
        var before = table(ids(), Set.of());
        var after = table(ids(), some);
        var moves = new TreeSet<>(some)
                .stream().map(row -> new TableDifference.Move(row, row)).toList();
        assertThat(byRow(before, after))
                .isEqualTo(new TableDifference(List.of(), moves, List.of(), List.of(), List.of()))
                .isEqualTo(byKey(before, after));
    }

    @Property(tries = 200)
    void movedRowsAreToldFromChangedOnes(@ForAll long seed) {
        var order = ids();
        Collections.shuffle(order, new Random(seed));
        var before = table(ids(), Set.of());
        var difference = byRow(before, table(order, Set.of()));
        assertThat(difference.changed()).isEmpty();
        assertThat(difference.dropped()).isEmpty();
        assertThat(difference.added()).isEmpty();
        var staying = new ArrayList<>(order);
        difference.moved().forEach(move -> {
            assertThat(order.get(move.after())).isEqualTo(move.before());
            staying.remove((Integer) move.before());
        });
        assertThat(staying).isSorted();
        assertThat(TableFingerprint.of(before).fingerprintIgnoringOrder())
                .isEqualTo(TableFingerprint.of(table(order, Set.of())).fingerprintIgnoringOrder());
        assertThat(Fingerprint.of(before).equals(Fingerprint.of(table(order, Set.of()))))
                .isEqualTo(order.equals(ids()));
    }

    @Property(tries = 200)
    void withAKeyARowCanChangeAndMove(@ForAll long seed, @ForAll Set<@IntRange(max = ROWS - 1) Integer> some) {
        var order = ids();
        Collections.shuffle(order, new Random(seed));
        order.remove((Integer) 7);
        order.add(100);
        var difference = byKey(table(ids(), Set.of()), table(order, some));
        var expected = new TreeSet<>(some);
        expected.remove(7);
        assertThat(difference.changed().stream().map(TableDifference.Move::before))
                .containsExactlyElementsOf(expected);
        assertThat(difference.dropped()).containsExactly(7);
        assertThat(difference.added()).containsExactly(ROWS - 1);
    }

    @Test
    void oneMovedRowIsOneMovedRow() {
        var order = ids();
        order.add(3, order.remove(20));
        assertThat(byRow(table(ids(), Set.of()), table(order, Set.of())).inWords())
                .isEqualTo("1 row moved (20 → 3)");
    }

    @Test
    void equalRowsAreCounted() {
        var before = table(List.of(1, 1, 2, 2, 2), Set.of());
        assertThat(byRow(before, table(List.of(1, 2, 2, 2), Set.of())).inWords())
                .isEqualTo("1 row dropped (1)");
        assertThat(byRow(before, table(List.of(1, 1, 2, 2, 2, 2), Set.of())).inWords())
                .isEqualTo("1 row added (5)");
        assertThat(byRow(before, before).inWords()).isEqualTo("the same table");
    }

    @Test
    void valuesCountAndNotTheTypeThatHoldsThem() {
        var ints = Table.create(IntColumn.create("x", 1, 2, 3));
        var doubles = Table.create(DoubleColumn.create("x", 1, 2, 3.5));
        assertThat(byRow(ints, doubles).inWords()).isEqualTo("column 'x' was INTEGER and is DOUBLE, 1 row changed (2)");
        var large = Table.create(LongColumn.create("x", (1L << 53) + 1, Long.MIN_VALUE + 1));
        var near = Table.create(LongColumn.create("x", (1L << 53) + 2, Long.MIN_VALUE + 2));
        assertThat(byRow(large, near).changed()).hasSize(2);
        assertThat(Fingerprint.of(ints)).isNotEqualTo(Fingerprint.of(Table.create(LongColumn.create("x", 1, 2, 3))));
    }

    @Test
    void everyKindOfCellCounts() {
        var before = kinds();
        assertThat(Fingerprint.of((Object) before)).isEqualTo(Fingerprint.of(kinds()));
        for (int column = 0; column < before.columnCount(); column++) {
            var after = kinds();
            after.column(column).setMissing(0);
            assertThat(byRow(before, after).inWords()).isEqualTo("1 row changed (0)");
            after = kinds();
            after.replaceColumn(
                    column, after.column(column).emptyCopy().appendMissing().appendMissing());
            assertThat(byRow(before, after).changed()).hasSize(1);
        }
    }

    private static Table kinds() {
        var dates = DateColumn.create("date", new java.time.LocalDate[] {java.time.LocalDate.of(2026, 1, 31), null});
        return Table.create(
                StringColumn.create("text", "ä\n", null),
                BooleanColumn.create("flag", java.util.Arrays.asList(true, null)),
                DoubleColumn.create("number", 0.1, Double.NaN),
                dates);
    }

    @Test
    void differentColumnsAreNamedAndRowsLeftAlone() {
        var before = table(ids(), Set.of());
        var after = before.copy().addColumns(IntColumn.create("y", ROWS)).removeColumns("x");
        assertThat(byRow(before, after).inWords()).isEqualTo("column 'x' was dropped, column 'y' was added");
        assertThat(byRow(before, before.selectColumns("x", "id")).inWords())
                .isEqualTo("the columns stand in another order");
        assertThat(byRow(before, after).isNone()).isFalse();
    }

    @Test
    void aKeyMustNameOneRow() {
        var table = table(List.of(1, 2, 3, 2), Set.of());
        assertThatThrownBy(() -> TableFingerprint.of(table, "id"))
                .hasMessage("the key id names no single row: [2] stands in rows 1 and 3");
        assertThatThrownBy(() -> TableFingerprint.of(table, "no"))
                .hasMessage("the table has no column 'no'; it has id, x");
        var unique = table(List.of(1, 2), Set.of());
        assertThatThrownBy(() -> TableFingerprint.of(unique).to(TableFingerprint.of(unique, "id")))
                .hasMessageContaining("with a key and the other without");
    }

    @Test
    void samplesOfADataSetAreRows() {
        float[][][] before = new float[ROWS][4][4];
        for (int i = 0; i < ROWS; i++) {
            before[i][1][2] = i;
        }
        float[][][] after = java.util.Arrays.copyOfRange(before, 1, ROWS);
        assertThat(TableFingerprint.ofRows(before)
                        .to(TableFingerprint.ofRows(after))
                        .inWords())
                .isEqualTo("1 row dropped (0)");
        assertThat(TableFingerprint.ofRows(before)
                        .to(TableFingerprint.ofRows(new float[2][3]))
                        .inWords())
                .startsWith("each row was float32 [4, 4] and is float32 [3]");
        assertThat(TableFingerprint.ofRows(new int[] {1, 2}).rowCount()).isEqualTo(2);
        assertThatThrownBy(() -> TableFingerprint.ofRows(1)).hasMessage("a single value has no rows");
    }

    @Test
    void longListsAreCutForPeople() {
        var difference = byRow(table(ids(), Set.of()), table(List.of(), Set.of()));
        assertThat(difference.inWords()).isEqualTo("30 rows dropped (0, 1, 2, 3, 4, 5, 6, 7, 8, 9, …)");
        assertThat(difference.toString()).contains("Differences of two tables", "rows dropped");
    }
}
