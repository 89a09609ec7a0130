package dev.reprise.experiment;

import java.util.ArrayList;
import java.util.List;

/**
 * Every combination of some settings, for {@link Experiment#sweep}.
 *
 * <pre>{@code
 * Grid grid = Grid.of("lr", 0.1, 0.01).and("hidden", 10, 20);       // 4 settings
 * }</pre>
 *
 * @param points the combinations, the last name changing fastest
 */
public record Grid(List<Settings> points) {
    /**
     * A grid of the points given.
     *
     * @throws IllegalArgumentException if a point occurs twice
     */
    public Grid {
        points = List.copyOf(points);
        if (points.stream().distinct().count() < points.size()) {
            throw new IllegalArgumentException("a grid must not hold a point twice: " + points);
        }
    }

    /**
     * A grid of one setting.
     *
     * @param name the setting
     * @param values its values, at least one, of the types of {@link Settings#of}
     * @return the grid
     * @throws IllegalArgumentException if there is no value or one occurs twice
     */
    public static Grid of(String name, Object... values) {
        return new Grid(List.of(Settings.NONE)).and(name, values);
    }

    /**
     * This grid with every point at each value of one more setting.
     *
     * @param name the setting
     * @param values its values, at least one, of the types of {@link Settings#of}
     * @return a new grid
     * @throws IllegalArgumentException if there is no value, one occurs twice, or the grid has that setting already
     */
    public Grid and(String name, Object... values) {
        if (values.length == 0) {
            throw new IllegalArgumentException("setting '" + name + "' of a grid needs at least one value");
        }
        if (!points.isEmpty() && points.get(0).asMap().containsKey(name)) {
            throw new IllegalArgumentException("the grid has setting '" + name + "' already");
        }
        var more = new ArrayList<Settings>();
        for (var point : points) {
            for (var value : values) {
                more.add(point.and(name, value));
            }
        }
        return new Grid(more);
    }
}
