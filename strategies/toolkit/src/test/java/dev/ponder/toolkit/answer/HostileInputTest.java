package dev.ponder.toolkit.answer;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** No text of a model makes the package throw, hang or overflow. */
class HostileInputTest {

    private static final int LENGTH = 64 * 1024;
    private static final Map<QuestionHint, AnswerEquivalence> EQUIVALENCES = Stream
            .of(QuestionHint.NONE, AnswerFixtures.OPTIONS, AnswerFixtures.NUMBER, AnswerFixtures.YES_NO,
                    AnswerFixtures.CODE, AnswerFixtures.PERCENT)
            .collect(Collectors.toMap(hint -> hint, AnswerEquivalence::new));
    private static final List<QuestionHint> HINTS = List.copyOf(EQUIVALENCES.keySet());
    private static final ExtractedAnswer FORMULA = AnswerFixtures.boxed("(x+1)^2");
    private static final List<String> PIECES = List.of("\\boxed{", "\\boxed", "}", "{", "answer is ", "answer to ",
            "Answer:\n", "the final answer is", "#### ", "####\n", "<think>", "</think>", "<answer>", "</answer>",
            "{\"answer\":", "[", "(", "```", "```json\n{", "$$", "\\[", "\\begin{align}", "\\frac{1}{", "\\frac",
            "\\sqrt[", "^", "^{", "9^", "-", "1", "1,", "1,234", "1 234 ", "0.", "e9", "A) ", "(B)", "option B ",
            "**", "*", "_", "|", "\\text{", " and ", "=", "a=", "yes ", "not ", "$$=a b$$", "\u0301\u0316", "\ud800",
            "½", "²", "∪", "±", "√", "\t ", "\n", "%", "the ", "日", "\\", "!");

    static Stream<Named<String>> shapes() {
        Stream<Named<String>> repeated = PIECES.stream().map(piece -> Named.of(name(piece), fill(piece)));
        Stream<Named<String>> started = PIECES.stream()
                .map(piece -> Named.of("The answer is " + name(piece), "The answer is " + fill(piece)));
        Stream<Named<String>> closed = Stream.of("\\boxed{", "(", "\\text{", "<answer>", "\\frac{")
                .map(open -> Named.of(open + "}", fill(open).substring(0, LENGTH / 2) + fill("}")));
        return Stream.of(repeated, started, closed).flatMap(shapes -> shapes);
    }

    @ParameterizedTest
    @MethodSource("shapes")
    @Timeout(value = 30, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void longRepetitiveTextsTakeLinearTime(String text) {
        exercise(text);
        QuestionHint.of(text);
    }

    @ParameterizedTest
    @ValueSource(ints = {10, 100, 990})
    @Timeout(value = 30, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void shortRepetitiveAnswersTakeLinearTime(int length) {
        for (String piece : PIECES) {
            String text = fill(piece).substring(0, length);
            exercise("\\boxed{" + text + "}");
            exercise("<answer>" + text + "</answer>");
            exercise("Answer: " + text);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"9^9^9^9", "9^{9^{9^9}}", "1e999999999", "(10^{4000})^{4000}", "2^{-99999999}",
            "99999999!", "\\binom{999999}{500000}", "1/0", "0^{-1}", "\\sqrt{-1}", "\\sqrt[99]{2}",
            "((((((((((((((((1))))))))))))))))"})
    @Timeout(value = 30, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void hugeValuesStayFormulas(String formula) {
        assertThat(AnswerFixtures.boxed(formula).kind()).isIn(AnswerKind.EXPR, AnswerKind.TEXT, AnswerKind.NUMBER);
        assertThat(AnswerFixtures.same(formula, formula)).isTrue();
        assertThat(AnswerFixtures.same(formula, "77")).isFalse();
    }

    @Test
    void deeplyNestedFormulasAreText() {
        String deep = "(".repeat(400) + "1" + ")".repeat(400);

        assertThat(AnswerFixtures.boxed(deep).kind()).isIn(AnswerKind.TEXT, AnswerKind.EXPR);
    }

    @Test
    @Timeout(value = 60, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void randomTextsNeverThrow() {
        Random random = new Random(42);
        for (int round = 0; round < 6000; round++) {
            StringBuilder text = new StringBuilder();
            for (int piece = random.nextInt(30); piece >= 0; piece--) {
                text.append(random.nextInt(3) > 0
                        ? PIECES.get(random.nextInt(PIECES.size()))
                        : String.valueOf((char) random.nextInt(Character.MAX_VALUE + 1)));
            }
            exercise(text.toString(), HINTS.get(round % HINTS.size()));
            QuestionHint hint = QuestionHint.of(text.toString());
            AnswerExtractor.extract(text.reverse().toString(), hint);
        }
    }

    @Test
    void isThreadSafe() {
        List<String> replies = IntStream.range(0, 2000)
                .mapToObj(number -> "The answer is \\boxed{" + number + "/7}.").toList();

        List<String> together = replies.parallelStream().map(reply -> AnswerFixtures.show(AnswerFixtures.of(reply)))
                .toList();

        assertThat(together)
                .isEqualTo(replies.stream().map(reply -> AnswerFixtures.show(AnswerFixtures.of(reply))).toList());
    }

    private static void exercise(String text) {
        HINTS.forEach(hint -> exercise(text, hint));
    }

    private static void exercise(String text, QuestionHint hint) {
        assertThat(text).endsWith(ReasoningText.split(text).answer());
        ExtractedAnswer answer = AnswerExtractor.extract(text, hint);
        AnswerEquivalence equivalence = EQUIVALENCES.get(hint);
        assertThat(answer.span().end()).isLessThanOrEqualTo(text.length());
        assertThat(equivalence.equivalent(answer, answer)).isTrue();
        equivalence.equivalent(answer, FORMULA);
    }

    /** Test reports cannot show every character. */
    private static String name(String piece) {
        return piece.chars().mapToObj(sign -> sign > ' ' && sign < 127 ? String.valueOf((char) sign) : "<" + sign + ">")
                .collect(Collectors.joining());
    }

    private static String fill(String piece) {
        return piece.repeat(LENGTH / piece.length() + 1).substring(0, LENGTH);
    }
}
