package dev.ponder.toolkit.answer;

/**
 * Says whether two answers to the same question are the same.
 *
 * <p>Numbers are the same if they are equal; where one is not exact or is written as a decimal, also within a relative
 * error of 1e-6 or when one rounds to the decimals of the other. Sets have the same members; tuples and intervals have
 * them in the same order. An option is the same as the value its text states. Formulas are compared by their text, then
 * by their values at a few points. Words are compared without case, articles and punctuation. A percentage is its
 * hundredth, and the number itself only if the question asks for a percentage. Known units must not contradict each
 * other.
 *
 * <p>The relation is reflexive and symmetric. For the sake of rounding it is not transitive: 0.3 is the same as 1/3 and as
 * 0.34, which are not the same. Immutable and thread-safe; it never throws for what a model wrote.
 */
public final class AnswerEquivalence {

    private final QuestionHint hint;
    private final AnswerReader reader;
    private final ValueEquality equality;

    /** The equivalence of answers to a question; their hint must be the one they were extracted with. */
    public AnswerEquivalence(QuestionHint hint) {
        this.hint = hint;
        this.reader = new AnswerReader(hint);
        this.equality = new ValueEquality(hint);
    }

    /** Whether both say the same. No answer is the same as no answer, which is not to say that it may vote. */
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
            return saysSame(choice, other);
        }
        if (other instanceof Value.Choice choice && !(one instanceof Value.Choice)) {
            return saysSame(choice, one);
        }
        return equality.equal(one, other);
    }

    private boolean saysSame(Value.Choice choice, Value value) {
        String option = hint.options().get(choice.label());
        return option != null && equality.equal(AnswerReader.withoutOptions(option), value);
    }

    /** The value is read anew, as its canonical text does not tell how exactly it was given. */
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
