package dev.reprise.kernel.engine;

import dev.reprise.evaluator.Main;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The command that starts an evaluator. */
record EvaluatorCommand(Settings settings) {

    /**
     * Classes as the JVM wants them, in a file that {@code rehearse.py} makes: beside the evaluator's jars, or in the folder
     * that this property names.
     */
    private static final String ARCHIVE = "evaluator.jsa";

    private static final String ARCHIVES = "reprise.archives";

    /** The JDK from which on some of what was logged of archives has another name. */
    private static final int AOT_LOGGED = 25;

    /** Where a JVM of this process id writes why it crashed. */
    static Path crashReport(String pid) {
        return Path.of(System.getProperty("java.io.tmpdir"), "reprise-crash-" + pid + ".log");
    }

    List<String> arguments(ThreadStopper stopper, Path socket) {
        List<String> user = settings.jvmOptions();
        var command = new ArrayList<String>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        if (user.stream().noneMatch(option -> option.matches("-XX:\\+Use\\w+GC"))) {
            command.add("-XX:+UseSerialGC");
        }
        // Without safepoints in counted loops, the serial collector's JIT makes loops that nothing can stop.
        command.add("-XX:+UseCountedLoopSafepoints");
        command.add("-XX:LoopStripMiningIter=1000");
        command.add("-XX:-UsePerfData");
        command.add("-Xshare:auto");
        boolean recordsArchive = user.stream().anyMatch(option -> option.startsWith("-XX:ArchiveClassesAtExit="));
        Path beside = settings.evaluatorPath().get(0).toAbsolutePath().getParent();
        Path archive = Path.of(System.getProperty(ARCHIVES, beside.toString())).resolve(ARCHIVE);
        // Without the file, this option would also keep the JVM from the JDK's own archive.
        if (!recordsArchive && Files.exists(archive)) {
            command.add("-XX:SharedArchiveFile=" + archive);
        }
        // The JVM's own warnings would otherwise go to standard output.
        command.add("-Xlog:disable");
        command.add("-Xlog:all=error:stderr");
        // But not that an archive is of another JDK, or cannot serve with the user's options: then it starts without.
        command.add(
                Runtime.version().feature() < AOT_LOGGED ? "-Xlog:cds*=off:stderr" : "-Xlog:cds*=off,aot*=off:stderr");
        // A crash in native code leaves its report there rather than beside the notebook.
        command.add("-XX:ErrorFile=" + crashReport("%p"));
        command.add("-XX:-CreateCoredumpOnCrash");
        command.add("-Djava.awt.headless=true");
        command.add("-D" + Main.RENDERERS + "=" + settings.renderers());
        command.add("--enable-native-access=ALL-UNNAMED");
        if (Runtime.version().feature() >= 24) {
            command.add("--sun-misc-unsafe-memory-access=allow");
        }
        // A JVM with an agent refuses to write an archive; to use one is nothing to it.
        if (!recordsArchive && user.stream().noneMatch(option -> option.matches("-(agentlib:|Xrun)jdwp\\b.*"))) {
            command.add(stopper.option());
        }
        command.addAll(user);
        command.add("-cp");
        command.add(ClassPath.join(settings.evaluatorPath()));
        command.add(Main.class.getName());
        command.add(socket.toString());
        return command;
    }
}
