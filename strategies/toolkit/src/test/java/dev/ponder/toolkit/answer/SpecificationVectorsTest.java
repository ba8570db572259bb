package dev.ponder.toolkit.answer;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every vector of the specification, section 4.2, word for word. */
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
    void sayTheSame(String left, String right) {
        assertThat(Answers.same(Answers.of(left), Answers.of(right), QuestionHint.NONE)).isTrue();
        assertThat(Answers.same(Answers.of(right), Answers.of(left), QuestionHint.NONE)).isTrue();
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
        assertThat(Answers.show(Answers.of(reply))).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            (B)              | CHOICE B
            Because it rains | NONE
            **Answer: C**    | CHOICE C
            """)
    void isReadAsAnOption(String reply, String expected) {
        assertThat(Answers.show(AnswerExtractor.extract(reply, Answers.OPTIONS))).isEqualTo(expected);
    }

    @Test
    void orderedPairsKeepTheirOrder() {
        assertThat(Answers.same("(1,2)", "(2,1)")).isFalse();
        assertThat(Answers.same("(1,2)", "(1, 2)")).isTrue();
    }

    @Test
    void theUnitIsApart() {
        assertThat(Answers.of("The answer is 3.5 apples.").unit()).isEqualTo("apples");
    }

    @Test
    void anUnterminatedBoxIsTruncated() {
        ExtractedAnswer answer = Answers.of("So we get \\boxed{12");

        assertThat(Answers.show(answer)).isEqualTo("NUMBER 12");
        assertThat(answer.truncated()).isTrue();
        assertThat(answer.votes()).isFalse();
    }
}
