package dev.reprise.tablesaw.picture;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;

/**
 * Where values stand on the page, along one direction.
 *
 * <p>First it sees all values, which decides what kind of axis it is; then marks include the numbers that must be on it; then
 * it is placed between two pixels.
 */
final class Axis {
    /** What the values of an axis are. Dates are seconds since 1970 in UTC; categories count from 0. */
    enum Kind {
        LINEAR,
        LOG,
        DATE,
        CATEGORY
    }

    private static final double PADDING = 0.04;

    private final Node settings;
    private final List<String> categories = new ArrayList<>();
    private boolean words;
    private boolean dates = true;
    private double least = Double.POSITIVE_INFINITY;
    private double most = Double.NEGATIVE_INFINITY;
    private double edge = Double.NaN;
    private boolean tight;
    private boolean whole;
    private double from;
    private double to;
    private double start;
    private double end;

    Axis(Node settings) {
        this.settings = settings;
    }

    Node settings() {
        return settings;
    }

    String title() {
        return settings.child("title").string("text", "");
    }

    /** Takes notice of values that belong to this axis. */
    void see(List<?> values) {
        for (Object value : values) {
            if (value == null) {
                continue;
            }
            String text = String.valueOf(value);
            words |= !(value instanceof Number);
            dates &= words && !Double.isNaN(seconds(text));
            if (!categories.contains(text) && categories.size() < 10_000 && !(value instanceof Number)) {
                categories.add(text);
            }
        }
    }

    /** To be called when all values are seen. */
    void arrange() {
        String order = settings.string("categoryorder", "");
        if (order.equals("category ascending")) {
            categories.sort(null);
        } else if (order.equals("category descending")) {
            categories.sort((a, b) -> b.compareTo(a));
        }
    }

    Kind kind() {
        return switch (settings.string("type", "")) {
            case "log" -> Kind.LOG;
            case "category" -> Kind.CATEGORY;
            case "date" -> Kind.DATE;
            default -> words ? dates ? Kind.DATE : Kind.CATEGORY : Kind.LINEAR;
        };
    }

    List<String> categories() {
        return categories;
    }

    /** What a value is on this axis; NaN when it is missing or has no place here. */
    double number(Object value) {
        if (value == null) {
            return Double.NaN;
        }
        return switch (kind()) {
            case CATEGORY -> category(String.valueOf(value));
            case DATE -> seconds(String.valueOf(value));
            case LOG -> value instanceof Number n && n.doubleValue() > 0 ? n.doubleValue() : Double.NaN;
            case LINEAR -> value instanceof Number n ? n.doubleValue() : Double.NaN;
        };
    }

    double[] numbers(List<?> values) {
        return values.stream().mapToDouble(this::number).toArray();
    }

    private double category(String name) {
        int index = categories.indexOf(name);
        if (index < 0) {
            categories.add(name);
        }
        return index < 0 ? categories.size() - 1 : index;
    }

    private static double seconds(String text) {
        try {
            String iso = text.replace(' ', 'T');
            return iso.length() == 10
                    ? LocalDate.parse(iso).toEpochDay() * 86_400.0
                    : LocalDateTime.parse(iso).toInstant(ZoneOffset.UTC).toEpochMilli() / 1000.0;
        } catch (DateTimeException e) {
            return Double.NaN;
        }
    }

    /** Makes room for a number. */
    void include(double number) {
        if (Double.isFinite(number) && (kind() != Kind.LOG || number > 0)) {
            least = Math.min(least, number);
            most = Math.max(most, number);
        }
    }

    /** Makes room for a number from which marks rise, so that none is needed beyond it. */
    void includeEdge(double number) {
        include(number);
        edge = number;
    }

    /** Leaves no room beyond what is included. */
    void tighten() {
        tight = true;
    }

    /** Labels no fractions. */
    void count() {
        whole = true;
    }

    /** Lays the axis between two pixels. */
    void place(double startPixel, double endPixel) {
        start = startPixel;
        end = endPixel;
        List<?> range = settings.list("range");
        if (range.size() == 2 && Double.isFinite(bound(range.get(0))) && Double.isFinite(bound(range.get(1)))) {
            from = bound(range.get(0));
            to = bound(range.get(1));
        } else {
            span();
            if (settings.string("autorange", "").equals("reversed")) {
                double swapped = from;
                from = to;
                to = swapped;
            }
        }
    }

    /** A bound as an author writes it: on log axes the exponent. */
    private double bound(Object value) {
        return kind() == Kind.LOG ? value instanceof Number n ? n.doubleValue() : Double.NaN : number(value);
    }

    private void span() {
        if (kind() == Kind.CATEGORY) {
            from = tight ? least : -0.5;
            to = tight ? most : Math.max(1, categories.size()) - 0.5;
            return;
        }
        if (least > most) {
            least = kind() == Kind.LOG ? 1 : 0;
            most = kind() == Kind.LOG ? 10 : 1;
        }
        from = scaled(least);
        to = scaled(most);
        if (from == to) {
            double room =
                    kind() == Kind.LOG ? 0.5 : kind() == Kind.DATE ? 43_200 : from == 0 ? 0.5 : Math.abs(from) * 0.1;
            from -= room;
            to += room;
        } else if (!tight) {
            double room = (to - from) * PADDING;
            from -= least == edge ? 0 : room;
            to += most == edge ? 0 : room;
        }
    }

    private double scaled(double number) {
        return kind() == Kind.LOG ? Math.log10(number) : number;
    }

    /** The pixel of a number. */
    double at(double number) {
        return start + (scaled(number) - from) / (to - from) * (end - start);
    }

    /** The smallest number on the axis; where the base of bars stands on log axes, which have no zero. */
    double base() {
        return kind() == Kind.LOG ? Math.pow(10, Math.min(from, to)) : 0;
    }

    /** Where labels and grid lines stand; {@code room}: how many fit. */
    List<Tick> ticks(int room) {
        if (settings.has("tickvals") && !settings.list("tickvals").isEmpty()) {
            return authorsTicks();
        }
        double low = Math.min(from, to);
        double high = Math.max(from, to);
        return switch (kind()) {
            case CATEGORY -> categoryTicks(room);
            case LOG -> Tick.logarithmic(low, high, room);
            case DATE -> Tick.dates(low, high, room);
            case LINEAR -> Tick.linear(low, high, whole ? Math.min(room, (int) (high - low) + 1) : room);
        };
    }

    private List<Tick> authorsTicks() {
        var ticks = new ArrayList<Tick>();
        List<?> values = settings.list("tickvals");
        List<?> texts = settings.list("ticktext");
        for (int i = 0; i < values.size(); i++) {
            ticks.add(new Tick(number(values.get(i)), String.valueOf(i < texts.size() ? texts.get(i) : values.get(i))));
        }
        return ticks;
    }

    private List<Tick> categoryTicks(int room) {
        int every = Math.max(1, (int) Math.ceil(categories.size() / (double) Math.max(1, room)));
        var ticks = new ArrayList<Tick>();
        for (int i = 0; i < categories.size(); i += every) {
            ticks.add(new Tick(i, categories.get(i)));
        }
        return ticks;
    }

    boolean shows(double number) {
        double place = scaled(number);
        double slack = Math.abs(to - from) * 1e-9;
        return place >= Math.min(from, to) - slack && place <= Math.max(from, to) + slack;
    }
}
