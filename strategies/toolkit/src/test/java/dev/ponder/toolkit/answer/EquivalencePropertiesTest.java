package dev.ponder.toolkit.answer;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Properties of the equivalence of any two answers. */
class EquivalencePropertiesTest {

    private static final List<String> WRITTEN = List.of("1/2", "0.5", "0.50", "50%", "50", "\\frac12", "1/3", "0.33",
            "0.333", "\\sqrt{2}", "1.414", "2^{0.5}", "\\pi", "3.14", "1e400", "10^{5000}", "9^9^9^9", "1/0", "0",
            "-0.0", "5 m", "5 cm", "5", "\\$5", "five", "A", "(B)", "12 apples", "3/4", "red paint", "Yes", "no",
            "true", "\\{1,2\\}", "2, 1", "(1,2)", "[1,2]", "[1,2)", "(-\\infty,3]", "\\pm 1", "x", "x^2",
            "x \\cdot x", "y^2", "x>1", "x=y+1", "\\sin x", "|x|", "\\sqrt{-1}", "0^0", "x/0", "the cat", "A cat",
            "…", "", "日本", "∅", "1,2,3", "1 234", "{", "\\frac", "\u0000");

    static Stream<QuestionHint> hints() {
        return Stream.of(QuestionHint.NONE, AnswerFixtures.OPTIONS, AnswerFixtures.NUMBER, AnswerFixtures.YES_NO,
                AnswerFixtures.PERCENT);
    }

    @ParameterizedTest
    @MethodSource("hints")
    void reflexiveAndSymmetric(QuestionHint hint) {
        AnswerEquivalence equivalence = new AnswerEquivalence(hint);
        List<ExtractedAnswer> answers = WRITTEN.stream()
                .map(written -> AnswerExtractor.extract("The answer is\n" + written, hint)).toList();

        for (ExtractedAnswer left : answers) {
            assertThat(equivalence.equivalent(left, left)).as(left.raw()).isTrue();
            for (ExtractedAnswer right : answers) {
                assertThat(equivalence.equivalent(left, right)).as(left.raw() + " ~ " + right.raw())
                        .isEqualTo(equivalence.equivalent(right, left));
            }
        }
    }

    @ParameterizedTest
    @MethodSource("hints")
    void theSameAnswerInTwoFormsIsEquivalent(QuestionHint hint) {
        AnswerEquivalence equivalence = new AnswerEquivalence(hint);
        for (String written : WRITTEN) {
            ExtractedAnswer boxed = AnswerExtractor.extract("\\boxed{" + written + "}", hint);
            ExtractedAnswer tagged = AnswerExtractor.extract("<answer> " + written + " </answer>", hint);

            assertThat(equivalence.equivalent(boxed, tagged) || boxed.truncated() || boxed.kind() == AnswerKind.NONE)
                    .as(written).isTrue();
        }
    }
}
