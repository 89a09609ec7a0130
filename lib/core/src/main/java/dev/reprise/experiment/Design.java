package dev.reprise.experiment;

import dev.reprise.experiment.TrialRecord.Task;
import dev.reprise.seeds.Seeds;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Which trials an experiment has, and which seeds each of them gets.
 *
 * @param points the settings, one set for each point of a sweep
 * @param varied the sources of randomness that differ between repetitions; none for all
 * @param crossed the number of variants of each crossed source
 */
record Design(List<Settings> points, List<String> varied, Map<String, Integer> crossed) {
    static final Design SIMPLE = new Design(List.of(Settings.NONE), List.of(), Collections.emptyMap());

    Design {
        points = List.copyOf(points);
        varied = List.copyOf(varied);
        crossed = Collections.unmodifiableMap(new LinkedHashMap<>(crossed));
    }

    /** The trials in their order: settings, then levels, then repetitions, the last changing fastest. */
    List<Task> tasks(int repeats) {
        var tasks = new ArrayList<Task>();
        for (var settings : points) {
            for (var levels : levels()) {
                for (int repeat = 0; repeat < repeats; repeat++) {
                    tasks.add(new Task(settings, levels, repeat));
                }
            }
        }
        return tasks;
    }

    private List<Map<String, Integer>> levels() {
        List<Map<String, Integer>> all = List.of(Collections.emptyMap());
        for (var source : crossed.entrySet()) {
            var longer = new ArrayList<Map<String, Integer>>();
            for (var levels : all) {
                for (int level = 0; level < source.getValue(); level++) {
                    var more = new LinkedHashMap<>(levels);
                    more.put(source.getKey(), level);
                    longer.add(Collections.unmodifiableMap(more));
                }
            }
            all = longer;
        }
        return all;
    }

    /**
     * The seeds of a trial. They depend on its repetition and levels but not on its settings, so that two settings meet the
     * same luck and can be compared in pairs.
     */
    Seeds seeds(Task task, long master) {
        var root = Seeds.of(master);
        var own = root.child("trial", task.repeat());
        var seeds = own;
        if (!varied.isEmpty()) {
            seeds = root.child("trial", 0);
            for (var source : varied) {
                seeds = seeds.with(source, own);
            }
        }
        for (var level : task.levels().entrySet()) {
            seeds = seeds.with(level.getKey(), root.child("level", level.getValue()));
        }
        return seeds;
    }
}
