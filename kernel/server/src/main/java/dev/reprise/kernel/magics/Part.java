package dev.reprise.kernel.magics;

/** A cell is a sequence of these. Offsets count from the start of the cell. */
sealed interface Part {
    /** Where the part begins. */
    int offset();

    /** Java, in which magics that stand for values are replaced by method calls. */
    record Java(String text, int offset) implements Part {}

    /** {@code %name raw}: a magic on a line of its own. */
    record Line(String name, String raw, int offset) implements Part {}

    /** {@code %%name raw}, with the rest of the cell as its body. */
    record Cell(String name, String raw, String body, int offset) implements Part {}
}
