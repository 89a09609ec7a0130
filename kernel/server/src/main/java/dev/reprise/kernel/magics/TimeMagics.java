package dev.reprise.kernel.magics;

import dev.reprise.kernel.engine.Engine;
import dev.reprise.kernel.engine.Engine.Times;
import dev.reprise.notebook.MimeBundle;
import dev.reprise.notebook.Timing;
import java.util.List;

/** Magics that say how long code takes. */
final class TimeMagics {
    private TimeMagics() {}

    static List<Magic> all() {
        return List.of(
                Magic.both(
                        List.of("time"),
                        "CODE",
                        "Runs code and says how long it took, without its compilation.",
                        TimeMagics::time),
                Magic.both(
                        List.of("timeit"),
                        "[-n LOOPS] [-r RUNS] CODE",
                        "Runs code many times and says how long it takes on average.",
                        TimeMagics::timeit));
    }

    private static Result time(Invocation invocation) {
        String code = invocation.isCell() ? invocation.raw() + "\n" + invocation.body() : invocation.raw();
        if (code.isBlank()) {
            throw new MagicException("there is no code to time");
        }
        Engine engine = invocation.interpreter().engine();
        Times before = engine.times();
        MimeBundle value = invocation.run(invocation.place(), code);
        Times after = engine.times();
        long cpu = after.cpuNanos() - before.cpuNanos();
        long user = Math.min(cpu, after.userNanos() - before.userNanos());
        invocation.print("CPU times: user " + Timing.duration(user) + ", sys " + Timing.duration(cpu - user)
                + ", total " + Timing.duration(cpu) + "\nWall time: " + Timing.duration(after.nanos() - before.nanos())
                + "\n");
        return new Result.ValueOfCode(value);
    }

    private static Result timeit(Invocation invocation) {
        String rest = invocation.raw();
        int loops = 0;
        int runs = 7;
        while (rest.startsWith("-n") || rest.startsWith("-r")) {
            String[] option = CellParser.split(rest.substring(2).stripLeading());
            int number = number(rest.substring(0, 2), option[0]);
            loops = rest.startsWith("-n") ? number : loops;
            runs = rest.startsWith("-r") ? number : runs;
            rest = option[1];
        }
        String code = (invocation.isCell() ? rest + "\n" + invocation.body() : rest).strip();
        if (code.isEmpty()) {
            throw new MagicException("there is no code to time");
        }
        String expression = code.endsWith(";") ? code.substring(0, code.length() - 1) : code;
        boolean hasValue = invocation
                .interpreter()
                .engine()
                .typeOf(expression)
                .filter(type -> !type.equals("void"))
                .isPresent();
        String body =
                hasValue ? "return " + expression + ";" : code + (code.endsWith("}") ? "" : ";") + " return null;";
        invocation.run(
                invocation.place(),
                "System.out.println(dev.reprise.notebook.Timing.timeit(() -> { " + body + " }, " + loops + ", " + runs
                        + "));");
        return Result.NOTHING;
    }

    private static int number(String option, String text) {
        if (!text.matches("[1-9]\\d{0,8}")) {
            throw new MagicException(option + " needs a number from 1 on, not '" + text + "'");
        }
        return Integer.parseInt(text);
    }
}
