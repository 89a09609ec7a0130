package dev.reprise.guide;

import com.tngtech.archunit.core.domain.AccessTarget.CodeUnitAccessTarget;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import dev.reprise.seeds.Unrepeatable;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What the library teaches, asked of its own classes: nothing random without a seed, no clock, no order that another JVM or
 * another file system would change. (Locale, zone and charset of the machine are refused by forbiddenapis in the build.)
 *
 * <p>What cannot be done without is marked {@link Unrepeatable}, with the reason.
 */
final class Teaching {
    private static final String SEED = "draws what no seed controls; take a stream of Seeds";
    private static final String CLOCK = "reads the clock";
    private static final String SALTED =
            "has an order that the next JVM changes; use List.of, LinkedHashMap, LinkedHashSet or TreeMap";

    private static final String ROUNDED = "may round otherwise on another processor or JDK; use StrictMath";

    /** The methods of {@link Math} that are allowed an error; the others are exact. */
    private static final Set<String> INEXACT = Set.of(
            "sin", "cos", "tan", "asin", "acos", "atan", "atan2", "sinh", "cosh", "tanh", "exp", "expm1", "log",
            "log10", "log1p", "pow", "cbrt", "hypot");

    /** By {@code Class.method} or {@code Class.method(number of arguments)}: why it may not be called. */
    private static final Map<String, String> REFUSED = Map.ofEntries(
            Map.entry("java.lang.Math.random", SEED),
            Map.entry("java.lang.StrictMath.random", SEED),
            Map.entry("java.util.Random.<init>(0)", SEED),
            Map.entry("java.util.SplittableRandom.<init>(0)", SEED),
            Map.entry("java.util.concurrent.ThreadLocalRandom.current", SEED),
            Map.entry("java.util.random.RandomGenerator.getDefault", SEED),
            Map.entry("java.util.random.RandomGenerator.of", SEED),
            Map.entry("java.util.random.RandomGeneratorFactory.create(0)", SEED),
            Map.entry("java.util.random.RandomGenerator.nextGaussian", ROUNDED),
            Map.entry("java.util.random.RandomGenerator.nextExponential", ROUNDED),
            Map.entry("java.security.SecureRandom.<init>", SEED),
            Map.entry("java.util.UUID.randomUUID", SEED),
            Map.entry("java.util.Collections.shuffle(1)", SEED),
            Map.entry("java.lang.System.currentTimeMillis", CLOCK),
            Map.entry("java.lang.System.nanoTime", CLOCK),
            Map.entry("java.time.Instant.now", CLOCK),
            Map.entry("java.time.LocalDateTime.now", CLOCK),
            Map.entry("java.time.ZonedDateTime.now", CLOCK),
            Map.entry("java.time.Clock.systemUTC", CLOCK),
            Map.entry("java.util.Date.<init>(0)", CLOCK),
            Map.entry("java.lang.System.identityHashCode", "gives another number in the next JVM"),
            Map.entry("java.util.HashMap.<init>", SALTED),
            Map.entry("java.util.HashSet.<init>", SALTED),
            Map.entry("java.util.IdentityHashMap.<init>", SALTED),
            Map.entry("java.util.stream.Collectors.toSet", SALTED),
            Map.entry("java.util.stream.Collectors.toUnmodifiableSet", SALTED),
            Map.entry("java.util.stream.Collectors.toMap(2)", SALTED),
            Map.entry("java.util.stream.Collectors.toMap(3)", SALTED),
            Map.entry("java.util.stream.Collectors.toUnmodifiableMap", SALTED),
            Map.entry("java.util.stream.Collectors.groupingBy(1)", SALTED),
            Map.entry("java.util.stream.Collectors.groupingBy(2)", SALTED),
            Map.entry("java.util.Set.copyOf", SALTED),
            Map.entry("java.util.Map.copyOf", SALTED),
            Map.entry("java.util.Map.ofEntries", SALTED));

    /** With one element there is only one order; from two on it is salted. */
    private static final Map<String, Integer> SALTED_FROM = Map.of("java.util.Set.of", 2, "java.util.Map.of", 4);

    /** Whoever lists a folder sorts the list, in the same method. */
    private static final Set<String> LISTINGS = Set.of(
            "java.nio.file.Files.list",
            "java.nio.file.Files.walk",
            "java.nio.file.Files.find",
            "java.nio.file.Files.newDirectoryStream",
            "java.io.File.list",
            "java.io.File.listFiles");

    private static final String UNSORTED =
            "lists files in whatever order the file system has; sort them in the same method";

    private Teaching() {}

    /**
     * The calls that the library tells its users not to make.
     *
     * @param orderless {@code Class.method} of code on whose unordered collection nothing depends but look-ups, or which is
     *     sorted elsewhere before it is iterated
     * @return one sentence for each, in the order of the classes' names
     */
    static List<String> violations(JavaClasses classes, Collection<String> orderless) {
        var found = new ArrayList<String>();
        classes.stream()
                .sorted((a, b) -> a.getName().compareTo(b.getName()))
                .filter(type -> !isMarked(type))
                .flatMap(type -> type.getCodeUnits().stream())
                .filter(unit -> !unit.isAnnotatedWith(Unrepeatable.class))
                .forEach(unit -> violations(unit, orderless.contains(nameOf(unit)), found));
        return found;
    }

    private static boolean isMarked(JavaClass type) {
        return type.isAnnotatedWith(Unrepeatable.class)
                || type.getEnclosingClass().filter(Teaching::isMarked).isPresent();
    }

    private static void violations(JavaCodeUnit unit, boolean orderless, List<String> found) {
        boolean sorts = accesses(unit)
                .anyMatch(access -> access.getName().startsWith("sort")
                        || access.getTargetOwner().getSimpleName().startsWith("Tree"));
        accesses(unit).forEach(access -> {
            String why = why(access.getTarget(), sorts);
            if (why != null && !(orderless && (why.equals(SALTED) || why.equals(UNSORTED)))) {
                found.add(nameOf(unit) + ", line " + access.getLineNumber() + ": " + targetOf(access.getTarget()) + " "
                        + why);
            }
        });
    }

    private static Stream<JavaAccess<? extends CodeUnitAccessTarget>> accesses(JavaCodeUnit unit) {
        return Stream.concat(unit.getCallsFromSelf().stream(), unit.getCodeUnitReferencesFromSelf().stream());
    }

    private static String why(CodeUnitAccessTarget target, boolean sorts) {
        String name = targetOf(target);
        int arguments = target.getRawParameterTypes().size();
        if (LISTINGS.contains(name)) {
            return sorts ? null : UNSORTED;
        }
        if (target.getOwner().isEquivalentTo(Math.class) && INEXACT.contains(target.getName())) {
            return ROUNDED;
        }
        // Set.of(E...) and Map.ofEntries(Entry...) take an array.
        boolean array = arguments == 1 && target.getRawParameterTypes().get(0).isArray();
        if (SALTED_FROM.containsKey(name) && (array || arguments >= SALTED_FROM.get(name))) {
            return SALTED;
        }
        return REFUSED.getOrDefault(name, REFUSED.get(name + "(" + arguments + ")"));
    }

    private static String targetOf(CodeUnitAccessTarget target) {
        return target.getOwner().getName() + "." + target.getName();
    }

    private static String nameOf(JavaCodeUnit unit) {
        return unit.getOwner().getName() + "." + unit.getName();
    }
}
