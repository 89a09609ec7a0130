import org.nd4j.linalg.factory.Nd4j;

/** Has JavaCPP unpack ND4J's native libraries when the image is built, so that no reader waits for it. */
class Unpack {
    public static void main(String[] arguments) {
        if (Nd4j.ones(2, 2).mmul(Nd4j.ones(2, 2)).sumNumber().intValue() != 8) {
            throw new AssertionError("ND4J does not compute");
        }
    }
}
