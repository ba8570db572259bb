package dev.ponder.runtime.upstream.sim;

import java.math.BigDecimal;
import java.util.List;

/**
 * An arithmetic question.
 *
 * @param text the expression in one plain notation
 * @param value the right answer
 * @param steps how to get there, in order; at least one
 */
record ArithmeticExpression(String text, BigDecimal value, List<Step> steps) {

    ArithmeticExpression {
        steps = List.copyOf(steps);
    }

    /** One operation on the way. */
    record Step(Operator operator, Rational left, Rational right, Rational result) {}

    Step lastStep() {
        return steps.get(steps.size() - 1);
    }

    /** The expression as programs write it. */
    String compact() {
        return text.replace(" ", "").replace("%of", "/100*");
    }
}
