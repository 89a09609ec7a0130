package dev.reprise.kernel.engine;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SuggestionsTest {
    @ParameterizedTest
    @CsvSource({
        "length, length, 0",
        "length, lenght, 1",
        "length, lengt, 1",
        "length, lengthh, 1",
        "length, lengxh, 1",
        "String, string, 1",
        "toString, tostring, 1",
        "TOSTRING, tostring, 4",
        "max, sum, 3",
    })
    void distanceCountsSlips(String a, String b, int distance) {
        assertThat(Suggestions.distance(a, b)).isEqualTo(distance);
        assertThat(Suggestions.distance(b, a)).isEqualTo(distance);
    }
}
