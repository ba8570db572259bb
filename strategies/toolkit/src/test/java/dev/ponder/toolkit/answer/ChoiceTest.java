package dev.ponder.toolkit.answer;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Answers to questions that offer options, and to those that ask for yes or no. */
class ChoiceTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            B                                          | CHOICE B
            (b)                                        | CHOICE B
            **B) 12 apples**                           | CHOICE B
            I think B) is right.                       | CHOICE B
            It looks like A, but I choose option **D** | CHOICE D
            The correct option is B.                   | CHOICE B
            \\boxed{B}                                 | CHOICE B
            \\boxed{\\text{(B) } 12}                   | CHOICE B
            \\boxed{\\textbf{C}}                       | CHOICE C
            The answer is B because it is.             | CHOICE B
            Answer: choice b                           | CHOICE B
            The answer is 12 apples.                   | CHOICE B
            \\boxed{12}                                | CHOICE B
            \\boxed{0.75}                              | CHOICE D
            The answer is green grass, of course.      | CHOICE C
            Surely it is the red paint that we need.   | CHOICE A
            <answer>C</answer>                         | CHOICE C
            Answer: A and C                            | SET {A, C}
            A) no⏎B) yes⏎C) no⏎So it must be (C).      | CHOICE C
            A) no⏎B) yes⏎C) no                         | NONE
            A dog                                      | NONE
            I think so.                                | NONE
            E                                          | NONE
            red paint or green grass                   | NONE
            The answer is 3.5 apples.                  | NUMBER 7/2
            \\boxed{7}                                 | NUMBER 7
            """)
    void options(String reply, String expected) {
        assertThat(AnswerFixtures.show(AnswerExtractor.extract(reply.replace('⏎', '\n'), AnswerFixtures.OPTIONS)))
                .isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            Yes                                  | BOOL true
            No, it is not.                       | BOOL false
            **True**                             | BOOL true
            The statement is false.              | BOOL false
            Two is even. The statement is FALSE! | BOOL false
            Answer: Yes, because it is.          | BOOL true
            The answer is "No"                   | BOOL false
            \\boxed{\\text{False}}               | BOOL false
            No⏎⏎Two is a prime and even.         | NONE
            It is not true.                      | NONE
            Nobody knows.                        | NONE
            """)
    void yesOrNo(String reply, String expected) {
        assertThat(AnswerFixtures.show(AnswerExtractor.extract(reply.replace('⏎', '\n'), AnswerFixtures.YES_NO)))
                .isEqualTo(expected);
    }
}
