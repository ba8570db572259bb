package dev.ponder.retrieval.passage;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PassageIndexTest {

    private static final PassageIndex INDEX = index("The ships were loaded with salt.", "Le café était fermé.",
            "The keeper of the lighthouse logged each ship, ship after ship.", "长文本阅读需要笔记。", "Nothing to see here.");

    @ParameterizedTest
    @CsvSource({"Which SHIP was it?, 2", "loading salt, 0", "cafe, 1", "the lighthouse keeper's log, 2", "阅读, 3"})
    void findsTheBestPassageFirst(String question, int expected) {
        assertThat(INDEX.search(question, 3)).first().extracting(found -> found.passage().document())
                .isEqualTo(expected);
    }

    @Test
    void ordersByScoreAndLimits() {
        List<ScoredPassage> found = INDEX.search("ship", 10);

        assertThat(found).extracting(hit -> hit.passage().document()).containsExactly(2, 0);
        assertThat(found.get(0).score()).isGreaterThan(found.get(1).score());
        assertThat(INDEX.search("ship", 1)).hasSize(1);
        assertThat(INDEX.search("ship", 0)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "   ", "zebra", "?!", "text:* OR *", "+(-", "\"", "\ud800"})
    void findsNothingWithoutCommonWords(String question) {
        assertThat(INDEX.search(question, 5)).isEmpty();
        assertThat(PassageIndex.of(List.of()).search(question, 5)).isEmpty();
    }

    @Test
    void aVeryLongQuestionIsSearchedByItsFirstWords() {
        String words = String.join(" ", IntStream.range(0, 100_000).mapToObj(i -> "w" + i).toList());

        assertThat(INDEX.search("salt " + words, 5)).hasSize(1);
    }

    @Test
    void equalPassagesKeepTheirOrder() {
        String[] same = IntStream.range(0, 3000).mapToObj(i -> "the same words").toArray(String[]::new);

        assertThat(index(same).search("words", 3)).extracting(hit -> hit.passage().document())
                .containsExactly(0, 1, 2);
    }

    private static PassageIndex index(String... texts) {
        List<String> all = Arrays.asList(texts);
        return PassageIndex.of(IntStream.range(0, all.size())
                .mapToObj(i -> new Passage(i, 0, all.get(i).length(), all.get(i))).toList());
    }
}
