package dev.reprise.run;

import dev.reprise.display.TextTable;
import dev.reprise.environment.EnvironmentCard;
import dev.reprise.fingerprint.Fingerprint;
import dev.reprise.fingerprint.Ulps;
import dev.reprise.notebook.Displayable;
import dev.reprise.notebook.MimeBundle;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What is different between two runs: what went in, and what came out. Made by {@link RunRecord#to}.
 *
 * <pre>{@code
 * var folder = java.nio.file.Path.of("target/runs");
 * RunRecord one = Run.record("xor", folder, run -> run.setting("rate", 0.1).metric("loss", 9, 0.25));
 * RunRecord two = Run.record("xor", folder, run -> run.setting("rate", 0.2).metric("loss", 9, 0.25));
 * System.out.println(one.to(two).inWords());    // the same outcome, bit by bit, in spite of 1 difference of what went in
 * }</pre>
 *
 * @param inputs settings, seeds, data, code and environment that differ; of the environment only what can change numbers
 * @param outputs metrics and artifacts that differ
 */
public record RunDifference(List<Change> inputs, List<Change> outputs) implements Displayable {
    /**
     * One difference.
     *
     * @param what for example {@code setting rate}
     * @param before in the first run, empty if it has none
     * @param after in the second run, empty if it has none
     * @param remark what it means, such as a distance in ulps
     */
    public record Change(String what, String before, String after, String remark) {}

    /** The lists are copied. */
    public RunDifference {
        inputs = List.copyOf(inputs);
        outputs = List.copyOf(outputs);
    }

    static RunDifference between(RunRecord a, RunRecord b) {
        var inputs = new ArrayList<Change>();
        compare(inputs, "setting ", a.settings().asMap(), b.settings().asMap());
        compare(inputs, "", Map.of("seeds", a.seeds()), Map.of("seeds", b.seeds()));
        compare(inputs, "data ", data(a), data(b));
        compare(inputs, "code ", briefs(a.code()), briefs(b.code()));
        a.environment().ifPresent(card -> b.environment().ifPresent(other -> environment(inputs, card, other)));
        var outputs = new ArrayList<Change>();
        for (String metric : union(a.metrics(), b.metrics())) {
            metric(outputs, metric, a, b);
        }
        compare(outputs, "artifact ", artifacts(a), artifacts(b));
        return new RunDifference(inputs, outputs);
    }

    private static Map<String, String> data(RunRecord run) {
        var data = new LinkedHashMap<String, String>();
        for (var card : run.data()) {
            data.put(card.name(), card.fingerprint().brief());
            card.splits()
                    .forEach((part, rows) -> data.put(
                            card.name() + ", " + part,
                            rows.rows() + " rows " + rows.fingerprint().brief()));
        }
        return data;
    }

    private static Map<String, String> briefs(Map<String, Fingerprint> fingerprints) {
        var briefs = new TreeMap<String, String>();
        fingerprints.forEach((name, fingerprint) -> briefs.put(name, fingerprint.brief()));
        return briefs;
    }

    private static Map<String, String> artifacts(RunRecord run) {
        var briefs = new TreeMap<String, String>();
        run.artifacts()
                .forEach((name, kept) -> briefs.put(name, kept.fingerprint().brief()));
        return briefs;
    }

    private static void environment(List<Change> changes, EnvironmentCard a, EnvironmentCard b) {
        for (var change : a.to(b).changes()) {
            if (change.effect() != dev.reprise.environment.Effect.NOTHING) {
                changes.add(new Change(
                        change.topic() + ": " + change.name(),
                        change.before(),
                        change.after(),
                        change.effect().toString()));
            }
        }
    }

    private static void compare(List<Change> changes, String kind, Map<String, ?> a, Map<String, ?> b) {
        for (String name : union(a.keySet(), b.keySet())) {
            Object before = a.get(name);
            Object after = b.get(name);
            if (before == null || !before.equals(after)) {
                changes.add(new Change(kind + name, text(before), text(after), ""));
            }
        }
    }

    private static LinkedHashSet<String> union(Iterable<String> a, Iterable<String> b) {
        var names = new LinkedHashSet<String>();
        a.forEach(names::add);
        b.forEach(names::add);
        return names;
    }

    private static String text(Object value) {
        return value == null ? "" : value.toString();
    }

    /** All steps count: two runs can end alike by accident. */
    private static void metric(List<Change> changes, String name, RunRecord a, RunRecord b) {
        var before = points(a, name);
        var after = points(b, name);
        for (var step : before.keySet()) {
            Double other = after.get(step);
            long ulps = other == null ? 0 : Ulps.BITWISE.between(before.get(step), other);
            if (other == null || ulps > 0) {
                changes.add(new Change(
                        "metric " + name + " from step " + step + " on",
                        before.get(step).toString(),
                        text(other),
                        ulps == 0 || ulps == Ulps.UNBOUNDED ? "" : ulps + " ulp at that step"));
                return;
            }
        }
        after.keySet().removeAll(before.keySet());
        if (!after.isEmpty()) {
            var first = after.entrySet().iterator().next();
            changes.add(new Change(
                    "metric " + name + " from step " + first.getKey() + " on",
                    "",
                    first.getValue().toString(),
                    ""));
        }
    }

    private static TreeMap<Long, Double> points(RunRecord run, String metric) {
        var points = new TreeMap<Long, Double>();
        if (run.metrics().contains(metric)) {
            run.metric(metric).forEach(point -> points.put(point.step(), point.value()));
        }
        return points;
    }

    /**
     * Whether the same came out, bit by bit.
     *
     * @return true if all metrics at all steps and all artifacts are the same
     */
    public boolean sameOutcome() {
        return outputs.isEmpty();
    }

    /**
     * The difference in one sentence.
     *
     * @return for example {@code the same outcome, bit by bit}
     */
    public String inWords() {
        String in = inputs.isEmpty()
                ? "nothing that went in differs"
                : inputs.size() + (inputs.size() == 1 ? " difference" : " differences") + " of what went in";
        if (sameOutcome()) {
            return "the same outcome, bit by bit" + (inputs.isEmpty() ? "" : ", in spite of " + in);
        }
        String out = outputs.size() + (outputs.size() == 1 ? " difference" : " differences") + " of what came out";
        return inputs.isEmpty() ? out + ", though " + in : out + ", after " + in;
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
        var table = TextTable.of("Two runs: " + inWords(), "what", "before", "after", "remark");
        for (var change : inputs) {
            table = row(table, change);
        }
        for (var change : outputs) {
            table = row(table, change);
        }
        return table;
    }

    private static TextTable row(TextTable table, Change change) {
        return table.row(change.what(), shown(change.before()), shown(change.after()), change.remark());
    }

    private static String shown(String value) {
        return value.isEmpty() ? "–" : value.length() <= 60 ? value : value.substring(0, 59) + "…";
    }
}
