package dev.ponder.runtime.upstream.sim;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StatedAnswerTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            The answer is 391.                              | 391
            First 12, so the answer is -7. Checked 3 times. | -7
            **Answer: 1,000**                               | 1000
            The answer is $\\\\boxed{4.50}$                 | 4.5
            The answer is 5, no, the answer is 6            | 6
            it makes 12 and then 13                         | 13
            between 3-4                                     | 4
            it is −4                                        | -4
            The answer is unclear, about 12                 | 12
            """)
    void readsTheNumberAfterTheLastMarkElseTheLastOne(String text, String value) {
        assertThat(StatedAnswer.in(text).orElseThrow().toPlainString()).isEqualTo(value);
    }

    @Test
    void findsNoneInWordsOrEndlessDigits() {
        assertThat(StatedAnswer.in("I do not know the answer.")).isEmpty();
        assertThat(StatedAnswer.in("9".repeat(100_000))).isEmpty();
        assertThat(StatedAnswer.marked("Take 17, then 23.")).isEmpty();
    }
}
