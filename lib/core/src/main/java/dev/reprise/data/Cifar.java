package dev.reprise.data;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.GZIPInputStream;

/**
 * The binary version of CIFAR-10, a tar archive: for each picture one byte for the label and 3072 for the pixels, first red,
 * then green, then blue, 32 rows of 32 each.
 *
 * @see <a href="https://www.cs.toronto.edu/~kriz/cifar.html">Krizhevsky: the CIFAR-10 dataset</a>
 */
final class Cifar {
    private static final int SIDE = 32;
    private static final int CHANNELS = 3;
    private static final int PICTURE = SIDE * SIDE * CHANNELS;
    private static final int TAR_BLOCK = 512;

    private Cifar() {}

    /** Reads some members of the archive, in the order of their names here. */
    static Images read(String name, InputStream archive, List<String> members, List<String> classes)
            throws IOException {
        var found = members(archive, members);
        int count = 0;
        for (String member : members) {
            byte[] content = found.get(member);
            if (content == null) {
                throw new IOException("the archive has no " + member);
            }
            if (content.length == 0 || content.length % (1 + PICTURE) != 0) {
                throw new IOException(
                        member + " has " + content.length + " bytes, which are no pictures of 1 + 3072 bytes");
            }
            count += content.length / (1 + PICTURE);
        }
        byte[] pixels = new byte[Math.multiplyExact(count, PICTURE)];
        byte[] labels = new byte[count];
        int next = 0;
        for (String member : members) {
            byte[] content = found.get(member);
            for (int start = 0; start < content.length; start += 1 + PICTURE) {
                labels[next] = content[start];
                System.arraycopy(content, start + 1, pixels, next * PICTURE, PICTURE);
                next++;
            }
        }
        Idx.checkLabels(labels, classes);
        return new Images(name, SIDE, SIDE, CHANNELS, pixels, labels, classes);
    }

    /** The contents of the members wanted. A tar archive is a row of headers of 512 bytes, each followed by a file. */
    private static Map<String, byte[]> members(InputStream archive, List<String> wanted) throws IOException {
        var found = new TreeMap<String, byte[]>();
        var tar = new DataInputStream(new GZIPInputStream(archive, 1 << 16));
        byte[] header = new byte[TAR_BLOCK];
        while (found.size() < wanted.size() && tar.readNBytes(header, 0, TAR_BLOCK) == TAR_BLOCK && header[0] != 0) {
            String path = text(header, 0, 100);
            String file = path.substring(path.lastIndexOf('/') + 1);
            long size = Long.parseLong(text(header, 124, 12).trim(), 8);
            if (wanted.contains(file)) {
                found.put(file, tar.readNBytes(Math.toIntExact(size)));
            } else {
                tar.skipNBytes(size);
            }
            tar.skipNBytes(-size & (TAR_BLOCK - 1));
        }
        return found;
    }

    private static String text(byte[] header, int from, int length) {
        int end = from;
        while (end < from + length && header[end] != 0) {
            end++;
        }
        return new String(header, from, end - from, StandardCharsets.US_ASCII);
    }
}
