package dev.reprise.tablesaw.picture;

import java.math.BigDecimal;
import java.math.MathContext;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** One labelled place on an axis. */
record Tick(double at, String label) {
    private static final long[] SECONDS = {1, 5, 15, 30, 60, 300, 900, 1800, 3600, 10_800, 21_600, 43_200, 86_400};
    private static final int[] DAYS = {1, 2, 7, 14};
    private static final int[] MONTHS = {1, 3, 6, 12, 24, 60, 120, 240, 600, 1200};
    private static final int LONGEST_PLAIN = 7;
    private static final int MOST_DIGITS = 4;
    private static final double LEAST_SCIENTIFIC = 1e7;

    /** At most {@code room} round numbers, as close together as that allows. */
    static List<Tick> linear(double low, double high, int room) {
        double step = step((high - low) / (Math.max(1, room) + 1));
        while (Math.floor(high / step + 1e-9) - Math.ceil(low / step - 1e-9) >= Math.max(1, room)) {
            step = step(step * 1.5);
        }
        int digits = (int) Math.max(0, Math.ceil(-Math.log10(step) - 1e-9));
        boolean plain = digits <= MOST_DIGITS && Math.max(Math.abs(low), Math.abs(high)) < LEAST_SCIENTIFIC;
        var ticks = new ArrayList<Tick>();
        for (double k = Math.ceil(low / step - 1e-9); k * step <= high + step * 1e-9 && ticks.size() < 100; k++) {
            double value = k * step;
            String label =
                    k == 0 ? "0" : plain ? String.format(Locale.ROOT, "%." + digits + "f", value) : scientific(value);
            ticks.add(new Tick(value, label));
        }
        return ticks;
    }

    /** The smallest of 1, 2 and 5 times the powers of ten that is not below {@code least}. */
    static double step(double least) {
        double power = Math.pow(10, Math.floor(Math.log10(least)));
        for (double factor : new double[] {1, 2, 5}) {
            if (factor * power >= least * (1 - 1e-9)) {
                return factor * power;
            }
        }
        return 10 * power;
    }

    /** A number in at most four digits. */
    static String number(double value) {
        String plain = rounded(value).toPlainString();
        return plain.length() <= LONGEST_PLAIN ? plain : scientific(value);
    }

    private static String scientific(double value) {
        BigDecimal rounded = rounded(value);
        int exponent = rounded.precision() - rounded.scale() - 1;
        return rounded.movePointLeft(exponent).stripTrailingZeros().toPlainString() + "e" + exponent;
    }

    private static BigDecimal rounded(double value) {
        return new BigDecimal(value).round(new MathContext(4)).stripTrailingZeros();
    }

    /** Powers of ten between two exponents, and what stands between them when there are few. */
    static List<Tick> logarithmic(double low, double high, int room) {
        int every = Math.max(1, (int) Math.ceil((high - low) / Math.max(1, room)));
        double[] factors = high - low > 3 ? new double[] {1} : new double[] {1, 2, 5};
        var ticks = new ArrayList<Tick>();
        for (int exponent = (int) Math.floor(low); exponent <= high; exponent++) {
            if (Math.floorMod(exponent, every) != 0) {
                continue;
            }
            for (double factor : factors) {
                double value = factor * Math.pow(10, exponent);
                double place = Math.log10(value);
                if (place >= low - 1e-9 && place <= high + 1e-9) {
                    ticks.add(new Tick(value, number(value)));
                }
            }
        }
        return ticks.size() >= 2 ? ticks : linear(Math.pow(10, low), Math.pow(10, high), room);
    }

    /** Round times, days, months or years between two times in seconds. */
    static List<Tick> dates(double low, double high, int room) {
        double least = (high - low) / Math.max(1, room);
        for (long seconds : SECONDS) {
            if (seconds >= least && seconds < SECONDS[SECONDS.length - 1]) {
                return every(
                        low, high, seconds, seconds < 60 ? "HH:mm:ss" : high - low < 86_400 ? "HH:mm" : "d MMM HH:mm");
            }
        }
        for (int days : DAYS) {
            if (days * 86_400L >= least) {
                return every(low, high, days * 86_400L, "d MMM uuuu");
            }
        }
        for (int months : MONTHS) {
            if (months * 30 * 86_400.0 >= least) {
                return months(low, high, months);
            }
        }
        return months(low, high, MONTHS[MONTHS.length - 1]);
    }

    private static List<Tick> every(double low, double high, long seconds, String format) {
        var formatter = DateTimeFormatter.ofPattern(format, Locale.ENGLISH);
        var ticks = new ArrayList<Tick>();
        for (long at = (long) Math.ceil(low / seconds) * seconds; at <= high; at += seconds) {
            ticks.add(new Tick(at, time(at).format(formatter)));
        }
        return ticks;
    }

    private static List<Tick> months(double low, double high, int months) {
        var formatter = DateTimeFormatter.ofPattern(months % 12 == 0 ? "uuuu" : "MMM uuuu", Locale.ENGLISH);
        var ticks = new ArrayList<Tick>();
        LocalDateTime first = time(low);
        long month = first.getYear() * 12L + first.getMonthValue() - 1;
        for (month -= Math.floorMod(month, months); ticks.size() < 100; month += months) {
            LocalDateTime at = LocalDateTime.of((int) Math.floorDiv(month, 12L), Math.floorMod(month, 12) + 1, 1, 0, 0);
            double second = at.toEpochSecond(ZoneOffset.UTC);
            if (second > high) {
                break;
            }
            if (second >= low) {
                ticks.add(new Tick(second, at.format(formatter)));
            }
        }
        return ticks;
    }

    private static LocalDateTime time(double seconds) {
        return LocalDateTime.ofEpochSecond((long) Math.floor(seconds), 0, ZoneOffset.UTC)
                .truncatedTo(ChronoUnit.SECONDS);
    }
}
