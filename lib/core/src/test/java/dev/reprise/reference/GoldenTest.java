package dev.reprise.reference;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The bits of the engine and of the data. Whoever changes them changes numbers that are printed in books. */
class GoldenTest {
    static final Map<String, String> GOLDEN = golden();

    @Test
    void theBitsAreThoseOfEveryOtherMachine() {
        assertThat(Golden.fingerprints()).containsExactlyEntriesOf(GOLDEN);
    }

    @Test
    void oneOfThemRanAwayToNaN() {
        assertThat(Golden.models().get("iris, run away to NaN").parameters()).containsOnly(Double.NaN);
    }

    private static Map<String, String> golden() {
        var golden = new LinkedHashMap<String, String>();
        golden.put("sequence", "052dcf4b3ca10ac6635cfc4c92e08e71f65ae3c1d9dec580c109ff1fdc7358d9");
        golden.put("moons", "5e4c5f9498448b95168f0a908e3660bb0f13dbe8925c2dbca8d2d2d8b856b773");
        golden.put("spirals", "b5c5203616952b1f66ec566d43dfaa9e0dfa6344348d19158ecd3aa71cee64ae");
        golden.put("digits", "5dabb4703a8d398b613bc10fa160f63901bfda3a2d7dbdc3c3c4233aa8c8291f");
        golden.put("iris", "736a6f6e4712b55b81bc6854124ef3b0f02434c7e48beadf81a427421c438b47");
        golden.put("tutorial, untrained", "a0376f2bc075144f87e8b9ddf37e4a416967471ea43248f29d8301cf6313ea2a");
        golden.put("tutorial, Adam", "caa22285a9be47c1e6cc119f24604cdb99cfebfb4d30620a697a3af99ff43c99");
        golden.put("tutorial, ReLU, batches of 1", "9eabf822e018266a61418c581e49b5052466e20685432155693b55e8a88b9cac");
        golden.put("moons, tanh, momentum, L2", "a519d0008333cad10c9a94a6d58809b638f2588fa8f8962fa988c1d6717dc425");
        golden.put("digits, ReLU, dropout", "ae5fa54bf254a20e064fec5bf7c08344dd4d50ecc66ca43617c63deae5db6547");
        golden.put(
                "spirals, softmax with squared error, SGD",
                "2ec3530006e70fd33233cb606a1dbe4dbeed9e151fb6e84d998b8f5735fab0d7");
        golden.put("iris, run away to NaN", "d5d1da7ab3bdce2d7be0136e7859644366baf500169bc1fb98421ad6992e077b");
        return golden;
    }
}
