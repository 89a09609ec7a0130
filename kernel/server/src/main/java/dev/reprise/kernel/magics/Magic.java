package dev.reprise.kernel.magics;

import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * A magic of the kernel.
 *
 * @param names its name, then other names for it
 * @param form how it can be written
 * @param arguments what can follow the name, for {@code %help}
 * @param summary what it does, in one sentence
 */
record Magic(List<String> names, Form form, String arguments, String summary, Action action) {

    private static final Pattern OPTION = Pattern.compile("(?<![\\w-])--?[a-z]+");

    /** How a magic is written. */
    enum Form {
        /** {@code %name arguments}. */
        LINE,
        /** {@code %%name arguments} and a body. */
        CELL,
        /** As either. */
        BOTH
    }

    /** What a magic does. */
    @FunctionalInterface
    interface Action {
        /**
         * @throws MagicException when it cannot
         * @throws CodeFailure when code that it ran has failed
         */
        Result run(Invocation invocation) throws Exception;
    }

    static Magic line(List<String> names, String arguments, String summary, Action action) {
        return new Magic(names, Form.LINE, arguments, summary, action);
    }

    static Magic cell(List<String> names, String arguments, String summary, Action action) {
        return new Magic(names, Form.CELL, arguments, summary, action);
    }

    static Magic both(List<String> names, String arguments, String summary, Action action) {
        return new Magic(names, Form.BOTH, arguments, summary, action);
    }

    String name() {
        return names.get(0);
    }

    boolean is(Form wanted) {
        return form == wanted || form == Form.BOTH;
    }

    /** The options that its arguments name, in alphabetical order. */
    List<String> options() {
        return OPTION.matcher(arguments)
                .results()
                .map(MatchResult::group)
                .distinct()
                .sorted()
                .toList();
    }

    /** "%name arguments", or with two percent signs. */
    String usage() {
        return (form == Form.CELL ? "%%" : "%") + name() + (arguments.isEmpty() ? "" : " " + arguments);
    }
}
