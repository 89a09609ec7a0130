package dev.reprise.environment;

import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.nio.charset.Charset;
import java.util.Locale;
import java.util.TimeZone;
import java.util.concurrent.ForkJoinPool;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The JVM: its version, its flags, and its defaults as they are now. */
final class JavaFacts {
    private static final Pattern SECRET =
            Pattern.compile("(?i).*(password|passwd|secret|token|credential|apikey|api\\.key).*");
    private static final Pattern FLAG = Pattern.compile("(?s)(-Xm[nsx]|-Xss|[^=]+)=?(.*)");

    void addTo(Capture capture) {
        capture.add("Java", "version", Runtime.version().toString());
        capture.add("Java", "VM", property("java.vm.name") + " " + property("java.vm.version"));
        capture.add("Java", "vendor", (property("java.vendor") + " " + property("java.vendor.version")).strip());
        capture.add("Java", "mode", property("java.vm.info"));
        capture.add(
                "Java",
                "garbage collector",
                ManagementFactory.getGarbageCollectorMXBeans().stream()
                        .map(GarbageCollectorMXBean::getName)
                        .collect(Collectors.joining(", ")));
        for (String flag : ManagementFactory.getRuntimeMXBean().getInputArguments()) {
            flag(capture, flag);
        }
        capture.add(
                "processor",
                "cores for Java",
                Integer.toString(Runtime.getRuntime().availableProcessors()));
        capture.add(
                "processor", "threads of the common pool", Integer.toString(ForkJoinPool.getCommonPoolParallelism()));
        capture.add(
                "memory",
                "Java heap at most",
                MachineFacts.bytes(Runtime.getRuntime().maxMemory()));
        capture.add("language", "locale", Locale.getDefault().toLanguageTag());
        String format = Locale.getDefault(Locale.Category.FORMAT).toLanguageTag();
        if (!format.equals(Locale.getDefault().toLanguageTag())) {
            capture.add("language", "locale of numbers and dates", format);
        }
        capture.add("language", "time zone", TimeZone.getDefault().getID());
        capture.add("language", "charset", Charset.defaultCharset().name());
        capture.add("language", "charset of the system", property("native.encoding"));
    }

    static void flag(Capture capture, String flag) {
        Matcher parts = FLAG.matcher(flag);
        String name = parts.matches() ? parts.group(1) : flag;
        String value = parts.matches() ? parts.group(2) : "";
        boolean secret = flag.startsWith("-D") && SECRET.matcher(name).matches();
        capture.add("JVM flags", name, secret ? "(not written down)" : value.isEmpty() ? "set" : value);
    }

    private static String property(String name) {
        return System.getProperty(name, "");
    }
}
