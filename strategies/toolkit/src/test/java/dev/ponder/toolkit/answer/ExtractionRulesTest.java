package dev.ponder.toolkit.answer;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The extraction rules and their order. In the tables, ⏎ is a line break. */
class ExtractionRulesTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            <answer>42</answer>                                            | NUMBER 42
            <answer>1</answer> no: <ANSWER> 2 </ANSWER>                    | NUMBER 2
            <answer>So the answer is \\boxed{4}</answer>                   | NUMBER 4
            {"answer": 42, "why": "6 by 7"}                                | NUMBER 42
            {"final_answer": "x \\u2265 3", "answer": "none"}              | EXPR x≥3
            {"answer": [1, 2]}                                             | TUPLE (1, 2)
            {"answer": true}                                               | BOOL true
            {"answer": null}                                               | NONE
            Sure:⏎```json⏎{"answer": "12"}⏎```⏎Done.                       | NUMBER 12
            <answer>1</answer> and \\boxed{2}                              | NUMBER 1
            """)
    void tagsAndFieldsComeFirst(String reply, String expected) {
        assertExtracted(reply, expected);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            \\fbox{7}                                                      | NUMBER 7
            \\boxed 5                                                      | NUMBER 5
            $\\boxed 42$.                                                  | NUMBER 42
            $x = \\boxed{\\frac{\\sqrt{4}}{3}}$                            | NUMBER 2/3
            \\boxed{x = \\boxed{5}}                                        | NUMBER 5
            $\\boxed{1}$ and $\\boxed{2}$                                  | SET {1, 2}
            $x = \\boxed{2}$ or $x = \\boxed{3}$                           | SET {2, 3}
            \\boxed{3}, \\boxed{1} and \\boxed{2}                          | SET {1, 2, 3}
            \\boxed{1} was wrong. Now \\boxed{2}                           | NUMBER 2
            \\boxed{5} is it. I put it in \\boxed{}.                       | NUMBER 5
            \\boxed{5} is it; to repeat: \\boxed{6                         | NUMBER 5
            The answer is 3. \\boxed{4} #### 5                             | NUMBER 4
            """)
    void boxes(String reply, String expected) {
        assertExtracted(reply, expected);
    }

    /** In a text block, a line that begins with # is a comment of JUnit. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "Six by seven.⏎#### 42 | NUMBER 42",
            "####42 | NUMBER 42",
            "#### 1⏎#### -1,234.5⏎ | NUMBER -2469/2",
            "#### Step 1⏎The answer is 3.⏎#### 42⏎#### Remarks⏎Fine. | NUMBER 3",
            "#### 1995⏎A good year for wine, they say. | NONE",
            "The wine is fine.⏎⏎#### 1995⏎It came late. | NONE",
            "#### Paris | TEXT paris",
            "#### Thoughts⏎There is more to say. | NONE",
            "The answer is 3.⏎#### 42 | NUMBER 42"})
    void hashMarksOfTheLastLine(String reply, String expected) {
        assertExtracted(reply, expected);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            17 × 23 = 391.⏎⏎The answer is 391.                             | NUMBER 391
            **Final answer:** $391$                                        | NUMBER 391
            ## Final Answer⏎⏎$$391$$                                       | NUMBER 391
            **Answer**⏎391                                                 | NUMBER 391
            The final answer is 1. The answer is 2.                        | NUMBER 1
            The answer is 1. No, the answer is 2. Good.                    | NUMBER 2
            The answer is $391.$ Done.                                     | NUMBER 391
            The answer is 3.14. That is close.                             | NUMBER 157/50
            Therefore, the answer is: **\\( \\frac{3}{4} \\)**.            | NUMBER 3/4
            The answer is \\[⏎ 42 ⏎\\]                                     | NUMBER 42
            The answer to the question is therefore 12.                    | NUMBER 12
            The answer should be 12 because 3*4 = 12.                      | NUMBER 12
            The answer is 42, because six times seven is 42.               | NUMBER 42
            The answer is $12$ because $3 = 2 + 1$.                        | NUMBER 12
            The answer is x = 5, since 2 + 3 = 4 + 1.                      | NUMBER 5
            The answer is 2 when n = 1.                                    | NUMBER 2
            The answer is 5 — as 2 + 3 = 5.                                | NUMBER 5
            The answer is one of the two.                                  | TEXT one of two
            The answer is 391 (17 × 23 = 391).                             | NUMBER 391
            Answer:⏎- 42                                                   | NUMBER 42
            Answer - 42                                                    | NUMBER 42
            answer = `42`                                                  | NUMBER 42
            The answer is 5!                                               | NUMBER 5
            The answer is .5.                                              | NUMBER 1/2
            The answer is St. Louis. It is a city.                         | TEXT st louis
            The answer is **Paris**.                                       | TEXT paris
            The answer is not obvious.                                     | NONE
            It answered that. The answers vary.                            | NONE
            """)
    void sentences(String reply, String expected) {
        assertExtracted(reply, expected);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            So⏎$$a = b = 4$$⏎as was to be shown.                           | NUMBER 4
            \\[ x = 1 \\] then⏎\\[ y = 2 \\] and so on.                     | NUMBER 2
            \\begin{align*} a &= 1 \\\\ b &= 7 \\end{align*} ends it.      | NUMBER 7
            So⏎$$a + b$$⏎as was to be shown.                               | NONE
            """)
    void displayEquations(String reply, String expected) {
        assertExtracted(reply, expected);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            We have 3 + 4 and so he has 12 apples left, I think.           | 12
            It is -7 degrees then, and not warm.                           | -7
            It costs $1,234.50 all in all, with tax.                       | 2469/2
            So it must be \\frac{3}{4} of them, or so.                     | 3/4
            Half of them (or 1/2) went away on that day.                   | 1/2
            We use GPT4 and model x2 but find 9 of them in it.             | 9
            First 8 of them.⏎So there are 12 apples left on it.            | 12
            """)
    void theLastNumberIsAGuess(String reply, String expected) {
        ExtractedAnswer answer = AnswerExtractor.extract(reply.replace('⏎', '\n'), AnswerFixtures.NUMBER);

        assertThat(AnswerFixtures.show(answer)).isEqualTo("NUMBER " + expected);
        assertThat(answer.confidence()).isEqualTo(0.3);
        assertThat(answer.guessed()).isTrue();
        assertThat(AnswerFixtures.of(reply).kind()).isEqualTo(AnswerKind.NONE);
    }

    @Test
    void aSentenceYieldsItsOnlyNumberIfTheQuestionAsksForOne() {
        String reply = "The answer is that there are 12 ways.";

        assertThat(AnswerFixtures.show(AnswerExtractor.extract(reply, AnswerFixtures.NUMBER))).isEqualTo("NUMBER 12");
        assertThat(AnswerFixtures.show(AnswerFixtures.of(reply))).isEqualTo("TEXT that there are 12 ways");
    }

    @Test
    void codeIsTheLastFencedBlockIfTheQuestionAsksForAProgram() {
        String reply = "Try this:\n```java\nint add(int a, int b) {  \n\n    return a + b;\n}\n```\nThe answer is 3.";

        ExtractedAnswer answer = AnswerExtractor.extract(reply, AnswerFixtures.CODE);

        assertThat(answer.kind()).isEqualTo(AnswerKind.CODE);
        assertThat(answer.canonical()).isEqualTo("int add(int a, int b) {\n    return a + b;\n}");
        assertThat(AnswerFixtures.of(reply).kind()).isEqualTo(AnswerKind.NUMBER);
    }

    @Test
    void theSpanIsThePositionInTheWholeReply() {
        String reply = "<think>\\boxed{1}</think>\nSo: <answer>it is \\boxed{ 42 }</answer>";

        ExtractedAnswer answer = AnswerFixtures.of(reply);

        assertThat(reply.substring(answer.span().start(), answer.span().end())).isEqualTo("42");
        assertThat(answer.raw()).isEqualTo("42");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "   \n", "Hello!", "\\boxed{}", "<answer></answer>", "<think>The answer is 4", "{}",
            "####"})
    void repliesWithoutAnswer(String reply) {
        assertThat(AnswerFixtures.of(reply).kind()).isEqualTo(AnswerKind.NONE);
    }

    @Test
    void aReplyThatEndsInItsReasoningIsTruncated() {
        assertThat(AnswerFixtures.of("<think>The answer is 4").truncated()).isTrue();
        assertThat(AnswerFixtures.of("Hello!").truncated()).isFalse();
    }

    private static void assertExtracted(String reply, String expected) {
        assertThat(AnswerFixtures.show(AnswerFixtures.of(reply.replace('⏎', '\n')))).isEqualTo(expected);
    }
}
