package dev.ponder.toolkit.answer;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** All vectors of the specification, section 4.2. */
class SpecificationVectorsTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            \\boxed{\\frac{1}{2}} | 0.5
            \\boxed{\\frac{1}{2}} | 1/2
            0.5                   | 1/2
            \\boxed{1,000}        | 1000
            \\boxed{\\{1,2\\}}    | {2, 1}
            50%                   | 0.5
            2\\sqrt{3}            | 3.4641016
            """)
    void areEquivalent(String left, String right) {
        assertThat(AnswerFixtures.same(AnswerFixtures.of(left), AnswerFixtures.of(right), QuestionHint.NONE)).isTrue();
        assertThat(AnswerFixtures.same(AnswerFixtures.of(right), AnswerFixtures.of(left), QuestionHint.NONE)).isTrue();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            #### 42                                 | NUMBER 42
            The answer is 3.5 apples.               | NUMBER 7/2
            -7                                      | NUMBER -7
            The final answer is [42]                | NUMBER 42
            **Answer: C**                           | CHOICE C
            \\boxed{1} or rather \\boxed{2}         | NUMBER 2
            <think>\\boxed{1}</think> \\boxed{2}    | NUMBER 2
            x = 5                                   | NUMBER 5
            """)
    void isRead(String reply, String expected) {
        assertThat(AnswerFixtures.show(AnswerFixtures.of(reply))).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            (B)              | CHOICE B
            Because it rains | NONE
            **Answer: C**    | CHOICE C
            """)
    void isReadAsAnOption(String reply, String expected) {
        assertThat(AnswerFixtures.show(AnswerExtractor.extract(reply, AnswerFixtures.OPTIONS))).isEqualTo(expected);
    }

    @Test
    void orderedPairsKeepTheirOrder() {
        assertThat(AnswerFixtures.same("(1,2)", "(2,1)")).isFalse();
        assertThat(AnswerFixtures.same("(1,2)", "(1, 2)")).isTrue();
    }

    @Test
    void theUnitIsSeparate() {
        assertThat(AnswerFixtures.of("The answer is 3.5 apples.").unit()).isEqualTo("apples");
    }

    @Test
    void anUnterminatedBoxIsTruncated() {
        ExtractedAnswer answer = AnswerFixtures.of("So we get \\boxed{12");

        assertThat(AnswerFixtures.show(answer)).isEqualTo("NUMBER 12");
        assertThat(answer.truncated()).isTrue();
        assertThat(answer.votes()).isFalse();
    }
}
