package dev.ponder.retrieval.passage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import dev.ponder.retrieval.token.TokenCounter;

class PassageSplitterTest {

    private static final String PARAGRAPHS = IntStream.range(0, 40)
            .mapToObj(i -> (i % 10 == 0 ? "# Chapter " + i + "\n\n" : "") + "Paragraph " + i
                    + " begins here. It has a second sentence.\nAnd a second line.")
            .collect(Collectors.joining("\n\n"));

    @Test
    void aShortTextIsOnePassage() {
        assertThat(new PassageSplitter(100, 10).split(3, "One. Two.\n\nThree."))
                .containsExactly(new Passage(3, 0, 17, "One. Two.\n\nThree."));
        assertThat(new PassageSplitter(100, 10).split(0, " \n ")).isEmpty();
    }

    @Test
    void passagesBeginAtParagraphsAndHeadings() {
        List<Passage> passages = new PassageSplitter(150, 0).split(0, PARAGRAPHS);

        assertThat(passages).hasSizeGreaterThan(4)
                .allSatisfy(passage -> assertThat(passage.text()).startsWith(passage.text().contains("# Chapter")
                        && passage.text().startsWith("#") ? "# Chapter" : "Paragraph"));
        assertThat(passages).extracting(Passage::text).filteredOn(text -> text.startsWith("# Chapter")).hasSize(4);
        assertThat(joined(passages)).isEqualTo(PARAGRAPHS);
    }

    @Test
    void aPassageRepeatsTheEndOfTheOneBefore() {
        List<Passage> passages = new PassageSplitter(150, 30).split(0, PARAGRAPHS);

        for (int i = 1; i < passages.size(); i++) {
            Passage last = passages.get(i - 1);
            Passage next = passages.get(i);
            assertThat(next.start()).isGreaterThan(last.start()).isLessThan(last.end());
            assertThat(TokenCounter.estimate(PARAGRAPHS, next.start(), last.end())).isBetween(5, 40);
        }
    }

    @ParameterizedTest
    @CsvSource({"1, 0", "2, 1", "7, 3", "64, 6", "1000, 100"})
    void passagesCoverEveryTextAndKeepTheLimit(int maxTokens, int overlap) {
        var random = new Random(maxTokens);
        String alphabet = "abc. \n#!?漢。😀\"1,\t";
        for (int run = 0; run < 50; run++) {
            String text = random.ints(400, 0, alphabet.codePointCount(0, alphabet.length()))
                    .mapToObj(i -> Character.toString(alphabet.codePointAt(alphabet.offsetByCodePoints(0, i))))
                    .collect(Collectors.joining());
            List<Passage> passages = new PassageSplitter(maxTokens, overlap).split(0, text);

            int covered = 0;
            for (Passage passage : passages) {
                assertThat(passage.start()).isLessThanOrEqualTo(covered);
                assertThat(passage.end()).isGreaterThan(covered);
                assertThat(passage.text()).isEqualTo(text.substring(passage.start(), passage.end()));
                assertThat(Character.isLowSurrogate(passage.text().charAt(0))).isFalse();
                assertThat(TokenCounter.estimate(passage.text())).isLessThanOrEqualTo(maxTokens + 1);
                covered = passage.end();
            }
            assertThat(covered).isEqualTo(text.length());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"a", " ", "\n", ".", "a ", ". ", "漢", "# ", "\n\n# x"})
    void longTextsTakeLinearTime(String unit) {
        String text = unit.repeat(2_000_000 / unit.length());

        Assertions.assertTimeout(Duration.ofSeconds(10), () -> new PassageSplitter(500, 50).split(0, text));
    }

    @ParameterizedTest
    @CsvSource({"0, 0", "10, 6", "10, -1"})
    void rejectsImpossibleSizes(int maxTokens, int overlap) {
        assertThatThrownBy(() -> new PassageSplitter(maxTokens, overlap)).isInstanceOf(IllegalArgumentException.class);
    }

    private static String joined(List<Passage> passages) {
        return passages.stream().map(Passage::text).collect(Collectors.joining());
    }
}
