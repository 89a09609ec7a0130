package dev.reprise.experiment;

import dev.reprise.experiment.Origin.Stopwatch;
import dev.reprise.storage.Json;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Collections;
import java.util.List;
import java.util.Map;

/** The process that runs one trial: reads which from a file, writes the result to another, and ends. */
final class TrialMain {
    static final String REQUEST = "request.json";
    static final String RESULT = "result.json";

    private TrialMain() {}

    /**
     * Runs the trial.
     *
     * @param arguments the folder of both files
     */
    public static void main(String[] arguments) throws Exception {
        // A trial whose experiment was killed would go on for nobody.
        ProcessHandle.current()
                .parent()
                .ifPresent(parent ->
                        parent.onExit().thenRun(() -> Runtime.getRuntime().halt(1)));
        Path folder = Path.of(arguments[0]);
        var request = Json.read(Files.readString(folder.resolve(REQUEST)));
        var stopwatch = new Stopwatch();
        var assignment = assignment(request, null);
        TrialRecord trial;
        try {
            trial = assignment(request, instance((String) request.get("class"))).run();
        } catch (Throwable e) {
            trial = assignment.failed(e, stopwatch);
        }
        Path unfinished = folder.resolve("result.tmp");
        Files.writeString(unfinished, Json.write(TrialJson.encode(trial)));
        Files.move(unfinished, folder.resolve(RESULT), StandardCopyOption.ATOMIC_MOVE);
        System.exit(0);
    }

    @SuppressWarnings("unchecked")
    private static Assignment assignment(Map<String, Object> request, Trial trial) {
        var design = new Design(List.of(Settings.NONE), (List<String>) request.get("varied"), Collections.emptyMap());
        return new Assignment(trial, design, TrialJson.task(request), TrialJson.number(request, "master"));
    }

    private static Trial instance(String className) throws ReflectiveOperationException {
        var constructor = Class.forName(className).getDeclaredConstructor();
        constructor.setAccessible(true);
        return (Trial) constructor.newInstance();
    }
}
