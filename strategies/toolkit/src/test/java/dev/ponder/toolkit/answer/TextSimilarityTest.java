package dev.ponder.toolkit.answer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TextSimilarityTest {

    @ParameterizedTest
    @CsvSource({"a b c,b c d,0.5", "Red apple!,apple RED,1", "red,blue,0", "'','',1", "'',red,0",
            "日本語,日本,0.6666666666666666", "a a a b,a b,1"})
    void sharedWordsByAllWords(String left, String right, double expected) {
        assertThat(TextSimilarity.jaccard(left, right)).isCloseTo(expected, within(1e-12));
        assertThat(TextSimilarity.jaccard(right, left)).isCloseTo(expected, within(1e-12));
    }

    @Test
    void sumsCompareEachTextWithAll() {
        assertThat(TextSimilarity.toAll(List.of("x y", "red apple", "red pear")))
                .containsExactly(new double[]{1, 4 / 3.0,
                        4 / 3.0}, within(1e-12));
        assertThat(TextSimilarity.toAll(List.of())).isEmpty();
    }
}
