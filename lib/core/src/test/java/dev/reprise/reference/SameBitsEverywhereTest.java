package dev.reprise.reference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.reprise.fingerprint.Fingerprint;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

@Tag("slow")
class SameBitsEverywhereTest {
    private static final List<String> SETTINGS = List.of(
            "-Xshare:auto",
            "-Xint",
            "-XX:TieredStopAtLevel=1",
            "-Xbatch -XX:-TieredCompilation",
            "-XX:UseAVX=0 -XX:-UseFMA -XX:-UseSuperWord",
            "-XX:+UseSerialGC -XX:ActiveProcessorCount=1",
            "-XX:+UseParallelGC -XX:ActiveProcessorCount=8",
            "-XX:+UseZGC -Duser.language=tr -Duser.country=TR -Duser.timezone=Asia/Tokyo -Dfile.encoding=ISO-8859-1");

    static Stream<Arguments> settings() {
        return Jdks.installed().entrySet().stream()
                .flatMap(jdk -> SETTINGS.stream().map(options -> Arguments.of(jdk.getKey(), options, jdk.getValue())));
    }

    @ParameterizedTest(name = "JDK {0} {1}")
    @MethodSource("settings")
    void theBitsAreTheSame(int version, String options, Path jdk) throws Exception {
        var expected = GoldenTest.GOLDEN.entrySet().stream()
                .map(entry -> entry.getValue() + " " + entry.getKey())
                .toList();
        assertThat(Jdks.run(jdk, List.of(options.split(" ")), Golden.class, "3"))
                .isEqualTo(expected);
    }

    /** Prints what the two tanh give. */
    static final class Tanh {
        private Tanh() {}

        public static void main(String[] arguments) {
            System.out.println(fingerprint(StrictMath::tanh));
            System.out.println(fingerprint(Math::tanh));
        }

        private static Fingerprint fingerprint(DoubleUnaryOperator tanh) {
            return Fingerprint.of(IntStream.range(-20_000, 20_000)
                    .mapToDouble(i -> tanh.applyAsDouble(i / 4096.0))
                    .toArray());
        }
    }

    @Test
    void tanhOfMathDiffersBetween17And25AndThatOfStrictMathDoesNot() throws Exception {
        Map<Integer, Path> jdks = Jdks.installed();
        assumeTrue(jdks.containsKey(17) && jdks.containsKey(25), "needs a JDK 17 and a JDK 25, found " + jdks);
        assumeTrue(System.getProperty("os.arch").equals("amd64"), "JDK 25 has a tanh of its own for x86-64");
        var on17 = Jdks.run(jdks.get(17), List.of(), Tanh.class);
        var on25 = Jdks.run(jdks.get(25), List.of(), Tanh.class);
        assertThat(on25.get(0)).as("StrictMath.tanh").isEqualTo(on17.get(0));
        assertThat(on25.get(1)).as("Math.tanh").isNotEqualTo(on17.get(1));
        assertThat(on17.get(1)).as("Math.tanh on 17 is that of StrictMath").isEqualTo(on17.get(0));
    }
}
