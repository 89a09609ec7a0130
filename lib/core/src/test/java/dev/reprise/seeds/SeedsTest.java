package dev.reprise.seeds;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashSet;
import java.util.concurrent.CompletableFuture;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class SeedsTest {
    /** Computed from the documented derivation by a program in another language. */
    @Test
    void seedsAreAsDocumented() {
        var seeds = Seeds.of(42);
        assertThat(seeds.seed("init")).isEqualTo(8338650541894936220L);
        assertThat(seeds.seed("init", 0)).isEqualTo(9154657586504929505L);
        assertThat(Seeds.of(0).seed("init")).isEqualTo(4998435167861941631L);
        assertThat(seeds.child("trial", 7).seed("init")).isEqualTo(6756038694190052500L);
        assertThat(seeds.seed("Gewichte ä€", -1, 2)).isEqualTo(3144243109036719919L);
        assertThat(seeds.intSeed("init")).isEqualTo(2113013930);
        assertThat(Seeds.of(-1).intSeed("shuffle", 3)).isEqualTo(937869219);
    }

    @Test
    void streamsAreAsDocumented() {
        var shuffle = Seeds.of(42).stream("shuffle", 0);
        assertThat(new long[] {shuffle.nextLong(), shuffle.nextLong(), shuffle.nextLong()})
                .containsExactly(0x5de3e108d7570cd7L, 0xe860701a80385452L, 0x5b7d1fec5e520838L);
        var dropout = Seeds.of(-5).child("trial", 7).stream("dropout", 1, 2);
        assertThat(new long[] {dropout.nextLong(), dropout.nextLong(), dropout.nextLong()})
                .containsExactly(0x6b5a468754345a4cL, 0x6b889bbb905e22c0L, 0xba23988a5c4902b8L);
    }

    @Test
    void aStreamDoesNotDependOnWhatWasDrawnBeforeOrOnTheThread() {
        var seeds = Seeds.of(7);
        seeds.stream("other").nextLong();
        seeds.stream("shuffle", 3).nextLong();
        long here = seeds.stream("shuffle", 3).nextLong();
        long there = CompletableFuture.supplyAsync(
                        () -> Seeds.of(7).stream("shuffle", 3).nextLong())
                .join();
        assertThat(there).isEqualTo(here);
    }

    @Property
    void noSeedIsAValueThatMeansTheClock(@ForAll long master, @ForAll long index) {
        var seeds = Seeds.of(master);
        long seed = seeds.seed("init", index);
        assertThat(seed).isPositive();
        assertThat((int) seed).isNotIn(0, -1);
        assertThat((int) (seed >>> 32)).isNotIn(0, -1);
        assertThat(seeds.intSeed("init", index)).isPositive();
    }

    @Test
    void namesIndicesAndPartsDoNotMeet() {
        var seen = new HashSet<Long>();
        for (long master = 0; master < 50; master++) {
            var seeds = Seeds.of(master);
            assertThat(seen.add(seeds.seed("a"))).isTrue();
            assertThat(seen.add(seeds.seed("a", 0))).isTrue();
            assertThat(seen.add(seeds.seed("a", 0, 0))).isTrue();
            assertThat(seen.add(seeds.seed("a", 1))).isTrue();
            assertThat(seen.add(seeds.seed("ab"))).isTrue();
            assertThat(seen.add(seeds.child("a").seed("b"))).isTrue();
            assertThat(seen.add(seeds.child("a", 0).seed("b"))).isTrue();
            assertThat(seen.add(seeds.child("a").child("b").seed("b"))).isTrue();
            assertThat(seen.add(seeds.stream("a").nextLong())).isTrue();
        }
    }

    @Test
    void oneSourceCanVaryWhileTheOthersStandStill() {
        var fixed = Seeds.of(42);
        var varied = fixed.with("init", Seeds.of(43));
        assertThat(varied.seed("init")).isEqualTo(Seeds.of(43).seed("init"));
        assertThat(varied.seed("init", 5)).isEqualTo(Seeds.of(43).seed("init", 5));
        assertThat(varied.child("init").seed("bias"))
                .isEqualTo(Seeds.of(43).child("init").seed("bias"));
        assertThat(varied.seed("shuffle")).isEqualTo(fixed.seed("shuffle"));
        assertThat(varied.stream("dropout", 1).nextLong())
                .isEqualTo(fixed.stream("dropout", 1).nextLong());
        assertThat(varied).hasToString("Seeds 42 with init from Seeds 43");
    }

    @Test
    void anEmptyNameIsRefused() {
        assertThatThrownBy(() -> Seeds.of(1).seed(""))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("needs a name");
        assertThatThrownBy(() -> Seeds.of(1).child("")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Seeds.of(1).with("", Seeds.of(2))).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void entropyGivesAnotherMasterSeedEachTimeThatCanBeUsedAgain() {
        var unknown = Seeds.fromEntropy();
        assertThat(Seeds.fromEntropy().master()).isNotEqualTo(unknown.master());
        assertThat(Seeds.of(unknown.master()).seed("init")).isEqualTo(unknown.seed("init"));
    }
}
