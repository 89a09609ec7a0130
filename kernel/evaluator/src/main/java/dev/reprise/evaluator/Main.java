package dev.reprise.evaluator;

import dev.reprise.evaluator.Frame.AddToClassPath;
import dev.reprise.evaluator.Frame.Answer;
import dev.reprise.evaluator.Frame.CloseBlocker;
import dev.reprise.evaluator.Frame.Define;
import dev.reprise.evaluator.Frame.EndLane;
import dev.reprise.evaluator.Frame.Input;
import dev.reprise.evaluator.Frame.Interrupt;
import dev.reprise.evaluator.Frame.Job;
import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;

/** The evaluator process: {@code Main SOCKET}, where the kernel listens at the Unix-domain socket of that path. */
public final class Main {
    /** The exit code of an evaluator whose kernel is gone. */
    public static final int LINK_LOST = 97;

    /** System property that names the folder of the kernel's own renderers. */
    public static final String RENDERERS = "reprise.renderers";

    private static Main running;

    private final Link link;
    private final Outbox outbox;
    private final StandardStreams streams;
    private final CellClassLoader loader = new CellClassLoader(Main.class.getClassLoader());
    private final Renderers renderers = new Renderers(loader, kernelRenderers());
    private final Map<Integer, CellThread> lanes = new HashMap<>();

    private Main(Link link) {
        this.link = link;
        this.outbox = new Outbox(link);
        this.streams = new StandardStreams(outbox);
    }

    /** Starts the process. */
    public static void main(String[] args) throws IOException {
        // Whether a signal stops the cell is the kernel's decision.
        InterruptSignal.handle(() -> {});
        running = new Main(Link.connect(Path.of(args[0])));
        running.run();
    }

    static Main running() {
        if (running == null) {
            throw new IllegalStateException("This JVM is not an evaluator");
        }
        return running;
    }

    Renderers renderers() {
        return renderers;
    }

    Outbox outbox() {
        return outbox;
    }

    StandardStreams streams() {
        return streams;
    }

    private void run() {
        streams.install();
        // What a cell printed before it called System.exit is still shown.
        Runtime.getRuntime().addShutdownHook(new Thread(outbox::drain, "reprise-drain"));
        lane(0);
        Thread.currentThread().setName("reprise-inbox");
        try {
            while (true) {
                handle(link.receive());
            }
        } catch (IOException | RuntimeException | Error e) {
            halt();
        }
    }

    /** Without the kernel, or a thread that listens or speaks to it, whoever waits for this process would wait for ever. */
    static void halt() {
        Runtime.getRuntime().halt(LINK_LOST);
    }

    private void handle(Frame frame) {
        if (frame instanceof Job job) {
            lane(job.lane()).run(job);
        } else if (frame instanceof Define define) {
            define.classes().forEach(type -> loader.define(type.name(), type.bytes()));
        } else if (frame instanceof Interrupt interrupt) {
            lanes.values().forEach(lane -> lane.interrupt(interrupt));
        } else if (frame instanceof CloseBlocker close) {
            CellThread.closeBlocker(close.lane());
        } else if (frame instanceof EndLane end) {
            endLane(end.lane());
        } else if (frame instanceof Answer answer) {
            lane(answer.lane()).answer(answer);
        } else if (frame instanceof Input input) {
            streams.answer(input.line());
        } else if (frame instanceof AddToClassPath add) {
            addToClassPath(add.path());
        }
    }

    private CellThread lane(int number) {
        return lanes.computeIfAbsent(number, lane -> {
            var thread = new CellThread(lane, loader, renderers, outbox);
            thread.start();
            return thread;
        });
    }

    private void endLane(int number) {
        CellThread lane = lanes.remove(number);
        if (lane != null) {
            lane.end();
        }
    }

    private void addToClassPath(String path) {
        try {
            loader.addPath(path);
            renderers.refresh();
        } catch (MalformedURLException e) {
            throw new IllegalArgumentException(e);
        }
    }

    private static URL[] kernelRenderers() {
        String folder = System.getProperty(RENDERERS, "");
        if (folder.isEmpty()) {
            return new URL[0];
        }
        try (Stream<Path> jars = Files.list(Path.of(folder))) {
            return jars.filter(jar -> jar.toString().endsWith(".jar"))
                    .sorted()
                    .map(Main::url)
                    .toArray(URL[]::new);
        } catch (IOException e) {
            return new URL[0];
        }
    }

    private static URL url(Path path) {
        try {
            return path.toUri().toURL();
        } catch (MalformedURLException e) {
            throw new IllegalArgumentException(e);
        }
    }
}
