package dev.reprise.data;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Locale;

/**
 * The IDX format: two zero bytes, a byte for the type (8 for unsigned bytes), a byte for the number of dimensions, the
 * dimensions as big-endian 32-bit numbers, then the elements, the last dimension running fastest.
 *
 * @see <a href="http://yann.lecun.com/exdb/mnist/">LeCun, Cortes and Burges: the MNIST database, file formats</a>
 */
final class Idx {
    private static final int UNSIGNED_BYTE = 8;

    private Idx() {}

    static Images read(String name, InputStream images, InputStream labels, List<String> classes) throws IOException {
        var imageData = new DataInputStream(images);
        int[] shape = shape(imageData, 3, "pictures");
        byte[] pixels = elements(imageData, shape, "pictures");
        var labelData = new DataInputStream(labels);
        int[] count = shape(labelData, 1, "labels");
        byte[] classOf = elements(labelData, count, "labels");
        if (count[0] != shape[0]) {
            throw new IOException("there are " + shape[0] + " pictures, but " + count[0] + " labels");
        }
        checkLabels(classOf, classes);
        return new Images(name, shape[2], shape[1], 1, pixels, classOf, classes);
    }

    static void checkLabels(byte[] labels, List<String> classes) throws IOException {
        for (int i = 0; i < labels.length; i++) {
            if ((labels[i] & 0xff) >= classes.size()) {
                throw new IOException(String.format(
                        Locale.ROOT,
                        "picture %d has label %d, but there are %d classes",
                        i,
                        labels[i] & 0xff,
                        classes.size()));
            }
        }
    }

    private static int[] shape(DataInputStream data, int dimensions, String what) throws IOException {
        int magic = read(data, what);
        int expected = UNSIGNED_BYTE << 8 | dimensions;
        if (magic != expected) {
            throw new IOException(String.format(
                    Locale.ROOT,
                    "the file of the %s begins with %08x, not %08x: it is no IDX file of %d-dimensional unsigned bytes",
                    what,
                    magic,
                    expected,
                    dimensions));
        }
        int[] shape = new int[dimensions];
        for (int i = 0; i < dimensions; i++) {
            shape[i] = read(data, what);
            if (shape[i] < 1) {
                throw new IOException("the file of the " + what + " has " + shape[i] + " as a dimension");
            }
        }
        return shape;
    }

    private static int read(DataInputStream data, String what) throws IOException {
        byte[] four = data.readNBytes(Integer.BYTES);
        if (four.length < Integer.BYTES) {
            throw new IOException("the file of the " + what + " ends in its header");
        }
        return ByteBuffer.wrap(four).getInt();
    }

    private static byte[] elements(DataInputStream data, int[] shape, String what) throws IOException {
        long size = 1;
        for (int dimension : shape) {
            size *= dimension;
        }
        if (size > Integer.MAX_VALUE - 8) {
            throw new IOException("the file of the " + what + " is too large: " + size + " bytes");
        }
        // Not allocated at once, because the header of a damaged file may promise anything.
        byte[] elements = data.readNBytes((int) size);
        if (elements.length < size) {
            throw new IOException("the file of the " + what + " ends after " + elements.length + " of " + size
                    + " bytes: it is not complete");
        }
        if (data.read() >= 0) {
            throw new IOException("the file of the " + what + " goes on after the " + size + " bytes that it promises");
        }
        return elements;
    }
}
