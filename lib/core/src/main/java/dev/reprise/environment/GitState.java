package dev.reprise.environment;

import dev.reprise.fingerprint.Fingerprint;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** The commit that a folder belongs to and what was changed since, as {@code git} says. */
final class GitState {
    private static final long SECONDS = 2;
    private static final int SHOWN = 5;

    private final CompletableFuture<List<String[]>> facts;

    private GitState(CompletableFuture<List<String[]>> facts) {
        this.facts = facts;
    }

    /** Begins to ask git about a folder. */
    static GitState ask(Path folder) {
        var facts = new CompletableFuture<List<String[]>>();
        var thread = new Thread(
                () -> {
                    try {
                        facts.complete(state(folder));
                    } catch (IOException e) {
                        facts.complete(List.of(new String[] {"commit", "unknown: " + reason(e)}, changes("unknown")));
                    } catch (InterruptedException | RuntimeException e) {
                        facts.completeExceptionally(e);
                    }
                },
                "git status");
        thread.setDaemon(true);
        thread.start();
        return new GitState(facts);
    }

    void addTo(Capture capture) {
        try {
            facts.get(SECONDS, TimeUnit.SECONDS).forEach(fact -> capture.add("code", fact[0], fact[1]));
        } catch (TimeoutException e) {
            capture.add("code", "commit", "unknown: git took longer than " + SECONDS + " s");
        } catch (ExecutionException e) {
            capture.add("code", "commit", "unknown: " + e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            capture.add("code", "commit", "unknown: interrupted");
        }
    }

    private static List<String[]> state(Path folder) throws IOException, InterruptedException {
        var facts = new ArrayList<String[]>();
        var changed = new ArrayList<String>();
        var status = new String(git(folder, "status", "--porcelain=v2", "--branch", "-z"), StandardCharsets.UTF_8);
        boolean oldName = false;
        for (String line : status.split("\0")) {
            if (line.startsWith("# branch.oid ")) {
                facts.add(new String[] {"commit", line.substring(13)});
            } else if (line.startsWith("# branch.head ")) {
                facts.add(new String[] {"branch", line.substring(14)});
            } else if (oldName) {
                oldName = false;
            } else if (line.startsWith("? ")) {
                changed.add(line.substring(2));
            } else if (line.matches("[12u] .*")) {
                // Fields before the name: 8, 9 for a rename (whose old name follows), 10 for a conflict.
                int fields = line.startsWith("1") ? 9 : line.startsWith("2") ? 10 : 11;
                changed.add(line.split(" ", fields)[fields - 1]);
                oldName = line.startsWith("2");
            }
        }
        facts.add(changes(changed.isEmpty() ? "none" : describe(folder, changed)));
        return facts;
    }

    private static String describe(Path folder, List<String> changed) throws IOException, InterruptedException {
        String text = changed.size()
                + (changed.size() == 1 ? " file (" : " files (")
                + String.join(", ", changed.subList(0, Math.min(SHOWN, changed.size())))
                + (changed.size() > SHOWN ? ", …)" : ")");
        try {
            return text + ", diff "
                    + Fingerprint.of(git(folder, "diff", "HEAD", "--binary")).brief();
        } catch (IOException e) {
            // There is no commit yet.
            return text;
        }
    }

    private static String[] changes(String value) {
        return new String[] {"changes since", value};
    }

    private static byte[] git(Path folder, String... arguments) throws IOException, InterruptedException {
        var command = new ArrayList<>(List.of("git", "-C", folder.toString()));
        command.addAll(List.of(arguments));
        var builder = new ProcessBuilder(command);
        builder.environment().put("GIT_OPTIONAL_LOCKS", "0");
        builder.environment().put("LC_ALL", "C");
        var process = builder.start();
        try {
            process.getOutputStream().close();
            byte[] output = process.getInputStream().readAllBytes();
            var error = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
            if (process.waitFor() != 0) {
                throw new IOException(error.lines().findFirst().orElse("git failed"));
            }
            return output;
        } finally {
            process.destroy();
        }
    }

    private static String reason(IOException e) {
        String message = String.valueOf(e.getMessage());
        if (message.contains("not a git repository")) {
            return "not in a git repository";
        }
        return message.contains("Cannot run program") ? "git is not installed" : message;
    }
}
