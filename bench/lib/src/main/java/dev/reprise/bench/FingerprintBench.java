package dev.reprise.bench;

import dev.reprise.fingerprint.Fingerprint;
import dev.reprise.seeds.Seeds;
import java.security.MessageDigest;
import java.util.Locale;

/** Fingerprints of a large array, against SHA-256 of as many bytes and against reading the memory once. */
final class FingerprintBench {
    private static final int ELEMENTS = 1 << 23;
    private static final double GIGABYTES = ELEMENTS * 8 / 1e9;

    private FingerprintBench() {}

    static String run(int rounds) throws Exception {
        var random = Seeds.of(42).stream("array");
        double[] array = random.doubles(ELEMENTS).toArray();
        byte[] bytes = new byte[ELEMENTS * 8];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) array[i / 8];
        }
        double[] fingerprint = new double[rounds];
        double[] sha = new double[rounds];
        double[] read = new double[rounds];
        for (int round = -2; round < rounds; round++) {
            int at = Math.max(round, 0);
            fingerprint[at] = rate(() -> Fingerprint.of(array).hex().length());
            sha[at] = rate(() -> MessageDigest.getInstance("SHA-256").digest(bytes)[0]);
            read[at] = rate(() -> sum(array));
        }
        double ours = Median.of(fingerprint);
        return String.format(
                Locale.ROOT, """
                ### Fingerprint of an array of 8 million doubles (67 MB), one thread

                | | rate | fingerprint / this |
                |---|---:|---:|
                | Fingerprint.of | %.2f GB/s | 1 |
                | SHA-256 of the JDK, of a byte array | %.2f GB/s | %.2f |
                | reading the memory (sum of the array) | %.2f GB/s | %.3f |""", ours, Median.of(sha), ours / Median.of(sha), Median.of(read), ours / Median.of(read));
    }

    /** Eight sums at once, so that memory is waited for and not the last addition. */
    private static double sum(double[] array) {
        double[] sums = new double[8];
        for (int i = 0; i < array.length; i += 8) {
            for (int j = 0; j < 8; j++) {
                sums[j] += array[i + j];
            }
        }
        return sums[0] + sums[1] + sums[2] + sums[3] + sums[4] + sums[5] + sums[6] + sums[7];
    }

    @FunctionalInterface
    private interface Work {
        double run() throws Exception;
    }

    /** The result is printed if it is impossible, so that the work cannot be left out. */
    private static double rate(Work work) throws Exception {
        long started = System.nanoTime();
        double result = work.run();
        double seconds = (System.nanoTime() - started) / 1e9;
        if (Double.isNaN(result)) {
            System.err.println(result);
        }
        return GIGABYTES / seconds;
    }
}
