package dev.ponder.toolkit.answer;

/** Questions and shortcuts for tests of answers. */
public final class AnswerFixtures {

    static final QuestionHint OPTIONS = QuestionHint.of("""
            What do we need?
            A) red paint
            B) 12 apples
            C) green grass
            D) 3/4
            """);
    static final QuestionHint NUMBER = QuestionHint.of("How many are there?");
    static final QuestionHint YES_NO = QuestionHint.of("True or false: all primes are odd?");
    static final QuestionHint CODE = QuestionHint.of("Write a function that adds two numbers.");
    static final QuestionHint PERCENT = QuestionHint.of("What percent of the pupils passed?");

    private AnswerFixtures() {
    }

    public static ExtractedAnswer of(String reply) {
        return AnswerExtractor.extract(reply, QuestionHint.NONE);
    }

    /** The answer in a box. */
    public static ExtractedAnswer boxed(String answer) {
        return of("\\boxed{" + answer + "}");
    }

    static boolean same(String left, String right) {
        return same(boxed(left), boxed(right), QuestionHint.NONE);
    }

    static boolean same(ExtractedAnswer left, ExtractedAnswer right, QuestionHint hint) {
        return new AnswerEquivalence(hint).equivalent(left, right);
    }

    /** Kind and canonical text, as in "NUMBER 391". */
    static String show(ExtractedAnswer answer) {
        return (answer.kind() + " " + answer.canonical()).strip();
    }
}
