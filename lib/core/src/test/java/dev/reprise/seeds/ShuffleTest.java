package dev.reprise.seeds;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.apache.commons.statistics.inference.ChiSquareTest;
import org.junit.jupiter.api.Test;

class ShuffleTest {
    @Test
    void everyOrderIsEquallyLikely() {
        var seeds = Seeds.of(42);
        var counts = new TreeMap<String, Long>();
        for (int i = 0; i < 24_000; i++) {
            counts.merge(Arrays.toString(Shuffle.permutation(4, seeds.stream("shuffle", i))), 1L, Long::sum);
        }
        assertThat(counts).hasSize(24);
        long[] observed = counts.values().stream().mapToLong(Long::longValue).toArray();
        assertThat(ChiSquareTest.withDefaults().test(observed).getPValue()).isGreaterThan(0.001);
    }

    @Property
    void aPermutationHasEveryNumberOnce(@ForAll @IntRange(max = 200) int n, @ForAll long seed) {
        int[] order = Shuffle.permutation(n, Seeds.of(seed).stream("shuffle"));
        Arrays.sort(order);
        assertThat(order).containsExactly(IntStream.range(0, n).toArray());
    }

    @Test
    void theOrderIsTheSameOnEveryJdk() {
        assertThat(Shuffle.permutation(10, Seeds.of(42).stream("shuffle")))
                .containsExactly(3, 6, 5, 1, 9, 4, 7, 2, 8, 0);
        var names = List.of("Ada", "Grace", "Barbara", "Frances");
        assertThat(Shuffle.of(names, Seeds.of(42).stream("names")))
                .containsExactlyInAnyOrderElementsOf(names)
                .isEqualTo(Shuffle.of(names, Seeds.of(42).stream("names")));
    }

    @Test
    void aNegativeNumberIsRefused() {
        assertThatThrownBy(() -> Shuffle.permutation(-1, Seeds.of(1).stream("x")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("cannot permute -1 numbers");
    }
}
