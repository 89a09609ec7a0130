package dev.reprise.kernel;

import dev.reprise.evaluator.InterruptSignal;
import dev.reprise.kernel.engine.Settings;
import dev.reprise.kernel.protocol.ConnectionFile;
import dev.reprise.kernel.protocol.Wire;
import java.io.IOException;
import java.nio.file.Path;

/** The kernel process: {@code Main CONNECTION_FILE}, as a kernelspec starts it. */
public final class Main {
    /** System property that names the folder of the installed kernel. */
    public static final String HOME = "reprise.home";

    private static final int FAILED = 1;
    private static final int USAGE = 2;

    private Main() {}

    /** Starts the kernel and waits for its end. */
    public static void main(String[] args) throws InterruptedException {
        if (args.length != 1 || System.getProperty(HOME) == null) {
            System.err.println("Usage: java -D" + HOME + "=FOLDER ... " + Main.class.getName() + " CONNECTION_FILE\n"
                    + "Jupyter starts this process as the kernelspec says.");
            System.exit(USAGE);
        }
        Thread.setDefaultUncaughtExceptionHandler(Main::die);
        Settings settings = Settings.of(Path.of(System.getProperty(HOME)), System.getenv());
        try (var wire = new Wire(ConnectionFile.read(Path.of(args[0])));
                var kernel = new Kernel(wire, settings, System.getenv())) {
            kernel.start();
            endWithParent(kernel);
            interruptOnSignal(kernel);
            kernel.awaitEnd();
        } catch (IOException e) {
            System.err.println("The Reprise kernel cannot start: " + e.getMessage());
            System.exit(FAILED);
        }
        System.exit(0);
    }

    /**
     * A kernel whose sockets nobody serves any more would hang for ever; one that has ended is restarted by its front end.
     * Threads that can fail alone catch what they throw.
     */
    private static void die(Thread thread, Throwable failure) {
        try {
            System.err.println("The Reprise kernel ends, because its thread '" + thread.getName() + "' failed:");
            failure.printStackTrace();
        } finally {
            Runtime.getRuntime().halt(FAILED);
        }
    }

    /** Jupyter names the process that started the kernel; without it there is nobody to serve. */
    private static void endWithParent(Kernel kernel) {
        String parent = System.getenv("JPY_PARENT_PID");
        if (parent != null && parent.matches("[1-9]\\d{0,17}")) {
            ProcessHandle.of(Long.parseLong(parent))
                    .ifPresentOrElse(process -> process.onExit().thenRun(kernel::stop), kernel::stop);
        }
    }

    /** Ctrl-C in a terminal reaches every process of the group; it means the running cell, not the kernel. */
    private static void interruptOnSignal(Kernel kernel) {
        InterruptSignal.handle(kernel::interrupt);
    }
}
