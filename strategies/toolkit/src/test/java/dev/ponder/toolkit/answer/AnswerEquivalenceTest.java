package dev.ponder.toolkit.answer;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AnswerEquivalenceTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            1/3                       | 2/6
            1/3                       | 0.3333
            0.33                      | 1/3
            2.5                       | 2.50
            1000000                   | 10^6
            \\sqrt{2}                 | 1.41421356
            \\sqrt{2}                 | 2^{1/2}
            \\pi                      | 3.14159
            \\sin \\pi                | 0
            5%                        | 0.05
            33.3%                     | 1/3
            5 m                       | 5 metres
            5                         | 5 cm
            5 cm^2                    | 5 square centimeters
            \\$5                      | 5 dollars
            3 apples                  | 3 fruits
            \\{1, 2, 3\\}             | 3, 1, 2
            \\{\\frac12, \\sqrt{2}\\} | \\{1.41421356, 0.5\\}
            x = 1 \\text{ or } x = -1 | \\pm 1
            (0.5, 2)                  | (1/2, 2.0)
            (-\\infty, 1/2]           | (-\\infty, 0.5]
            x^2 + 2x + 1              | (x+1)^2
            \\frac{x+1}{2}            | 0.5x + 1/2
            2ab                       | b \\cdot 2a
            \\sqrt{x^2+x}             | (x(1+x))^{0.5}
            \\ln(x^2)                 | 2 \\ln x
            x^2 + y^2 = 25            | y^2 + x^2 = 25
            x > 5                     | x>5
            Yes                       | True
            The Eiffel Tower          | eiffel tower.
            New York, NY              | new york ny
            """)
    void same(String left, String right) {
        assertThat(AnswerFixtures.same(left, right)).isTrue();
        assertThat(AnswerFixtures.same(right, left)).isTrue();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            1000000               | 1000001
            1/3                   | 333/1000
            1/3                   | 0.34
            0.45                  | 0.5
            3                     | 3.4
            1e-13                 | 2e-13
            5%                    | 5
            5 m                   | 5 cm
            \\$5                  | 5 euros
            \\{1, 2\\}            | \\{1, 2, 3\\}
            \\{1, 2\\}            | (1, 2)
            (1, 2)                | (1, 2, 3)
            [1, 2)                | [1, 2]
            [1, 2]                | (1, 2)
            x = 2, y = 3          | x = 3, y = 2
            x^2                   | 2x
            x + 1                 | y + 1
            x > 5                 | x < 5
            x^2 + y^2 = 25        | x^2 + y^2 = 24
            x^2 + y^2 = 25        | x^2 + y^2 - 25
            |x|                   | x
            3-2                   | 2-1
            9^9^9^9               | 9^9^9^8
            Yes                   | No
            cat                   | act
            3:2                   | 2:3
            2                     | two-faced
            """)
    void different(String left, String right) {
        assertThat(AnswerFixtures.same(left, right)).isFalse();
        assertThat(AnswerFixtures.same(right, left)).isFalse();
    }

    @Test
    void aNumberIsAPercentageOnlyIfTheQuestionAsksForOne() {
        ExtractedAnswer five = AnswerFixtures.boxed("5");
        ExtractedAnswer percent = AnswerFixtures.boxed("5%");

        assertThat(AnswerFixtures.same(five, percent, QuestionHint.NONE)).isFalse();
        assertThat(AnswerFixtures.same(five, percent, AnswerFixtures.PERCENT)).isTrue();
        assertThat(AnswerFixtures.same(percent, five, AnswerFixtures.PERCENT)).isTrue();
        assertThat(AnswerFixtures.same(percent, AnswerFixtures.boxed("0.05"), AnswerFixtures.PERCENT)).isTrue();
        assertThat(AnswerFixtures.same(five, AnswerFixtures.boxed("0.05"), AnswerFixtures.PERCENT)).isFalse();
    }

    @Test
    void anOptionIsEquivalentToTheValueOfItsText() {
        QuestionHint hint = QuestionHint.of("Is it?\nA) Yes\nB) No\nC) \\frac{1}{2}\nD) \\{2, 3\\}");

        ExtractedAnswer first = AnswerExtractor.extract("\\boxed{A}", hint);
        ExtractedAnswer third = AnswerExtractor.extract("\\boxed{C}", hint);

        assertThat(AnswerFixtures.same(first, AnswerFixtures.boxed("\\text{Yes}"), hint)).isTrue();
        assertThat(AnswerFixtures.same(third, AnswerFixtures.boxed("0.5"), hint)).isTrue();
        assertThat(AnswerFixtures.same(AnswerFixtures.boxed("0.5"), third, hint)).isTrue();
        assertThat(AnswerFixtures.same(third, AnswerFixtures.boxed("2"), hint)).isFalse();
        assertThat(AnswerFixtures.same(first, third, hint)).isFalse();
    }

    @Test
    void codeIsComparedWithCaseAndPunctuation() {
        ExtractedAnswer one = AnswerExtractor.extract("```\nreturn a+b;\n```", AnswerFixtures.CODE);
        ExtractedAnswer same = AnswerExtractor.extract("```java\n\nreturn a+b;  \n```", AnswerFixtures.CODE);
        ExtractedAnswer other = AnswerExtractor.extract("```\nreturn A+b;\n```", AnswerFixtures.CODE);

        assertThat(AnswerFixtures.same(one, same, AnswerFixtures.CODE)).isTrue();
        assertThat(AnswerFixtures.same(one, other, AnswerFixtures.CODE)).isFalse();
    }

    @Test
    void noAnswerIsEquivalentOnlyToNoAnswer() {
        assertThat(AnswerFixtures.same(ExtractedAnswer.NONE, ExtractedAnswer.none(true), QuestionHint.NONE)).isTrue();
        assertThat(AnswerFixtures.same(ExtractedAnswer.NONE, AnswerFixtures.boxed("0"), QuestionHint.NONE)).isFalse();
    }
}
