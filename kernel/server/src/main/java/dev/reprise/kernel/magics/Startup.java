package dev.reprise.kernel.magics;

import dev.reprise.kernel.engine.CellResult;
import dev.reprise.kernel.engine.ClassPath;
import dev.reprise.kernel.engine.ErrorReport;
import dev.reprise.kernel.engine.Settings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * What runs before a notebook's first cell: the scripts of {@code REPRISE_STARTUP_SCRIPTS_PATH}, a list of globs, and the
 * code of {@code REPRISE_STARTUP_SCRIPT}; or what JJava's and IJava's variables of these names say.
 */
final class Startup {
    private final String scripts;
    private final String code;
    private boolean due;

    Startup(Map<String, String> environment) {
        this.scripts = Settings.variable(environment, "STARTUP_SCRIPTS_PATH");
        this.code = Settings.variable(environment, "STARTUP_SCRIPT");
        this.due = !(scripts.isBlank() && code.isBlank());
    }

    /** Runs everything, the first time. */
    synchronized CellResult run(Interpreter interpreter, long cell) {
        CellResult result = new CellResult.Success(null);
        if (!due) {
            return result;
        }
        due = false;
        for (Path script : ClassPath.expand(scripts)) {
            if (!(result instanceof CellResult.Failure) && Files.isRegularFile(script)) {
                result = runScript(interpreter, cell, script);
            }
        }
        return result instanceof CellResult.Failure || code.isBlank()
                ? result
                : interpreter.run(cell, "STARTUP_SCRIPT", code);
    }

    private static CellResult runScript(Interpreter interpreter, long cell, Path script) {
        try {
            return interpreter.run(cell, script.getFileName().toString(), Files.readString(script));
        } catch (IOException e) {
            String message = "the start-up script " + script + " cannot be read: " + e.getMessage();
            return new CellResult.Failure(new ErrorReport("StartupException", message, List.of(message)));
        }
    }
}
