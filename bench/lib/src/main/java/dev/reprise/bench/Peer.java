package dev.reprise.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/**
 * A process that is measured: it prints {@code ready} when its libraries are loaded, then answers each line with a line of
 * numbers, the first of which is how many milliseconds its work took.
 */
final class Peer implements AutoCloseable {
    private final List<String> command;
    private final Process process;
    private final BufferedReader answers;
    private final PrintStream requests;
    private final double startMilliseconds;

    /** What the process says beside its answers goes to the log. */
    Peer(List<String> command, Path log) throws IOException {
        this.command = command;
        long launched = System.nanoTime();
        process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.appendTo(log.toFile()))
                .start();
        answers = process.inputReader(StandardCharsets.UTF_8);
        requests = new PrintStream(process.getOutputStream(), true, StandardCharsets.UTF_8);
        if (!"ready".equals(answers.readLine())) {
            throw new IOException(command + " did not start; see " + log);
        }
        startMilliseconds = (System.nanoTime() - launched) / 1e6;
    }

    /** From the launch of the process until its libraries are loaded. */
    double startMilliseconds() {
        return startMilliseconds;
    }

    double[] ask(String request) throws IOException {
        requests.println(request);
        String answer = answers.readLine();
        if (answer == null) {
            throw new IOException(command + " ended");
        }
        return Arrays.stream(answer.split(" ")).mapToDouble(Double::parseDouble).toArray();
    }

    double milliseconds(String request) throws IOException {
        return ask(request)[0];
    }

    @Override
    public void close() {
        process.destroy();
    }
}
