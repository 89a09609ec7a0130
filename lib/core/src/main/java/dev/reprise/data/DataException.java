package dev.reprise.data;

/**
 * Data that is not there, or is not what it should be: the message says which file, what is wrong and what to do.
 *
 * <pre>{@code
 * try {
 *     PublishedImages.MNIST.train(Source.folder("data/mnist"));
 * } catch (DataException e) {
 *     System.out.println(e.getMessage());      // data/mnist/train-images-idx3-ubyte.gz is not there. Fetch it from ...
 * }
 * }</pre>
 */
public final class DataException extends RuntimeException {
    DataException(String message) {
        super(message);
    }

    DataException(String message, Throwable cause) {
        super(message, cause);
    }
}
