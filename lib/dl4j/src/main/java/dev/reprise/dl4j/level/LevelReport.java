package dev.reprise.dl4j.level;

import dev.reprise.display.TextTable;
import dev.reprise.notebook.Displayable;
import dev.reprise.notebook.MimeBundle;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;

/**
 * What a level needs, and what this JVM has.
 *
 * <pre>{@code
 * LevelReport report = Level.MACHINE.check();
 * if (!report.isMet()) {
 *     System.out.println(report.advice());
 * }
 * }</pre>
 *
 * @param level the level asked about
 * @param requirements its needs, none for {@link Level#RUN}
 */
public record LevelReport(Level level, List<Requirement> requirements) implements Displayable {
    /** Copies the list. */
    public LevelReport {
        Objects.requireNonNull(level);
        requirements = List.copyOf(requirements);
    }

    /**
     * One need.
     *
     * @param what the setting
     * @param needed the value that it must have
     * @param found the value that it has
     * @param met whether that is good enough
     * @param remedy what to set; null if nothing helps on this machine
     */
    public record Requirement(String what, String needed, String found, boolean met, String remedy) {
        static Requirement of(String what, String needed, String found, String remedy) {
            return new Requirement(what, needed, found, needed.equals(found), remedy);
        }
    }

    /**
     * Whether all needs are met.
     *
     * @return true if the level holds in this JVM
     */
    public boolean isMet() {
        return requirements.stream().allMatch(Requirement::met);
    }

    /**
     * What to do to reach the level.
     *
     * @return sentences for people; says so if there is nothing to do
     */
    public String advice() {
        var missing = requirements.stream().filter(need -> !need.met()).toList();
        if (missing.isEmpty()) {
            return "Level " + level + " holds: the same bits on " + level.promise() + ".";
        }
        String found = missing.stream()
                .map(need -> need.what() + ": " + need.needed() + " is needed, this JVM has " + need.found())
                .collect(Collectors.joining("; "));
        String export = level.environment().entrySet().stream()
                .map(setting -> setting.getKey() + "=" + setting.getValue())
                .collect(Collectors.joining(" "));
        String others = missing.stream()
                .filter(need -> need.remedy() == null || !need.remedy().matches("[A-Z_]+=\\w+"))
                .map(need -> need.remedy() == null
                        ? " Nothing gives this machine another " + need.what() + "."
                        : " For the " + need.what() + ": " + need.remedy() + ".")
                .collect(Collectors.joining());
        return "Level " + level + " does not hold: " + found + ". Native libraries read their settings when they are"
                + " loaded, so set them before the JVM starts: in a shell, export " + export
                + "; in a notebook, in the environment of the kernel." + others;
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
        var table = TextTable.of(
                "Level " + level + ", the same bits on " + level.promise() + ": "
                        + (isMet() ? "holds" : "does not hold"),
                "setting",
                "needed",
                "found",
                "met");
        for (var need : requirements) {
            table = table.row(need.what(), need.needed(), need.found(), need.met() ? "yes" : "no: " + need.remedy());
        }
        return table;
    }
}
