package dev.reprise.data;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Well-known collections of pictures, each file known by its SHA-256.
 *
 * <pre>{@code
 * List<Images> clothes() {
 *     Source source = Source.download("data/fashion");                         // fetched once, checked each time
 *     return List.of(PublishedImages.FASHION_MNIST.train(source), PublishedImages.FASHION_MNIST.test(source));
 * }
 * }</pre>
 */
public final class PublishedImages {
    private static final List<String> DIGITS = List.of("0", "1", "2", "3", "4", "5", "6", "7", "8", "9");

    /**
     * Handwritten digits, 28 x 28, grey: 60,000 to train on and 10,000 to test on, in four files of 11 MB
     * ({@code train-images-idx3-ubyte.gz} and so on).
     *
     * @see <a href="http://yann.lecun.com/exdb/mnist/">LeCun, Cortes and Burges: the MNIST database</a>
     */
    public static final PublishedImages MNIST = idx(
            "MNIST",
            "https://storage.googleapis.com/cvdf-datasets/mnist/",
            DIGITS,
            "440fcabf73cc546fa21475e81ea370265605f56be210a4024d2ca8f203523609",
            "3552534a0a558bbed6aed32b30c495cca23d567ec52cac8be1a0730e8010255c",
            "8d422c7b0a1c1c79245a5bcf07fe86e33eeafee792b84584aec276f5a2dbc4e6",
            "f7ae60f92e00ec6debd23a6088c31dbd2371eca3ffa0defaefb259924204aec6");

    /**
     * Pictures of clothes, 28 x 28, grey: 60,000 to train on and 10,000 to test on, in four files of 31 MB, named as those of
     * MNIST. MIT licence.
     *
     * @see <a href="https://github.com/zalandoresearch/fashion-mnist">Xiao, Rasul and Vollgraf 2017</a>
     */
    public static final PublishedImages FASHION_MNIST = idx(
            "Fashion-MNIST",
            "http://fashion-mnist.s3-website.eu-central-1.amazonaws.com/",
            List.of(
                    "T-shirt/top",
                    "Trouser",
                    "Pullover",
                    "Dress",
                    "Coat",
                    "Sandal",
                    "Shirt",
                    "Sneaker",
                    "Bag",
                    "Ankle boot"),
            "3aede38d61863908ad78613f6a32ed271626dd12800ba2636569512369268a84",
            "a04f17134ac03560a47e3764e11b92fc97de4d1bfaf8ba1a3aa29af54cc90845",
            "346e55b948d973a97e58d2351dde16a484bd415d4595297633bb08f03db6a073",
            "67da17c76eaffca5446c3361aaab5c3cd6d1c2608764d35dfb1850b086bf8dd5");

    /**
     * Pictures of animals and vehicles, 32 x 32, in colour: 50,000 to train on and 10,000 to test on, in one file of 170 MB,
     * {@code cifar-10-binary.tar.gz}.
     *
     * @see <a href="https://www.cs.toronto.edu/~kriz/cifar.html">Krizhevsky 2009</a>
     */
    public static final PublishedImages CIFAR_10 = cifar(
            "CIFAR-10",
            "https://www.cs.toronto.edu/~kriz/",
            "c4a38c50a1bc5f3a1c5537f2155ab9d68f9f25eb1ed8d9ddda3db29a59bca1dd");

    private final String name;
    private final Loader train;
    private final Loader test;

    private PublishedImages(String name, Loader train, Loader test) {
        this.name = name;
        this.train = train;
        this.test = test;
    }

    @FunctionalInterface
    private interface Loader {
        Images load(String name, Source source);
    }

    static PublishedImages idx(String name, String folder, List<String> classes, String... sha256) {
        var trainImages = PublishedFile.of(folder, "train-images-idx3-ubyte.gz", sha256[0]);
        var trainLabels = PublishedFile.of(folder, "train-labels-idx1-ubyte.gz", sha256[1]);
        var testImages = PublishedFile.of(folder, "t10k-images-idx3-ubyte.gz", sha256[2]);
        var testLabels = PublishedFile.of(folder, "t10k-labels-idx1-ubyte.gz", sha256[3]);
        return new PublishedImages(
                name,
                (title, source) -> Images.readIdx(title, source.get(trainImages), source.get(trainLabels), classes),
                (title, source) -> Images.readIdx(title, source.get(testImages), source.get(testLabels), classes));
    }

    static PublishedImages cifar(String name, String folder, String sha256) {
        var archive = PublishedFile.of(folder, "cifar-10-binary.tar.gz", sha256);
        var classes = List.of("airplane", "automobile", "bird", "cat", "deer", "dog", "frog", "horse", "ship", "truck");
        var batches = List.of(
                "data_batch_1.bin", "data_batch_2.bin", "data_batch_3.bin", "data_batch_4.bin", "data_batch_5.bin");
        return new PublishedImages(
                name,
                (title, source) -> cifar(title, source.get(archive), batches, classes),
                (title, source) -> cifar(title, source.get(archive), List.of("test_batch.bin"), classes));
    }

    private static Images cifar(String title, Path archive, List<String> members, List<String> classes) {
        try (InputStream stream = Files.newInputStream(archive)) {
            return Cifar.read(title, stream, members, classes);
        } catch (IOException e) {
            throw new DataException(archive + " cannot be read: " + e.getMessage(), e);
        }
    }

    /**
     * What the collection is called.
     *
     * @return for example {@code MNIST}
     */
    public String name() {
        return name;
    }

    /**
     * The pictures to train on.
     *
     * @param source where the files are
     * @return all of them, in the order of the publication
     * @throws DataException if a file is missing, cannot be fetched, or has another SHA-256
     */
    public Images train(Source source) {
        return train.load(name + ", train", source);
    }

    /**
     * The pictures to test on.
     *
     * @param source where the files are
     * @return all of them, in the order of the publication
     * @throws DataException if a file is missing, cannot be fetched, or has another SHA-256
     */
    public Images test(Source source) {
        return test.load(name + ", test", source);
    }

    @Override
    public String toString() {
        return name;
    }
}
