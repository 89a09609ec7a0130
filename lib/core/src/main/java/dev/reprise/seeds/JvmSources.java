package dev.reprise.seeds;

import dev.reprise.seeds.SeedReport.Row;
import java.lang.reflect.Field;
import java.nio.charset.Charset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.TimeZone;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The sources of randomness of the JDK itself. Its shared generators have no setter; their fields are reached where the JVM
 * was started with packages opened, and otherwise the report says which option is missing.
 */
final class JvmSources {
    private static final String POOL = "java.util.concurrent.ForkJoinPool.common.parallelism";

    private final Seeds seeds;

    JvmSources(Seeds seeds) {
        this.seeds = seeds;
    }

    List<Row> rows() {
        var rows = new ArrayList<Row>();
        rows.add(shared(
                "Math.random",
                "java.lang.Math$RandomNumberGeneratorHolder",
                "randomNumberGenerator",
                "all threads share it, so they must call in a fixed order"));
        rows.add(shared(
                "Collections.shuffle(list)",
                "java.util.Collections",
                "r",
                "all threads share it; better: Shuffle.of(list, seeds.stream(\"shuffle\"))"));
        rows.add(threadLocalRandom());
        rows.add(counter(
                "ThreadLocalRandom, threads to come",
                ThreadLocalRandom.class,
                "seeder",
                "in the order in which threads first use it; threads that have used it keep their state"));
        rows.add(counter(
                "new SplittableRandom()",
                SplittableRandom.class,
                "defaultGen",
                "in the order of construction; better: seeds.stream(\"name\")"));
        rows.add(Row.notSeeded(
                "new Random()", "mixes in System.nanoTime(); write new Random(seeds.seed(\"name\")) or use a stream"));
        rows.add(Row.notSeeded(
                "RandomGenerator.getDefault()", "takes its seed from the clock; use seeds.stream(\"name\")"));
        rows.add(Row.notSeeded(
                "SecureRandom", "made to be unpredictable; use it for keys, and seeds.stream(\"name\") for results"));
        rows.add(Row.notSeeded(
                "UUID.randomUUID", "uses SecureRandom; name things by content: UUID.nameUUIDFromBytes(bytes)"));
        rows.add(Row.notSeeded(
                "order of Set.of and Map.of",
                "another salt in each JVM; use List.of, LinkedHashSet, LinkedHashMap or TreeMap where order matters"));
        rows.add(Row.notSeeded(
                "identity hash codes",
                "differ between JDKs and threads; give keys a hashCode, or use LinkedHashMap and LinkedHashSet"));
        rows.add(commonPool());
        rows.add(setting("locale", Locale.getDefault().toLanguageTag(), "-Duser.language=en"));
        rows.add(setting("time zone", TimeZone.getDefault().getID(), "-Duser.timezone=UTC"));
        rows.add(setting("charset", Charset.defaultCharset().name(), "-Dfile.encoding=UTF-8"));
        return rows;
    }

    /** A {@link Random} that the JDK keeps in a static field and makes when it is first needed. */
    private Row shared(String source, String className, String fieldName, String detail) {
        return attempt(source, "java.base/" + className.substring(0, className.lastIndexOf('.')), detail, () -> {
            Field field = open(Class.forName(className), fieldName);
            var random = (Random) field.get(null);
            if (random == null) {
                field.set(null, new Random(seeds.seed(source)));
            } else {
                random.setSeed(seeds.seed(source));
            }
        });
    }

    /** A counter from which the JDK seeds new generators. */
    private Row counter(String source, Class<?> owner, String fieldName, String detail) {
        return attempt(
                source,
                "java.base/" + owner.getPackageName(),
                detail,
                () -> ((AtomicLong) open(owner, fieldName).get(null)).set(seeds.seed(source)));
    }

    @Unrepeatable("initialises the generator of this thread in order to seed it")
    private Row threadLocalRandom() {
        var source = "ThreadLocalRandom, this thread";
        return attempt(
                source,
                "java.base/java.lang",
                "Thread " + Thread.currentThread().getName(),
                () -> {
                    Field seed = open(Thread.class, "threadLocalRandomSeed");
                    ThreadLocalRandom.current();
                    seed.setLong(Thread.currentThread(), seeds.seed(source));
                });
    }

    private static Row commonPool() {
        String set = System.getProperty(POOL);
        return Row.environment(
                "threads of the common pool",
                ForkJoinPool.getCommonPoolParallelism()
                        + (set == null
                                ? ": decides the order of sums in parallel streams; fix it with -D" + POOL + "=3"
                                : ", fixed by -D" + POOL));
    }

    private static Row setting(String name, String value, String option) {
        return Row.environment(name, value + ": can change what is printed and parsed; fix it with " + option);
    }

    private static Row attempt(String source, String packageName, String detail, Reflection action) {
        try {
            action.run();
            return Row.seeded(source, detail);
        } catch (ClosedException e) {
            return Row.notSeeded(source, "start the JVM with --add-opens " + packageName + "=ALL-UNNAMED");
        } catch (ReflectiveOperationException | ClassCastException e) {
            return Row.notSeeded(source, "this JDK keeps it elsewhere: " + e);
        }
    }

    private static Field open(Class<?> owner, String name) throws ReflectiveOperationException {
        Field field = owner.getDeclaredField(name);
        if (!field.trySetAccessible()) {
            throw new ClosedException();
        }
        return field;
    }

    @FunctionalInterface
    private interface Reflection {
        void run() throws ReflectiveOperationException;
    }

    private static final class ClosedException extends RuntimeException {}
}
