package dev.reprise.experiment;

import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.zip.CRC32C;

/**
 * An append-only file of trials: JSON lines in UTF-8, the first of which describes the experiment. Every line ends with the
 * CRC-32C of what stands before it. A line counts from the moment at which its newline is on the disk; what follows the
 * last newline was torn by a crash and is cut off. Anything else that does not fit is an error, never skipped.
 */
final class TrialFile implements Closeable {
    private static final String CHECKSUM = ",\"crc32c\":\"";

    // Not a channel: an interrupt would close it in the middle of a write.
    private final RandomAccessFile file;
    private final List<TrialRecord> trials;

    private TrialFile(RandomAccessFile file, List<TrialRecord> trials) {
        this.file = file;
        this.trials = trials;
    }

    /** Opens a file for this process alone; makes it if it is not there, and cuts off a torn last line. */
    static TrialFile open(Path path, Map<String, Object> header) {
        RandomAccessFile file = null;
        try {
            Files.createDirectories(path.toAbsolutePath().getParent());
            file = new RandomAccessFile(path.toFile(), "rw");
            var opened = open(path, file, header);
            file = null;
            return opened;
        } catch (IOException e) {
            throw new ExperimentException("the file of trials " + path + " cannot be written: " + e, e);
        } finally {
            close(file);
        }
    }

    private static TrialFile open(Path path, RandomAccessFile file, Map<String, Object> header) throws IOException {
        if (!lock(file)) {
            throw new ExperimentException("the experiment is running elsewhere: another run is writing to " + path
                    + "; wait for it or stop it");
        }
        byte[] bytes = new byte[Math.toIntExact(file.length())];
        file.readFully(bytes);
        int whole = wholeLines(bytes);
        var content = parse(path, Arrays.copyOf(bytes, whole));
        if (whole > 0 && !content.header.get("digest").equals(header.get("digest"))) {
            throw new ExperimentException(path + " holds the trials of another experiment: " + content.header);
        }
        file.setLength(whole);
        file.seek(whole);
        var opened = new TrialFile(file, content.trials);
        if (whole == 0) {
            opened.append(header);
            sync(path.toAbsolutePath().getParent());
        }
        return opened;
    }

    /** The lock is given back when the file is closed, also by a kill. */
    private static boolean lock(RandomAccessFile file) throws IOException {
        try {
            return file.getChannel().tryLock() != null;
        } catch (OverlappingFileLockException e) {
            return false;
        }
    }

    /** The trials of a file that may be written to at this moment. */
    static Content read(Path path) {
        try {
            byte[] bytes = Files.readAllBytes(path);
            var content = parse(path, Arrays.copyOf(bytes, wholeLines(bytes)));
            if (content.header.isEmpty()) {
                throw new ExperimentException(path + " holds no experiment");
            }
            return content;
        } catch (IOException e) {
            throw new ExperimentException("the file of trials " + path + " cannot be read: " + e, e);
        }
    }

    /** What stands in a file: the experiment, and its trials in the order in which they ended. */
    record Content(Map<String, Object> header, List<TrialRecord> trials) {}

    /** The trials that were in the file when it was opened. */
    List<TrialRecord> trials() {
        return trials;
    }

    /** Appends a trial; when this returns it is on the disk. */
    void append(TrialRecord trial) {
        try {
            append(TrialJson.encode(trial));
        } catch (IOException e) {
            throw new ExperimentException("a trial could not be written down: " + e, e);
        }
    }

    private void append(Map<String, Object> json) throws IOException {
        file.write(line(json));
        file.getFD().sync();
    }

    @Override
    public void close() {
        close(file);
    }

    private static void close(RandomAccessFile file) {
        try {
            if (file != null) {
                file.close();
            }
        } catch (IOException e) {
            throw new ExperimentException("the file of trials could not be closed: " + e, e);
        }
    }

    /** Makes the name of a new file as durable as its content; not every file system has such a thing. */
    private static void sync(Path folder) {
        try (var channel = FileChannel.open(folder)) {
            channel.force(true);
        } catch (IOException e) {
            // Windows does not open folders.
        }
    }

    private static byte[] line(Map<String, Object> json) {
        String text = TrialJson.write(json);
        byte[] body = text.substring(0, text.length() - 1).getBytes(StandardCharsets.UTF_8);
        var line = new ByteArrayOutputStream();
        line.writeBytes(body);
        line.writeBytes((CHECKSUM + checksum(body) + "\"}\n").getBytes(StandardCharsets.UTF_8));
        return line.toByteArray();
    }

    private static String checksum(byte[] bytes) {
        var crc = new CRC32C();
        crc.update(bytes);
        return String.format(Locale.ROOT, "%08x", crc.getValue());
    }

    private static int wholeLines(byte[] bytes) {
        int end = bytes.length;
        while (end > 0 && bytes[end - 1] != '\n') {
            end--;
        }
        return end;
    }

    private static Content parse(Path path, byte[] bytes) {
        Map<String, Object> header = new LinkedHashMap<>();
        var trials = new ArrayList<TrialRecord>();
        int number = 0;
        for (int start = 0, end; start < bytes.length; start = end + 1) {
            for (end = start; bytes[end] != '\n'; end++) {}
            number++;
            try {
                var json = parse(Arrays.copyOfRange(bytes, start, end));
                if (number == 1) {
                    header = json;
                    if (!Experiment.FORMAT.equals(json.get("format"))) {
                        throw new IllegalArgumentException("not a file of trials of format " + Experiment.FORMAT);
                    }
                } else {
                    trials.add(TrialJson.trial(json));
                }
            } catch (IOException | RuntimeException e) {
                throw new ExperimentException(
                        String.format(
                                Locale.ROOT,
                                "%s, line %d is damaged: %s. Restore the file from a copy, or delete that line to run its"
                                        + " trial again",
                                path,
                                number,
                                e.getMessage()),
                        e);
            }
        }
        return new Content(header, trials);
    }

    private static Map<String, Object> parse(byte[] line) throws IOException {
        var text = new String(line, StandardCharsets.UTF_8);
        int end = text.lastIndexOf(CHECKSUM);
        if (end < 0) {
            throw new IllegalArgumentException("it has no checksum");
        }
        String expected = checksum(text.substring(0, end).getBytes(StandardCharsets.UTF_8));
        if (!text.substring(end).equals(CHECKSUM + expected + "\"}")) {
            throw new IllegalArgumentException("its checksum is not " + expected);
        }
        return TrialJson.read(text);
    }
}
