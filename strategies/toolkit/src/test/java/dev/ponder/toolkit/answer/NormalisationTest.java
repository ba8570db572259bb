package dev.ponder.toolkit.answer;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Spellings of values in a box. */
class NormalisationTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            −5                       | -5
            ５                       | 5
            $42$                     | 42
            \\( 42 \\)               | 42
            42.                      | 42
            007                      | 7
            approximately 3.5        | 7/2
            \\approx 3.5             | 7/2
            \\dfrac{1}{2}            | 1/2
            \\tfrac{1}{2}            | 1/2
            \\frac12                 | 1/2
            -\\frac12                | -1/2
            1\\frac{1}{2}            | 3/2
            1 1/2                    | 3/2
            -1 1/2                   | -3/2
            3½                       | 7/2
            1,234                    | 1234
            1 234                    | 1234
            1\\,234                  | 1234
            1{,}234{,}567            | 1234567
            1,000,000.50             | 2000001/2
            1.2 \\times 10^{3}       | 1200
            1.2e-3                   | 3/2500
            1e3                      | 1000
            2^{10}                   | 1024
            2**3                     | 8
            5!                       | 120
            \\binom{5}{2}            | 10
            \\sqrt{\\frac{4}{9}}     | 2/3
            \\sqrt[3]{27}            | 3
            √16                      | 4
            2\\cdot 3 \\div 4        | 3/2
            \\left(\\frac{1}{2}\\right)^2 | 1/4
            x = 5                    | 5
            f(x) = 5                 | 5
            x = 2 + 3 = 5            | 5
            twelve                   | 12
            twenty-one               | 21
            minus seven              | -7
            two thirds               | 2/3
            two-thirds               | 2/3
            one hundred              | 100
            third                    | 3
            3rd                      | 3
            5 million                | 5000000
            [42]                     | 42
            """)
    void numbers(String written, String canonical) {
        assertThat(AnswerFixtures.show(AnswerFixtures.boxed(written))).isEqualTo("NUMBER " + canonical);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            \\$18                    | 18    | $
            \\$5 million             | 5000000 | $
            -€5                      | -5    | €
            18 \\text{ dollars}      | 18    | dollars
            5\\text{ cm}^2           | 5     | cm^2
            5 cm²                    | 5     | cm^2
            5cm                      | 5     | cm
            5 m                      | 5     | m
            3 m/s                    | 3     | m/s
            90^\\circ                | 90    | °
            90^{\\circ}              | 90    | °
            25^\\circ\\text{C}       | 25    | °C
            twelve apples            | 12    | apples
            \\frac{7}{2}\\text{ hours} | 7/2 | hours
            """)
    void units(String written, String canonical, String unit) {
        ExtractedAnswer answer = AnswerFixtures.boxed(written);

        assertThat(AnswerFixtures.show(answer)).isEqualTo("NUMBER " + canonical);
        assertThat(answer.unit()).isEqualTo(unit);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            50\\%       | 1/2
            50%         | 1/2
            5 percent   | 1/20
            5 per cent  | 1/20
            3.5 \\%     | 7/200
            """)
    void percentages(String written, String canonical) {
        ExtractedAnswer answer = AnswerFixtures.boxed(written);

        assertThat(AnswerFixtures.show(answer)).isEqualTo("NUMBER " + canonical);
        assertThat(answer.percent()).isTrue();
        assertThat(answer.unit()).isNull();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            \\{1,2\\}                        | SET {1, 2}
            \\{10, 9, 9\\}                   | SET {9, 10}
            1, 2, \\text{ and } 3            | SET {1, 2, 3}
            x = 2 \\text{ or } x = 3         | SET {2, 3}
            \\pm 2                           | SET {-2, 2}
            1,23                             | SET {1, 23}
            10,20,300                        | SET {10, 20, 300}
            \\{(1,2),(3,4)\\}                | SET {(1, 2), (3, 4)}
            (-1,0) \\cup (1,\\infty)         | SET {(-1, 0), (1, ∞)}
            (100,200)                        | TUPLE (100, 200)
            [1, 2, 3]                        | TUPLE (1, 2, 3)
            \\left(\\frac12, -3\\right)      | TUPLE (1/2, -3)
            (x,y) = (2,3)                    | TUPLE (2, 3)
            y = 3, x = 2                     | TUPLE (2, 3)
            \\begin{pmatrix} 1 \\\\ 2 \\end{pmatrix} | TUPLE (1, 2)
            [1, 2)                           | INTERVAL [1, 2)
            (-\\infty, 3]                    | INTERVAL (-∞, 3]
            x \\in [0, 1]                    | INTERVAL [0, 1]
            x^{2} + 1                        | EXPR x^(2)+1
            y = 2x + 3                       | EXPR 2x+3
            2ab                              | EXPR 2ab
            x \\sin x                        | EXPR xsinx
            x^2+y^2=25                       | EXPR x^2+y^2=25
            x \\ge 3                         | EXPR x≥3
            \\text{Yes}                      | BOOL true
            \\text{None of the above}        | TEXT none of above
            H2O                              | TEXT h2o
            10-15                            | TEXT 10 15
            2020-01-05                       | TEXT 2020 01 05
            3:2                              | TEXT 3 2
            Three Mile Island                | TEXT three mile island
            """)
    void otherKinds(String written, String expected) {
        assertThat(AnswerFixtures.show(AnswerFixtures.boxed(written))).isEqualTo(expected);
    }

    @Test
    void piHasItsNumericValue() {
        assertThat(Double.parseDouble(AnswerFixtures.boxed("\\dfrac{3\\pi}{4}").canonical())).isEqualTo(0.75 * Math.PI);
    }
}
