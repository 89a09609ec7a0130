package dev.reprise.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import dev.reprise.fingerprint.Fingerprint;
import dev.reprise.notebook.MimeBundle;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ImagesTest {
    private static final List<String> FILES = List.of(
            "train-images-idx3-ubyte.gz",
            "train-labels-idx1-ubyte.gz",
            "t10k-images-idx3-ubyte.gz",
            "t10k-labels-idx1-ubyte.gz");

    @TempDir
    private Path folder;

    private final Map<String, byte[]> published = new LinkedHashMap<>();
    private final List<String> requests = new ArrayList<>();
    private HttpServer server;

    @BeforeEach
    void publish() throws IOException {
        published.put(FILES.get(0), gzip(idx(3, new int[] {4, 2, 3}, 24)));
        published.put(FILES.get(1), gzip(idx(1, new int[] {4}, 3)));
        published.put(FILES.get(2), gzip(idx(3, new int[] {2, 2, 3}, 12)));
        published.put(FILES.get(3), gzip(idx(1, new int[] {2}, 2)));
    }

    @AfterEach
    void stop() {
        if (server != null) {
            server.stop(0);
        }
    }

    /** Elements 0, 1, 2 and so on, from {@code modulus} on again from 0, scaled to use all of a byte. */
    private static byte[] idx(int dimensions, int[] shape, int modulus) {
        int size = Arrays.stream(shape).reduce(1, (a, b) -> a * b);
        var bytes = ByteBuffer.allocate(4 + 4 * dimensions + size);
        bytes.putInt(0x0800 | dimensions);
        Arrays.stream(shape).forEach(bytes::putInt);
        for (int i = 0; i < size; i++) {
            bytes.put((byte) (dimensions == 1 ? i % modulus : i * 10));
        }
        return bytes.array();
    }

    private static byte[] gzip(byte[] content) throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(bytes)) {
            gzip.write(content);
        }
        return bytes.toByteArray();
    }

    private String sha256(byte[] content) throws IOException {
        Path file = Files.createTempFile("published", "");
        try {
            return Fingerprint.ofFile(Files.write(file, content)).hex();
        } finally {
            Files.delete(file);
        }
    }

    private PublishedImages collection() throws IOException {
        var digests = new ArrayList<String>();
        for (String file : FILES) {
            digests.add(sha256(published.get(file)));
        }
        return PublishedImages.idx(
                "Tiny", "http://127.0.0.1:9/tiny/", List.of("a", "b", "c"), digests.toArray(String[]::new));
    }

    private Source local() throws IOException {
        for (var file : published.entrySet()) {
            Files.write(folder.resolve(file.getKey()), file.getValue());
        }
        return Source.folder(folder);
    }

    /** Serves what is published; the address ends in a slash. */
    private String serve() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            String name = exchange.getRequestURI().getPath().substring("/mirror/".length());
            requests.add(name);
            byte[] content = published.get(name);
            if (content == null) {
                exchange.sendResponseHeaders(404, -1);
            } else {
                exchange.sendResponseHeaders(200, content.length);
                exchange.getResponseBody().write(content);
            }
            exchange.close();
        });
        server.start();
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/mirror/";
    }

    @Test
    void picturesComeFromAFolder() throws IOException {
        var train = collection().train(local());
        assertThat(train).hasToString("Tiny, train: 4 pictures of 3 x 2 pixels, 3 classes");
        assertThat(train.labels()).containsExactly(0, 1, 2, 0);
        assertThat(train.labelList()).containsExactly(0, 1, 2, 0);
        assertThat(train.pixels(3)).containsExactly(180, 190, 200, 210, 220, 230);
        assertThat(collection().test(local()).size()).isEqualTo(2);
        var data = train.select(new int[] {3, 1}).dataset();
        assertThat(data.inputs()[0][5]).isEqualTo(230 / 255.0);
        assertThat(data.labels()).containsExactly(0, 1);
        assertThat(data.classes()).containsExactly("a", "b", "c");
        assertThat(train.first(2).fingerprint())
                .isNotEqualTo(train.select(new int[] {1, 0}).fingerprint());
        assertThat(train.first(4).fingerprint()).isEqualTo(train.fingerprint());
        assertThatThrownBy(() -> train.first(5))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("'Tiny, train' has 4 pictures, not 5");
        assertThatThrownBy(() -> train.pixels(4)).isInstanceOf(IndexOutOfBoundsException.class);
    }

    @Test
    void aNotebookShowsTheFirstPictures() throws IOException {
        var train = collection().train(local());
        var png = (byte[]) train.toMimeBundle().data().get(MimeBundle.PNG);
        var sheet = ImageIO.read(new ByteArrayInputStream(png));
        assertThat(sheet.getWidth()).isEqualTo(4 * (3 * 2 + 2) + 2);
        assertThat(sheet.getHeight()).isEqualTo(2 * 2 + 2 + 2);
        assertThat(sheet.getRGB(2 + 2 * 2, 2 + 2) & 0xff).isEqualTo(train.pixels(0)[5]);
    }

    @Test
    void aMissingFileIsNamedWithTheWayToIt() throws IOException {
        var source = local();
        Files.delete(folder.resolve(FILES.get(1)));
        assertThatThrownBy(() -> collection().train(source))
                .isInstanceOf(DataException.class)
                .hasMessageContaining(folder.resolve(FILES.get(1)) + " is not there")
                .hasMessageContaining("http://127.0.0.1:9/tiny/" + FILES.get(1))
                .hasMessageContaining("Source.download(\"" + folder + "\")");
    }

    @Test
    void aDamagedFileIsNoticed() throws IOException {
        var source = local();
        var collection = collection();
        byte[] damaged = published.get(FILES.get(0)).clone();
        damaged[damaged.length / 2] ^= 1;
        Files.write(folder.resolve(FILES.get(0)), damaged);
        assertThatThrownBy(() -> collection.train(source))
                .isInstanceOf(DataException.class)
                .hasMessageContaining(FILES.get(0) + " is damaged, or another version: delete it")
                .hasMessageContaining(sha256(damaged))
                .hasMessageContaining(sha256(published.get(FILES.get(0))));
    }

    @Test
    void missingFilesAreFetchedOnce() throws IOException {
        var collection = collection();
        String mirror = serve();
        Path fresh = folder.resolve("made/when/needed");
        for (String address : List.of(mirror, mirror.substring(0, mirror.length() - 1))) {
            var train = collection.train(Source.download(fresh.toString(), address));
            assertThat(train.fingerprint()).isEqualTo(collection.train(local()).fingerprint());
        }
        assertThat(requests).containsExactly(FILES.get(0), FILES.get(1));
        assertThat(fresh.toFile().list()).containsExactlyInAnyOrder(FILES.get(0), FILES.get(1));
    }

    @Test
    void whatCannotBeFetchedLeavesNothingBehind() throws IOException {
        var collection = collection();
        var source = Source.download(folder.toString(), serve());
        byte[] right = published.remove(FILES.get(0));
        assertThatThrownBy(() -> collection.train(source))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("is not there, and could not be fetched from http://127.0.0.1:")
                .hasMessageContaining("404");
        published.put(FILES.get(0), "something else".getBytes(StandardCharsets.UTF_8));
        assertThatThrownBy(() -> collection.train(source))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("is not the file that was published")
                .hasMessageContaining("SHA-256");
        assertThat(folder.toFile().list()).isEmpty();
        published.put(FILES.get(0), right);
        assertThat(collection.train(source).size()).isEqualTo(4);
        // Port 9 discards; nobody listens.
        assertThatThrownBy(() -> collection.test(Source.download(folder.toString())))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("could not be fetched from http://127.0.0.1:9/tiny/" + FILES.get(2))
                .hasMessageContaining("put it there");
        assertThatThrownBy(() -> Source.download("x", "mirror/")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aConnectionThatEndsEarlyLeavesNothingBehind() throws IOException {
        byte[] content = published.get(FILES.get(0));
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            exchange.sendResponseHeaders(200, content.length);
            exchange.getResponseBody().write(content, 0, content.length / 2);
            exchange.close();
        });
        server.start();
        var source = Source.download(
                folder.toString(), "http://127.0.0.1:" + server.getAddress().getPort());
        assertThatThrownBy(() -> collection().train(source))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("could not be fetched");
        assertThat(folder.toFile().list()).isEmpty();
    }

    @Test
    void otherIdxFilesCanBeReadAlsoUnpacked() throws IOException {
        Path images = Files.write(folder.resolve("images"), idx(3, new int[] {4, 2, 3}, 24));
        Path labels = Files.write(folder.resolve("labels"), idx(1, new int[] {4}, 3));
        var abc = List.of("a", "b", "c");
        assertThat(Images.readIdx("own", images, labels, abc).fingerprint())
                .isEqualTo(collection().train(local()).fingerprint());
        assertThatThrownBy(() -> Images.readIdx("own", images, labels, List.of("a", "b")))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("picture 2 has label 2, but there are 2 classes");
        assertThatThrownBy(() -> Images.readIdx("own", labels, labels, abc))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("begins with 00000801, not 00000803");
        assertThatThrownBy(() -> Images.readIdx("own", folder.resolve("none"), labels, abc))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("none is not there");
        byte[] whole = Files.readAllBytes(images);
        Files.write(images, Arrays.copyOf(whole, whole.length - 1));
        assertThatThrownBy(() -> Images.readIdx("own", images, labels, abc))
                .hasMessageContaining("ends after 23 of 24 bytes");
        Files.write(images, Arrays.copyOf(whole, whole.length + 1));
        assertThatThrownBy(() -> Images.readIdx("own", images, labels, abc))
                .hasMessageContaining("goes on after the 24 bytes");
        Files.write(images, Arrays.copyOf(whole, 6));
        assertThatThrownBy(() -> Images.readIdx("own", images, labels, abc)).hasMessageContaining("ends in its header");
        Files.write(images, idx(3, new int[] {5, 2, 3}, 24));
        assertThatThrownBy(() -> Images.readIdx("own", images, labels, abc))
                .hasMessageContaining("there are 5 pictures, but 4 labels");
    }

    /** A tar archive with headers as GNU tar writes them, as far as they matter. */
    private static byte[] tar(Map<String, byte[]> members) {
        var tar = new ByteArrayOutputStream();
        members.forEach((name, content) -> {
            byte[] header = new byte[512];
            byte[] path = ("cifar-10-batches-bin/" + name).getBytes(StandardCharsets.US_ASCII);
            System.arraycopy(path, 0, header, 0, path.length);
            byte[] size = String.format("%011o", content.length).getBytes(StandardCharsets.US_ASCII);
            System.arraycopy(size, 0, header, 124, size.length);
            tar.writeBytes(header);
            tar.writeBytes(content);
            tar.writeBytes(new byte[(512 - content.length % 512) % 512]);
        });
        tar.writeBytes(new byte[1024]);
        return tar.toByteArray();
    }

    private static byte[] batch(int... labels) {
        byte[] batch = new byte[labels.length * 3073];
        for (int i = 0; i < labels.length; i++) {
            batch[i * 3073] = (byte) labels[i];
            Arrays.fill(batch, i * 3073 + 1, (i + 1) * 3073, (byte) (200 + i));
        }
        return batch;
    }

    private PublishedImages cifar(Map<String, byte[]> members) throws IOException {
        byte[] archive = gzip(tar(members));
        Files.write(folder.resolve("cifar-10-binary.tar.gz"), archive);
        return PublishedImages.cifar("CIFAR", "http://127.0.0.1:9/", sha256(archive));
    }

    @Test
    void cifarComesFromItsArchive() throws IOException {
        var members = new LinkedHashMap<String, byte[]>();
        members.put("readme.html", "hello".getBytes(StandardCharsets.US_ASCII));
        // Not in the order of their numbers, in which they are to be read.
        for (int i = 5; i >= 1; i--) {
            members.put("data_batch_" + i + ".bin", batch(i, 9));
        }
        members.put("test_batch.bin", batch(7));
        var cifar = cifar(members);
        var train = cifar.train(Source.folder(folder));
        assertThat(train).hasToString("CIFAR, train: 10 pictures of 32 x 32 pixels in colour, 10 classes");
        assertThat(train.labels()).containsExactly(1, 9, 2, 9, 3, 9, 4, 9, 5, 9);
        assertThat(train.pixels(1)).hasSize(3072).containsOnly(201);
        assertThat(train.dataset().inputWidth()).isEqualTo(3072);
        assertThat((byte[]) train.toMimeBundle().data().get(MimeBundle.PNG)).isNotEmpty();
        assertThat(cifar.test(Source.folder(folder)).labels()).containsExactly(7);
        assertThat(cifar.test(Source.folder(folder)).classes().get(7)).isEqualTo("horse");
    }

    @Test
    void aDamagedCifarArchiveIsNoticed() throws IOException {
        var source = Source.folder(folder);
        assertThatThrownBy(() -> cifar(Map.of("test_batch.bin", new byte[100])).test(source))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("test_batch.bin has 100 bytes");
        assertThatThrownBy(() -> cifar(Map.of("other.bin", new byte[100])).test(source))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("the archive has no test_batch.bin");
        assertThatThrownBy(() -> cifar(Map.of("test_batch.bin", batch(10))).test(source))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("picture 0 has label 10");
    }
}
