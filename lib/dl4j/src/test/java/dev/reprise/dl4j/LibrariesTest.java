package dev.reprise.dl4j;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.Table;

/** Deeplearning4j and Tablesaw want different versions of one library; the build chooses one with which both work. */
class LibrariesTest {
    @Test
    void tablesSelectRowsBesideDeeplearning4j() {
        var table = Table.create("numbers", IntColumn.create("n", 1, 2, 3));
        assertThat(table.first(2).rowCount()).isEqualTo(2);
        assertThat(table.where(table.intColumn("n").isGreaterThan(1)).rowCount())
                .isEqualTo(2);
    }
}
