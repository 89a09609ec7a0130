package dev.reprise.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.reprise.seeds.Seeds;
import java.nio.charset.Charset;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.TimeZone;
import jdk.jshell.JShell;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("slow")
class FreshJvmTest {
    /** Adds many numbers in an order of its own, so that any difference in seeds or order changes the last bits. */
    public static final class Noise implements Trial {
        @Override
        public Result run(Seeds seeds, Settings settings) {
            double[] numbers = seeds.stream("noise").doubles(1000).toArray();
            return Result.of("sum", Arrays.stream(numbers).reduce(0, Double::sum))
                    .and("numbers", numbers)
                    .and("missing", Double.NaN)
                    .and("scaled", settings.getDouble("scale") * numbers[0])
                    .and("seed", seeds.toString());
        }
    }

    private static final Experiment NOISE = Experiment.named("noise")
            .run(new Noise())
            .settings(Settings.of("scale", 0.1))
            .seed(42);

    @Test
    void freshJvmsGiveTheSameBits() {
        assertThat(NOISE.inJvms(2, "-Xmx128m").repeat(5)).isEqualTo(NOISE.repeat(5));
        assertThat(NOISE.vary("noise").inJvms(1, "-Xmx128m", "-Xint").repeat(2))
                .isEqualTo(NOISE.vary("noise").repeat(2));
        assertThat(NOISE.cross("noise", 2).inJvms(2, "-Xmx128m").repeat(1))
                .isEqualTo(NOISE.cross("noise", 2).repeat(1));
    }

    /** Ends in the way that its settings say. */
    public static final class Ending implements Trial {
        @Override
        public Result run(Seeds seeds, Settings settings) throws Exception {
            System.out.println("about to " + settings.getString("end"));
            switch (settings.getString("end")) {
                case "exit" -> System.exit(0);
                case "kill" ->
                    new ProcessBuilder(
                                    "kill",
                                    "-9",
                                    Long.toString(ProcessHandle.current().pid()))
                            .start()
                            .waitFor();
                case "fill memory" -> {
                    var hoard = new ArrayList<long[]>();
                    while (true) {
                        hoard.add(new long[1 << 20]);
                    }
                }
                case "hang" -> {
                    while (!Thread.interrupted()) {
                        Thread.onSpinWait();
                    }
                }
                case "throw" -> throw new IllegalStateException("diverged");
                case "leave a thread" ->
                    new Thread(() -> {
                                while (true) {
                                    Thread.onSpinWait();
                                }
                            })
                            .start();
                default -> {}
            }
            return Result.of("x", 1);
        }
    }

    @Test
    void whateverATrialDoesToItsProcessIsRecorded() {
        var ends = new Object[] {"exit", "kill", "fill memory", "hang", "throw", "leave a thread", "return"};
        var trials = Experiment.named("endings")
                .run(new Ending())
                .seed(1)
                .timeLimit(Duration.ofSeconds(8))
                .inJvms(2, "-Xmx64m")
                .sweep(Grid.of("end", ends))
                .repeat(1);
        assertThat(trials.all().stream().map(trial -> trial.outcome().toString()))
                .containsExactly(
                        "failed: its JVM ended without a result, with exit code 0 (System.exit, or a crash)",
                        "failed: its JVM ended without a result, with exit code 137 (signal 9, perhaps for want of memory)",
                        "failed: java.lang.OutOfMemoryError: Java heap space",
                        "stopped after 8.0 s",
                        "failed: java.lang.IllegalStateException: diverged",
                        "completed",
                        "completed");
        assertThat(trials.all().get(1).origin().detail()).contains("about to kill");
        assertThat(trials.all().get(4).origin().detail()).contains("at " + Ending.class.getName() + ".run");
    }

    /** Says where it runs. */
    public static final class Where implements Trial {
        @Override
        public Result run(Seeds seeds, Settings settings) {
            return Result.of("pid", ProcessHandle.current().pid())
                    .and(
                            "where",
                            String.join(
                                    " ",
                                    Locale.getDefault().toString(),
                                    TimeZone.getDefault().getID(),
                                    Charset.defaultCharset().name(),
                                    System.getProperty("java.home"),
                                    System.getenv("PATH"),
                                    System.getProperty("user.dir")));
        }
    }

    @Test
    void aFreshJvmIsLikeThisOneAlsoInWhatThisOneHasChanged() {
        var experiment = Experiment.named("where").run(new Where()).seed(1);
        var locale = Locale.getDefault();
        var zone = TimeZone.getDefault();
        try {
            Locale.setDefault(Locale.forLanguageTag("de-AT"));
            TimeZone.setDefault(TimeZone.getTimeZone("Asia/Kolkata"));
            var here = experiment.repeat(1).all().get(0);
            var there = experiment.inJvms(1, "-Xmx64m").repeat(1).all().get(0);
            assertThat(there.result().text("where"))
                    .contains("de_AT Asia/Kolkata")
                    .isEqualTo(here.result().text("where"));
            assertThat(there.result().value("pid")).isNotEqualTo(here.result().value("pid"));
            assertThat(there.origin().pid()).isEqualTo((long) there.result().value("pid"));
        } finally {
            Locale.setDefault(locale);
            TimeZone.setDefault(zone);
        }
    }

    @Test
    void anInterruptEndsTheJvms() throws Exception {
        var experiment = Experiment.named("hang")
                .run(new Ending())
                .settings(Settings.of("end", "hang"))
                .seed(1)
                .inJvms(2, "-Xmx64m");
        var thread = new Thread(() -> experiment.repeat(4));
        thread.setUncaughtExceptionHandler((t, e) -> {});
        thread.start();
        List<ProcessHandle> children;
        do {
            Thread.sleep(20);
            children = ProcessHandle.current().children().toList();
        } while (children.size() < 2);
        thread.interrupt();
        thread.join();
        assertThat(children).noneMatch(ProcessHandle::isAlive);
    }

    @Test
    void whatCannotTravelIsRefusedBeforeAnythingRuns() {
        var lambda = NOISE.run((seeds, settings) -> Result.of("x", 1));
        assertThatThrownBy(() -> lambda.inJvms(1).repeat(1))
                .isInstanceOf(ExperimentException.class)
                .hasMessageStartingWith("a lambda cannot travel to another JVM");
        int captured = NOISE.toString().length();
        Trial capturing = new Trial() {
            @Override
            public Result run(Seeds seeds, Settings settings) {
                return Result.of("x", captured);
            }
        };
        assertThatThrownBy(() -> NOISE.run(capturing).inJvms(1).repeat(1))
                .isInstanceOf(ExperimentException.class)
                .hasMessageContaining("it has no constructor without parameters");
    }

    @Test
    void aClassFromANotebookCellTravelsWithItsHelpers() throws Exception {
        try (var shell = shell()) {
            eval(shell, "record Doubled(double value) { double twice() { return 2 * value; } }");
            eval(shell, "double half(double x) { return x / 2; }");
            eval(
                    shell,
                    "public class Cell implements Trial { public Result run(Seeds seeds, Settings settings) {"
                            + " return Result.of(\"x\", half(new Doubled(seeds.stream(\"x\").nextDouble()).twice())); } }");
            eval(shell, "var experiment = Experiment.named(\"cell\").run(new Cell()).seed(3);");
            assertThat(eval(shell, "experiment.inJvms(1, \"-Xmx64m\").repeat(2).equals(experiment.repeat(2))"))
                    .isEqualTo("true");
            assertThat(eval(shell, "experiment.inJvms(1, \"-Xmx64m\").repeat(2).completed().size()"))
                    .isEqualTo("2");
        }
    }

    @Test
    void aNotebookVariableIsNamedRatherThanSilentlyEmpty() throws Exception {
        try (var shell = shell()) {
            eval(shell, "double rate = 0.5;");
            eval(
                    shell,
                    "public class Cell implements Trial { public Result run(Seeds seeds, Settings settings) {"
                            + " return Result.of(\"x\", rate); } }");
            var message = eval(
                    shell,
                    "String message; try { Experiment.named(\"cell\").run(new Cell()).seed(3).inJvms(1).repeat(1);"
                            + " message = \"none\"; } catch (RuntimeException e) { message = e.getMessage(); }",
                    "message");
            assertThat(message).contains("uses variables of the notebook, which are empty in another JVM: rate.");
        }
    }

    private static JShell shell() throws Exception {
        var shell = JShell.builder().executionEngine("local").build();
        eval(shell, "import dev.reprise.seeds.*;");
        eval(shell, "import dev.reprise.experiment.*;");
        return shell;
    }

    /** Evaluates statements one by one and returns the value of the last. */
    private static String eval(JShell shell, String... cells) throws Exception {
        String value = null;
        for (String cell : cells) {
            String rest = cell;
            while (!rest.isBlank()) {
                var completion = shell.sourceCodeAnalysis().analyzeCompletion(rest);
                var source = completion.source() == null ? rest : completion.source();
                for (var event : shell.eval(source)) {
                    assertThat(shell.diagnostics(event.snippet()).map(d -> d.getMessage(Locale.ROOT)))
                            .isEmpty();
                    if (event.exception() != null) {
                        throw event.exception();
                    }
                    value = event.value();
                }
                rest = completion.source() == null ? "" : completion.remaining();
            }
        }
        return value;
    }
}
