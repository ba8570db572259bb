package dev.ponder.toolkit.answer;

/**
 * Compares two answers to the same question.
 *
 * <p>Numbers are equivalent if they are equal; if one is inexact or written as a decimal, also within a relative error
 * of 1e-6, or if one rounds to the decimals of the other. Equivalent sets have equivalent members; equivalent tuples
 * and intervals have them in the same order. An option is equivalent to the value of its text. Formulas are compared by
 * their text, then by their values at a few points. Words are compared without case, articles and punctuation. A
 * percentage is equivalent to its hundredth, and to the plain number only if the question asks for a percentage. Known
 * units must not contradict each other.
 *
 * <p>The relation is reflexive and symmetric, but because of rounding not transitive: 0.3 is equivalent to 1/3 and to
 * 0.34, which are not equivalent. Immutable, thread-safe; never throws for any text of a model.
 */
public final class AnswerEquivalence {

    private final QuestionHint hint;
    private final AnswerReader reader;
    private final ValueEquality equality;

    /** The equivalence of answers to one question; the hint must be the one that they were extracted with. */
    public AnswerEquivalence(QuestionHint hint) {
        this.hint = hint;
        this.reader = new AnswerReader(hint);
        this.equality = new ValueEquality(hint);
    }

    /** Whether both answers are equivalent. Two missing answers are equivalent, although neither counts as a vote. */
    public boolean equivalent(ExtractedAnswer left, ExtractedAnswer right) {
        if (left.kind() == AnswerKind.NONE || right.kind() == AnswerKind.NONE) {
            return left.kind() == right.kind();
        }
        if (left.kind() == right.kind() && left.raw().equals(right.raw())) {
            return true;
        }
        Value one = valueOf(left);
        Value other = valueOf(right);
        if (one instanceof Value.Choice choice && !(other instanceof Value.Choice)) {
            return matchesOption(choice, other);
        }
        if (other instanceof Value.Choice choice && !(one instanceof Value.Choice)) {
            return matchesOption(choice, one);
        }
        return equality.equal(one, other);
    }

    private boolean matchesOption(Value.Choice choice, Value value) {
        String option = hint.options().get(choice.label());
        return option != null && equality.equal(AnswerReader.withoutOptions(option), value);
    }

    /** Reads the raw text again, because the canonical text does not preserve the precision. */
    private Value valueOf(ExtractedAnswer answer) {
        return switch (answer.kind()) {
            case CHOICE -> new Value.Choice(answer.canonical());
            case BOOL -> new Value.Bool(Boolean.parseBoolean(answer.canonical()));
            case CODE -> new Value.Code(answer.canonical());
            case TEXT -> new Value.Words(answer.canonical());
            case NUMBER, SET, TUPLE, INTERVAL, EXPR, NONE -> reader.read(answer.raw());
        };
    }
}
