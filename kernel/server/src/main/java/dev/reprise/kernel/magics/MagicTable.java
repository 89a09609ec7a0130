package dev.reprise.kernel.magics;

import dev.reprise.kernel.magics.Magic.Form;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** The kernel's magics by name. */
final class MagicTable {
    private static final int MOST_EDITS = 2;

    private final Map<String, Magic> line = new LinkedHashMap<>();
    private final Map<String, Magic> cell = new LinkedHashMap<>();

    MagicTable(Path home, MavenMagics maven) {
        var magics = new ArrayList<Magic>();
        magics.addAll(DisplayMagics.all());
        magics.addAll(maven.all());
        magics.addAll(ClassPathMagics.all());
        magics.addAll(FileMagics.all());
        magics.addAll(ShellMagics.all());
        magics.addAll(TimeMagics.all());
        magics.addAll(new StateMagics(home).all());
        magics.addAll(new HelpMagics(this).all());
        for (Magic magic : magics) {
            for (String name : magic.names()) {
                if (magic.is(Form.LINE)) {
                    line.put(name, magic);
                }
                if (magic.is(Form.CELL)) {
                    cell.put(name, magic);
                }
            }
        }
    }

    /** The magic of a name, or null. */
    Magic find(Form form, String name) {
        return (form == Form.CELL ? cell : line).get(name);
    }

    /** Every magic once, by name. */
    List<Magic> all() {
        return Stream.concat(line.values().stream(), cell.values().stream())
                .distinct()
                .sorted(Comparator.comparing(Magic::name))
                .toList();
    }

    Collection<String> names(Form form) {
        return (form == Form.CELL ? cell : line).keySet();
    }

    /** What to say of a name that is no magic. */
    String undefined(Form form, String name, Set<String> claimed) {
        String sign = form == Form.CELL ? "%%" : "%";
        if (find(form == Form.CELL ? Form.LINE : Form.CELL, name) != null) {
            String other = form == Form.CELL ? "%" : "%%";
            return "there is no " + sign + name + ", but there is " + other + name
                    + (form == Form.CELL ? ", on a line of its own" : ", in the first line of a cell");
        }
        Stream<String> own = claimed.stream()
                .filter(known -> known.startsWith("%%") == (form == Form.CELL))
                .map(known -> known.replace("%", ""));
        String similar = Stream.concat(names(form).stream(), own)
                .filter(known -> edits(known, name) <= MOST_EDITS)
                .min(Comparator.comparingInt(known -> edits(known, name)))
                .map(known -> "; did you mean " + sign + known + "?")
                .orElse(".");
        return "there is no magic " + sign + name + similar + " %help lists all.";
    }

    /** How many characters must be changed to make one word the other (Levenshtein's distance). */
    private static int edits(String a, String b) {
        int[] row = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int replace = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(replace, 1 + Math.min(row[j], row[j - 1]));
            }
        }
        return row[b.length()];
    }

    /** The description of the magic whose name the cursor is in, if it is in one. */
    Optional<String> describe(String code, int cursor) {
        int start = code.lastIndexOf('\n', cursor - 1) + 1;
        int end = code.indexOf('\n', cursor);
        String text = code.substring(start, end < 0 ? code.length() : end).stripLeading();
        if (!text.startsWith("%")) {
            return Optional.empty();
        }
        Form form = text.startsWith("%%") ? Form.CELL : Form.LINE;
        Magic magic = find(form, CellParser.split(text.replaceFirst("%+", ""))[0]);
        return Optional.ofNullable(magic).map(HelpMagics::describe);
    }
}
