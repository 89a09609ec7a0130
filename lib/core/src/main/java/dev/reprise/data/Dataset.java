package dev.reprise.data;

import dev.reprise.display.TextTable;
import dev.reprise.fingerprint.Fingerprint;
import dev.reprise.notebook.Displayable;
import dev.reprise.notebook.MimeBundle;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;
import tech.tablesaw.columns.Column;

/**
 * Examples to learn from: rows of numbers, each with the numbers, or the class, that it should give.
 *
 * <pre>{@code
 * double[][] hours = {{1}, {2}, {3}, {4}};
 * Dataset exam = Dataset.of("exam", hours, new double[] {2, 4, 6, 8});
 * Dataset iris = Datasets.iris();
 * Split split = Split.stratified(iris.labelList(), 0.2, Seeds.of(42).stream("split"));
 * Dataset train = iris.select(split.train());
 * Dataset test = iris.select(split.test());
 * }</pre>
 *
 * <p>Immutable: arrays are copied in and out.
 */
public final class Dataset implements Displayable {
    private static final int SHOWN_ROWS = 5;
    private static final int SHOWN_COLUMNS = 8;

    private final String name;
    private final int size;
    private final List<String> columns;
    private final List<String> classes;
    private final double[] inputs;
    private final double[] targets;
    private final int targetWidth;
    /** Computed when it is first needed; if two threads do so, both find the same. */
    private volatile Fingerprint fingerprint;

    private Dataset(
            String name, List<String> columns, List<String> classes, double[] inputs, double[] targets, int size) {
        this.name = name;
        this.size = size;
        this.columns = columns;
        this.classes = classes;
        this.inputs = inputs;
        this.targets = targets;
        this.targetWidth = targets.length / size;
    }

    /**
     * Numbers to predict numbers from.
     *
     * @param name what the data is called in tables and messages
     * @param inputs one row for each example, all of the same length; at least one row and one column
     * @param targets as many rows, all of the same length, at least one column
     * @return a data set without classes
     * @throws IllegalArgumentException if the shapes do not fit
     */
    public static Dataset of(String name, double[][] inputs, double[][] targets) {
        double[] flat = flatten(name, "inputs", inputs);
        if (targets.length != inputs.length) {
            throw new IllegalArgumentException(String.format(
                    Locale.ROOT,
                    "data set '%s' has %d rows of inputs, but %d of targets",
                    name,
                    inputs.length,
                    targets.length));
        }
        return new Dataset(
                name, numbered(inputs[0].length), List.of(), flat, flatten(name, "targets", targets), inputs.length);
    }

    /**
     * Numbers to predict one number from.
     *
     * @param name what the data is called
     * @param inputs one row for each example
     * @param targets one number for each row
     * @return a data set without classes
     * @throws IllegalArgumentException if the shapes do not fit
     */
    public static Dataset of(String name, double[][] inputs, double[] targets) {
        return of(
                name,
                inputs,
                Arrays.stream(targets).mapToObj(y -> new double[] {y}).toArray(double[][]::new));
    }

    /**
     * Numbers to predict a class from.
     *
     * @param name what the data is called
     * @param inputs one row for each example
     * @param labels the class of each row, from 0 to the number of classes - 1
     * @param classes the names of the classes, at least 2
     * @return a data set whose targets are 1 for the class of the row and 0 for the others
     * @throws IllegalArgumentException if the shapes do not fit or a label is no class
     */
    public static Dataset of(String name, double[][] inputs, int[] labels, List<String> classes) {
        double[] flat = flatten(name, "inputs", inputs);
        return labelled(name, numbered(inputs[0].length), flat, labels, classes);
    }

    /** Takes the array of inputs without copying it. */
    static Dataset labelled(String name, List<String> columns, double[] inputs, int[] labels, List<String> classes) {
        int rows = inputs.length / columns.size();
        if (classes.size() < 2) {
            throw new IllegalArgumentException("data set '" + name + "' needs at least 2 classes, not " + classes);
        }
        if (labels.length != rows) {
            throw new IllegalArgumentException(
                    String.format(Locale.ROOT, "data set '%s' has %d rows, but %d labels", name, rows, labels.length));
        }
        double[] targets = new double[rows * classes.size()];
        for (int row = 0; row < rows; row++) {
            if (labels[row] < 0 || labels[row] >= classes.size()) {
                throw new IllegalArgumentException(String.format(
                        Locale.ROOT,
                        "data set '%s' has label %d in row %d, but its classes are 0 to %d",
                        name,
                        labels[row],
                        row,
                        classes.size() - 1));
            }
            targets[row * classes.size() + labels[row]] = 1;
        }
        return new Dataset(name, columns, List.copyOf(classes), inputs, targets, rows);
    }

    private static double[] flatten(String name, String what, double[][] rows) {
        if (rows.length == 0 || rows[0].length == 0) {
            throw new IllegalArgumentException("data set '" + name + "' has no " + what);
        }
        int width = rows[0].length;
        double[] flat = new double[Math.multiplyExact(rows.length, width)];
        for (int row = 0; row < rows.length; row++) {
            if (rows[row].length != width) {
                throw new IllegalArgumentException(String.format(
                        Locale.ROOT,
                        "data set '%s': row %d of the %s has %d numbers, but row 0 has %d",
                        name,
                        row,
                        what,
                        rows[row].length,
                        width));
            }
            System.arraycopy(rows[row], 0, flat, row * width, width);
        }
        return flat;
    }

    static List<String> numbered(int count) {
        return IntStream.rangeClosed(1, count).mapToObj(i -> "x" + i).toList();
    }

    /**
     * What the data is called.
     *
     * @return the name
     */
    public String name() {
        return name;
    }

    /**
     * How many examples there are.
     *
     * @return the number of rows, at least 1
     */
    public int size() {
        return size;
    }

    /**
     * The names of the inputs.
     *
     * @return one for each column of {@link #inputs}; {@code x1}, {@code x2} and so on if nobody named them
     */
    public List<String> columns() {
        return columns;
    }

    /**
     * This data set with other names of its columns.
     *
     * @param names one for each input
     * @return a new data set
     * @throws IllegalArgumentException if there are not as many names as columns
     */
    public Dataset withColumns(List<String> names) {
        if (names.size() != columns.size()) {
            throw new IllegalArgumentException(String.format(
                    Locale.ROOT, "data set '%s' has %d columns, not %d", name, columns.size(), names.size()));
        }
        return new Dataset(name, List.copyOf(names), classes, inputs, targets, size);
    }

    /**
     * How many numbers go in for each row.
     *
     * @return the width of {@link #inputs}
     */
    public int inputWidth() {
        return columns.size();
    }

    /**
     * How many numbers should come out for each row.
     *
     * @return the width of {@link #targets}; with classes, their number
     */
    public int targetWidth() {
        return targetWidth;
    }

    /**
     * All inputs.
     *
     * @return an array of {@link #size} rows and {@link #inputWidth} columns
     */
    public double[][] inputs() {
        return rows(inputs, inputWidth());
    }

    /**
     * All targets.
     *
     * @return an array of {@link #size} rows and {@link #targetWidth} columns
     */
    public double[][] targets() {
        return rows(targets, targetWidth);
    }

    private double[][] rows(double[] flat, int width) {
        return IntStream.range(0, size)
                .mapToObj(row -> Arrays.copyOfRange(flat, row * width, (row + 1) * width))
                .toArray(double[][]::new);
    }

    /**
     * Copies the inputs of one row, without making an array for each.
     *
     * @param row which, from 0
     * @param into where to
     * @param offset index of the first number in {@code into}
     * @throws IndexOutOfBoundsException if there is no such row or no room
     */
    public void copyInputs(int row, double[] into, int offset) {
        System.arraycopy(inputs, row * inputWidth(), into, offset, inputWidth());
    }

    /**
     * Copies the targets of one row.
     *
     * @param row which, from 0
     * @param into where to
     * @param offset index of the first number in {@code into}
     * @throws IndexOutOfBoundsException if there is no such row or no room
     */
    public void copyTargets(int row, double[] into, int offset) {
        System.arraycopy(targets, row * targetWidth, into, offset, targetWidth);
    }

    /**
     * The names of the classes.
     *
     * @return in the order of the targets; empty if the targets are numbers
     */
    public List<String> classes() {
        return classes;
    }

    /**
     * The class of each row.
     *
     * @return numbers from 0
     * @throws IllegalStateException if the targets are numbers, not classes
     */
    public int[] labels() {
        if (classes.isEmpty()) {
            throw new IllegalStateException("the targets of data set '" + name + "' are numbers, not classes");
        }
        return IntStream.range(0, size)
                .map(row -> IntStream.range(0, targetWidth)
                        .filter(label -> targets[row * targetWidth + label] == 1)
                        .findFirst()
                        .orElseThrow())
                .toArray();
    }

    /**
     * The class of each row as a list, as {@code Split.stratified} wants it.
     *
     * @return numbers from 0
     * @throws IllegalStateException if the targets are numbers, not classes
     */
    public List<Integer> labelList() {
        return Arrays.stream(labels()).boxed().toList();
    }

    /**
     * Some rows, in the order given.
     *
     * @param rows numbers of rows, from 0; a row may be taken twice
     * @return a new data set of the same name
     * @throws IllegalArgumentException if no row is given
     * @throws IndexOutOfBoundsException if there is no such row
     */
    public Dataset select(int[] rows) {
        if (rows.length == 0) {
            throw new IllegalArgumentException("no rows were selected from data set '" + name + "'");
        }
        double[] someInputs = new double[rows.length * inputWidth()];
        double[] someTargets = new double[rows.length * targetWidth];
        for (int i = 0; i < rows.length; i++) {
            copyInputs(checked(rows[i]), someInputs, i * inputWidth());
            copyTargets(rows[i], someTargets, i * targetWidth);
        }
        return new Dataset(name, columns, classes, someInputs, someTargets, rows.length);
    }

    private int checked(int row) {
        if (row < 0 || row >= size) {
            throw new IndexOutOfBoundsException("data set '" + name + "' has rows 0 to " + (size - 1) + ", not " + row);
        }
        return row;
    }

    /**
     * The data as a Tablesaw table, for pictures and for looking at it.
     *
     * @return a column for each input, and {@code class}, or {@code y} ({@code y1}, {@code y2} and so on) for the targets
     */
    public Table table() {
        var all = new ArrayList<Column<?>>();
        for (int i = 0; i < inputWidth(); i++) {
            all.add(column(columns.get(i), inputs, inputWidth(), i));
        }
        if (classes.isEmpty()) {
            for (int i = 0; i < targetWidth; i++) {
                all.add(column(targetWidth == 1 ? "y" : "y" + (i + 1), targets, targetWidth, i));
            }
        } else {
            all.add(StringColumn.create(
                    "class", Arrays.stream(labels()).mapToObj(classes::get).toList()));
        }
        return Table.create(name, all);
    }

    private DoubleColumn column(String title, double[] flat, int width, int index) {
        return DoubleColumn.create(
                title,
                IntStream.range(0, size)
                        .mapToDouble(row -> flat[row * width + index])
                        .toArray());
    }

    /**
     * A SHA-256 of the data: one changed bit, row or class, or another order of the rows, gives another.
     *
     * @return the fingerprint of inputs, targets and names of classes; the name and those of the columns do not count
     */
    public Fingerprint fingerprint() {
        if (fingerprint == null) {
            fingerprint = Fingerprint.ofParts(Map.of(
                    "inputs", Fingerprint.of(inputs()),
                    "targets", Fingerprint.of(targets()),
                    "classes", Fingerprint.of(classes.toArray(String[]::new))));
        }
        return fingerprint;
    }

    @Override
    public MimeBundle toMimeBundle() {
        return sheet().toMimeBundle();
    }

    /** Its size and its first rows. */
    @Override
    public String toString() {
        return sheet().toString();
    }

    private TextTable sheet() {
        String caption = String.format(
                Locale.ROOT,
                "%s: %d rows, %d %s, %s",
                name,
                size,
                inputWidth(),
                inputWidth() == 1 ? "input" : "inputs",
                classes.isEmpty()
                        ? targetWidth + (targetWidth == 1 ? " target" : " targets")
                        : classes.size() + " classes");
        var table =
                select(IntStream.range(0, Math.min(size, SHOWN_ROWS)).toArray()).table();
        boolean wide = table.columnCount() > SHOWN_COLUMNS;
        int[] shown = IntStream.range(0, table.columnCount())
                .filter(i -> !wide || i < SHOWN_COLUMNS - 1 || i == table.columnCount() - 1)
                .toArray();
        var titles = new ArrayList<>(List.of("row"));
        Arrays.stream(shown).mapToObj(i -> table.column(i).name()).forEach(titles::add);
        if (wide) {
            titles.add(SHOWN_COLUMNS, "...");
        }
        var sheet = TextTable.of(caption, titles.toArray(String[]::new));
        for (int row = 0; row < table.rowCount(); row++) {
            var cells = new ArrayList<Object>(List.of(row));
            for (int i : shown) {
                cells.add(table.get(row, i));
            }
            if (wide) {
                cells.add(SHOWN_COLUMNS, "...");
            }
            sheet = sheet.row(cells.toArray());
        }
        return sheet;
    }
}
