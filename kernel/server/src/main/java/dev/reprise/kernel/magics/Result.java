package dev.reprise.kernel.magics;

import dev.reprise.notebook.MimeBundle;
import java.util.List;

/** What a magic leads to, besides what it prints and shows. */
sealed interface Result {
    Result NOTHING = new Nothing();

    /** Null. */
    record Nothing() implements Result {}

    /** Strings, for a cell that wants them: {@code List<String> added = %jars *.jar}. Not shown. */
    record Values(List<String> values) implements Result {}

    /** The value of the code that the magic ran last, shown as that code's value would be; null: it has none. */
    record ValueOfCode(MimeBundle bundle) implements Result {}
}
