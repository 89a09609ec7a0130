package dev.reprise.data;

import dev.reprise.fingerprint.Fingerprint;
import dev.reprise.notebook.Displayable;
import dev.reprise.notebook.MimeBundle;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.zip.GZIPInputStream;

/**
 * Small pictures with classes, one byte for each pixel and colour, as published; {@link #dataset} makes numbers of them.
 *
 * <pre>{@code
 * Dataset thousandDigits(String folder) {
 *     Images train = PublishedImages.MNIST.train(Source.folder(folder));       // 60,000 pictures of 28 x 28
 *     return train.first(1000).dataset();                                      // 784 inputs from 0 to 1
 * }
 * }</pre>
 *
 * <p>Immutable: arrays are copied in and out.
 */
public final class Images implements Displayable {
    private final String name;
    private final int width;
    private final int height;
    private final int channels;
    private final byte[] pixels;
    private final byte[] labels;
    private final List<String> classes;

    Images(String name, int width, int height, int channels, byte[] pixels, byte[] labels, List<String> classes) {
        this.name = name;
        this.width = width;
        this.height = height;
        this.channels = channels;
        this.pixels = pixels;
        this.labels = labels;
        this.classes = List.copyOf(classes);
    }

    /**
     * Reads a pair of files in the IDX format of MNIST: pictures of one colour, and their labels. Files that end in
     * {@code .gz} are unpacked. Their SHA-256 is not known here, so compare {@link #fingerprint} with what you expect.
     *
     * @param name what the pictures are called
     * @param images the file of the pictures, three-dimensional, unsigned bytes
     * @param labels the file of the labels, one-dimensional, unsigned bytes
     * @param classes the names of the classes
     * @return the pictures
     * @throws DataException if a file is missing or damaged, or the two do not fit together
     */
    public static Images readIdx(String name, Path images, Path labels, List<String> classes) {
        return read(images, labels, (imageStream, labelStream) -> Idx.read(name, imageStream, labelStream, classes));
    }

    @FunctionalInterface
    private interface Reader {
        Images read(InputStream images, InputStream labels) throws IOException;
    }

    private static Images read(Path images, Path labels, Reader reader) {
        try (var imageStream = open(images);
                var labelStream = open(labels)) {
            return reader.read(imageStream, labelStream);
        } catch (NoSuchFileException e) {
            throw new DataException(e.getFile() + " is not there", e);
        } catch (IOException e) {
            throw new DataException(images + " and " + labels + " cannot be read: " + e.getMessage(), e);
        }
    }

    private static InputStream open(Path file) throws IOException {
        InputStream stream = new BufferedInputStream(Files.newInputStream(file), 1 << 16);
        return file.toString().endsWith(".gz") ? new GZIPInputStream(stream, 1 << 16) : stream;
    }

    /**
     * What the pictures are called.
     *
     * @return the name
     */
    public String name() {
        return name;
    }

    /**
     * How many pictures there are.
     *
     * @return at least 1
     */
    public int size() {
        return labels.length;
    }

    /**
     * Width of a picture.
     *
     * @return in pixels
     */
    public int width() {
        return width;
    }

    /**
     * Height of a picture.
     *
     * @return in pixels
     */
    public int height() {
        return height;
    }

    /**
     * Numbers for each pixel.
     *
     * @return 1 for grey, 3 for red, green and blue
     */
    public int channels() {
        return channels;
    }

    /**
     * The names of the classes.
     *
     * @return in the order of the labels
     */
    public List<String> classes() {
        return classes;
    }

    /**
     * The class of each picture.
     *
     * @return numbers from 0
     */
    public int[] labels() {
        return IntStream.range(0, labels.length).map(i -> labels[i]).toArray();
    }

    /**
     * The class of each picture as a list, as {@code Split.stratified} wants it.
     *
     * @return numbers from 0
     */
    public List<Integer> labelList() {
        return Arrays.stream(labels()).boxed().toList();
    }

    /**
     * The numbers of one picture.
     *
     * @param index which, from 0
     * @return from 0 to 255: rows from the top, pixels from the left; with colours first all of red, then green, then blue
     * @throws IndexOutOfBoundsException if there is no such picture
     */
    public int[] pixels(int index) {
        int start = checked(index) * length();
        return IntStream.range(start, start + length())
                .map(i -> pixels[i] & 0xff)
                .toArray();
    }

    private int length() {
        return width * height * channels;
    }

    private int checked(int index) {
        if (index < 0 || index >= size()) {
            throw new IndexOutOfBoundsException("'" + name + "' has pictures 0 to " + (size() - 1) + ", not " + index);
        }
        return index;
    }

    /**
     * The first pictures.
     *
     * @param count how many, from 1 to {@link #size}
     * @return new images
     * @throws IllegalArgumentException if there are not as many
     */
    public Images first(int count) {
        if (count < 1 || count > size()) {
            throw new IllegalArgumentException(
                    String.format(Locale.ROOT, "'%s' has %d pictures, not %d", name, size(), count));
        }
        return select(IntStream.range(0, count).toArray());
    }

    /**
     * Some pictures, in the order given.
     *
     * @param indices numbers of pictures, from 0
     * @return new images
     * @throws IllegalArgumentException if none is given
     * @throws IndexOutOfBoundsException if there is no such picture
     */
    public Images select(int[] indices) {
        if (indices.length == 0) {
            throw new IllegalArgumentException("no pictures were selected from '" + name + "'");
        }
        byte[] somePixels = new byte[Math.multiplyExact(indices.length, length())];
        byte[] someLabels = new byte[indices.length];
        for (int i = 0; i < indices.length; i++) {
            System.arraycopy(pixels, checked(indices[i]) * length(), somePixels, i * length(), length());
            someLabels[i] = labels[indices[i]];
        }
        return new Images(name, width, height, channels, somePixels, someLabels, classes);
    }

    /**
     * The pictures as rows of numbers: each byte divided by 255. Eight times as large as the pictures, so select first.
     *
     * @return as many inputs as a picture has numbers, from 0 to 1
     */
    public Dataset dataset() {
        double[] inputs = new double[pixels.length];
        for (int i = 0; i < pixels.length; i++) {
            inputs[i] = (pixels[i] & 0xff) / 255.0;
        }
        return Dataset.labelled(name, Dataset.numbered(length()), inputs, labels(), classes);
    }

    /**
     * A SHA-256 of the pictures: one changed bit, another label or another order gives another.
     *
     * @return the fingerprint of pixels, labels, and names of classes
     */
    public Fingerprint fingerprint() {
        return Fingerprint.ofParts(Map.of(
                "pixels", Fingerprint.of(pixels),
                "shape", Fingerprint.of(new int[] {channels, height, width}),
                "labels", Fingerprint.of(labels),
                "classes", Fingerprint.of(classes.toArray(String[]::new))));
    }

    /** The first pictures side by side, and what {@link #toString} says. */
    @Override
    public MimeBundle toMimeBundle() {
        return MimeBundle.text(toString()).with(MimeBundle.PNG, Contact.png(this));
    }

    /** For example {@code MNIST, train: 60000 pictures of 28 x 28 pixels, 10 classes}. */
    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "%s: %d pictures of %d x %d pixels%s, %d classes",
                name,
                size(),
                width,
                height,
                channels == 1 ? "" : " in colour",
                classes.size());
    }
}
