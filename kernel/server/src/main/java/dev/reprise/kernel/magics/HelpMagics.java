package dev.reprise.kernel.magics;

import dev.reprise.kernel.magics.Magic.Form;
import java.util.List;
import java.util.stream.Collectors;

/** {@code %help}. */
final class HelpMagics {
    private final MagicTable table;

    HelpMagics(MagicTable table) {
        this.table = table;
    }

    List<Magic> all() {
        return List.of(Magic.line(
                List.of("help", "lsmagic"), "[NAME]", "Says what magics there are, or what one does.", this::help));
    }

    private Result help(Invocation invocation) {
        List<String> words = invocation.words();
        if (words.isEmpty()) {
            invocation.print(
                    table.all().stream().map(HelpMagics::describe).collect(Collectors.joining("\n\n", "", "\n")));
            return Result.NOTHING;
        }
        String name = words.get(0).replaceFirst("^%+", "");
        Magic magic = table.find(Form.LINE, name) != null ? table.find(Form.LINE, name) : table.find(Form.CELL, name);
        if (magic == null) {
            throw new MagicException(
                    table.undefined(Form.LINE, name, invocation.interpreter().claimed()));
        }
        invocation.print(describe(magic) + "\n");
        return Result.NOTHING;
    }

    /** How a magic is written, and what it does. */
    static String describe(Magic magic) {
        String others = magic.names().size() == 1
                ? ""
                : " Also: "
                        + magic.names().stream()
                                .skip(1)
                                .map(name -> (magic.is(Form.LINE) ? "%" : "%%") + name)
                                .collect(Collectors.joining(", "))
                        + ".";
        String asCell = magic.form() == Form.BOTH ? " Also as %%" + magic.name() + " with a body." : "";
        return magic.usage() + "\n    " + magic.summary() + asCell + others;
    }
}
