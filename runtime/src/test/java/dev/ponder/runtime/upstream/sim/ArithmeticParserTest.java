package dev.ponder.runtime.upstream.sim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeout;

import java.time.Duration;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ArithmeticParserTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            What is 17*23?                          | 17 * 23           | 391
            17 × 23                                 | 17 * 23           | 391
            17x23 please                            | 17 * 23           | 391
            What's 17 x 23?                         | 17 * 23           | 391
            Compute 12 + 5 * 3                      | 12 + 5 * 3        | 27
            (2+3)*4                                 | (2 + 3) * 4       | 20
            2(3+4)                                  | 2(3 + 4)          | 14
            what is 144 / 12                        | 144 / 12          | 12
            144 ÷ 12 = ?                            | 144 / 12          | 12
            7 minus 3                               | 7 - 3             | 4
            12 times 4                              | 12 * 4            | 48
            12 multiplied by 4                      | 12 * 4            | 48
            9 Divided By 2                          | 9 / 2             | 4.5
            15% of 80                               | 15% of 80         | 12
            15 percent of 80, plus nothing          | 15% of 80         | 12
            2^10                                    | 2 ^ 10            | 1024
            2 ** 3 ^ 2                              | 2 ^ 3 ^ 2         | 512
            2^-2                                    | 2 ^ -2            | 0.25
            -(3+4)                                  | -(3 + 4)          | -7
            -2^2                                    | -2 ^ 2            | -4
            10 - -3                                 | 10 - -3           | 13
            10 − 3                                  | 10 - 3            | 7
            1,234,567 + 1                           | 1234567 + 1       | 1234568
            0.1 + 0.2                               | 0.1 + 0.2         | 0.3
            .5 * 4                                  | .5 * 4            | 2
            1/3                                     | 1 / 3             | 0.333333
            2/3 + 1/3                               | 2 / 3 + 1 / 3     | 1
            2^100                                   | 2 ^ 100           | 1267650600228229401496703205376
            $17 \\times 23$                         | 17 * 23           | 391
            **17*23**                               | 17 * 23           | 391
            - 17*23                                 | 17 * 23           | 391
            1. 3+4 and then, 2. 5+6.                | 5 + 6             | 11
            17*23? Read it again: 17*23?            | 17 * 23           | 391
            I have 3 apples; (see 4) what is 5+6)?  | 5 + 6             | 11
            17 23 * 2                               | 23 * 2            | 46
            4 + 5 +                                 | 4 + 5             | 9
            Rate 1-5 or 0-10. First: 17*23          | 17 * 23           | 391
            17*23 on a scale of 0-10                | 17 * 23           | 391
            """)
    void findsTheLastExpressionAndItsValue(String text, String expression, String value) {
        ArithmeticExpression found = ArithmeticParser.lastIn(text).orElseThrow();
        assertThat(found.text()).isEqualTo(expression);
        assertThat(found.value().toPlainString()).isEqualTo(value);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Hello!", "42", "-7", "GPT-4", "1/0", "1/0 + 2*3", "2^0.5", "9^9^9^9", "3rd + 4th",
            "x2 * y",
            "10.0.0.1/8", "( 3",
            "2x + b", "on a scale of 0-10", "2^100000", "17 *\n23", "a + b", "((((", "😀 + 😀", "50% sure"})
    void findsNothingWhereThereIsNothingToWorkOut(String text) {
        assertThat(ArithmeticParser.lastIn(text)).isEmpty();
    }

    /** At this size quadratic time is beyond the limit. {@code -Dponder.test.hostile-size} sets a larger one. */
    @Test
    void takesLinearTimeOverHostileTexts() {
        int size = Integer.getInteger("ponder.test.hostile-size", 200_000);
        assertTimeout(Duration.ofSeconds(20), () -> {
            ArithmeticParser.lastIn("(".repeat(size));
            ArithmeticParser.lastIn("(1+".repeat(size / 3));
            ArithmeticParser.lastIn("2^".repeat(size / 2));
            ArithmeticParser.lastIn("9*".repeat(size / 2));
            ArithmeticParser.lastIn("9".repeat(size));
            ArithmeticParser.lastIn("x ".repeat(size / 2));
            ArithmeticParser.lastIn("-".repeat(size));
        });
    }

    @Test
    void tellsTheStepsInTheirOrder() {
        ArithmeticExpression found = ArithmeticParser.lastIn("(2+3)*4").orElseThrow();
        assertThat(found.steps()).extracting(ArithmeticExpression.Step::operator).containsExactly(Operator.PLUS,
                Operator.TIMES);
        assertThat(found.compact()).isEqualTo("(2+3)*4");
    }
}
