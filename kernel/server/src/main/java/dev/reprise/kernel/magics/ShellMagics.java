package dev.reprise.kernel.magics;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Magics that hand their text to another program. */
final class ShellMagics {
    private ShellMagics() {}

    static List<Magic> all() {
        return List.of(
                program(List.of("bash"), "bash", "-c"),
                program(List.of("sh", "shell", "system"), "sh", "-c"),
                program(List.of("python", "python3"), "python3", "-c"));
    }

    private static Magic program(List<String> names, String... command) {
        return Magic.both(
                names,
                "COMMANDS",
                "Runs commands with " + command[0] + ", in the notebook's folder.",
                invocation -> run(invocation, command));
    }

    private static Result run(Invocation invocation, String... command) throws Exception {
        if (invocation.text().isBlank()) {
            throw new MagicException("there is nothing to run");
        }
        var words = new ArrayList<>(List.of(command));
        words.add(invocation.text());
        var builder = new ProcessBuilder(words);
        StateMagics.environment(invocation).forEach(builder.environment()::put);
        Process process;
        try {
            process = builder.start();
        } catch (IOException e) {
            throw new MagicException("'" + command[0] + "' cannot be started: " + e.getMessage(), e);
        }
        process.getOutputStream().close();
        Thread out = copy(process.getInputStream(), invocation::print);
        Thread err = copy(process.getErrorStream(), invocation::warn);
        try {
            int code = invocation.await(process::waitFor, () -> {});
            out.join();
            err.join();
            if (code != 0) {
                throw new MagicException(command[0] + " ended with exit code " + code);
            }
        } finally {
            process.descendants().forEach(ProcessHandle::destroy);
            process.destroy();
        }
        return Result.NOTHING;
    }

    private static Thread copy(InputStream from, Consumer<String> to) {
        var thread = new Thread(
                () -> {
                    try (var reader = new InputStreamReader(from, StandardCharsets.UTF_8)) {
                        var text = new char[1 << 13];
                        for (int count = reader.read(text); count >= 0; count = reader.read(text)) {
                            to.accept(new String(text, 0, count));
                        }
                    } catch (IOException e) {
                        // The process was ended.
                    }
                },
                "shell-output");
        thread.setDaemon(true);
        thread.start();
        return thread;
    }
}
