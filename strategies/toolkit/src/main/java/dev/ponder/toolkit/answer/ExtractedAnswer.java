package dev.ponder.toolkit.answer;

import org.jspecify.annotations.Nullable;

/**
 * The final answer of a reply, found by {@link AnswerExtractor}. Immutable.
 *
 * @param kind the kind of answer
 * @param raw the answer as the model wrote it, without surrounding blanks; empty for {@link AnswerKind#NONE}
 * @param canonical one spelling for display and logs, such as {@code 1/2} or <code>{1, 2}</code>; compare answers by
 *        {@link AnswerEquivalence} instead
 * @param confidence the reliability of the rule that found it, from 0 (no answer) to 1; not a probability
 * @param span its position in the reply
 * @param unit the unit or currency, as written
 * @param percent whether it was written as a percentage; the canonical number is then already divided by 100
 * @param truncated whether the reply is cut off inside it, or before it
 */
public record ExtractedAnswer(AnswerKind kind, String raw, String canonical, double confidence, Span span,
        @Nullable String unit, boolean percent, boolean truncated) {

    private static final double ANNOUNCED = 0.7;
    /** The confidence of an answer that is only the last number or equation of a text. */
    static final double GUESS = 0.3;

    /** No answer in a complete reply. */
    public static final ExtractedAnswer NONE = none(false);

    /**
     * A range of the reply, in UTF-16 units as in {@link String#substring(int, int)}.
     *
     * @param start its first unit
     * @param end the first unit after it, not before {@code start}
     */
    public record Span(int start, int end) {

        /** Checks the order. */
        public Span {
            if (start < 0 || end < start) {
                throw new IllegalArgumentException("span: " + start + ".." + end + " (expected 0 <= start <= end)");
            }
        }
    }

    /** Checks the range of the confidence. */
    public ExtractedAnswer {
        if (!(confidence >= 0 && confidence <= 1)) {
            throw new IllegalArgumentException("confidence: " + confidence + " (expected 0 to 1)");
        }
    }

    /** Whether it counts as a vote: there is an answer, and it is complete. */
    public boolean votes() {
        return kind != AnswerKind.NONE && !truncated;
    }

    /** Whether the reply itself gives it as its answer: in a box or sentence, or because the reply is nothing else. */
    public boolean announced() {
        return votes() && confidence >= ANNOUNCED;
    }

    /** Whether it is only the last number or equation of a text. */
    public boolean guessed() {
        return votes() && confidence <= GUESS;
    }

    /** Whether it is one value: a number, an option, yes or no, several of them or a formula. */
    public boolean closedForm() {
        return switch (kind) {
            case NUMBER, CHOICE, BOOL, SET, TUPLE, INTERVAL, EXPR -> true;
            case TEXT, CODE, JSON, LIST, TOOL_CALLS, REFUSAL, NONE -> false;
        };
    }

    static ExtractedAnswer none(boolean truncated) {
        return new ExtractedAnswer(AnswerKind.NONE, "", "", 0, new Span(0, 0), null, false, truncated);
    }
}
