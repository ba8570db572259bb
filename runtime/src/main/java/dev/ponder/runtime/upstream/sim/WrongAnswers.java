package dev.ponder.runtime.upstream.sim;

import java.math.BigDecimal;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.random.RandomGenerator;

import dev.ponder.runtime.upstream.sim.ArithmeticExpression.Step;

/** The slips that people make. They scatter, so that a majority of wrong answers seldom agrees. */
final class WrongAnswers {

    private WrongAnswers() {
    }

    /** One of them, each as likely as the next; never the right answer. */
    static BigDecimal pick(ArithmeticExpression question, RandomGenerator chance) {
        var slips = List.copyOf(of(question));
        return slips.get(chance.nextInt(slips.size()));
    }

    /** All of them, in an order that depends on nothing but the question; at least four. */
    static Set<BigDecimal> of(ArithmeticExpression question) {
        BigDecimal right = question.value();
        var slips = new LinkedHashSet<BigDecimal>();
        BigDecimal unit = right.scale() > 0 ? right.ulp() : BigDecimal.ONE;
        for (int off : List.of(1, -1, 2, -2, 10, -10)) {
            slips.add(Numerals.tidy(right.add(unit.multiply(BigDecimal.valueOf(off)))));
        }
        slips.add(Numerals.tidy(right.negate()));
        addSwappedDigits(right, slips);
        addSlippedOperands(question.lastStep(), slips);
        slips.remove(right);
        return slips;
    }

    private static void addSwappedDigits(BigDecimal right, Set<BigDecimal> slips) {
        char[] digits = right.toPlainString().toCharArray();
        for (int i = 1; i < Math.min(digits.length, 8); i++) {
            if (Character.isDigit(digits[i - 1]) && Character.isDigit(digits[i])) {
                char[] swapped = digits.clone();
                swapped[i] = digits[i - 1];
                swapped[i - 1] = digits[i];
                slips.add(Numerals.tidy(new BigDecimal(swapped)));
            }
        }
    }

    private static void addSlippedOperands(Step step, Set<BigDecimal> slips) {
        addResult(step.operator(), step.left().plus(Rational.ONE), step.right(), slips);
        addResult(step.operator(), step.left().minus(Rational.ONE), step.right(), slips);
        addResult(step.operator(), step.left(), step.right().plus(Rational.ONE), slips);
        addResult(step.operator(), step.left(), step.right().minus(Rational.ONE), slips);
    }

    private static void addResult(Operator operator, Rational left, Rational right, Set<BigDecimal> slips) {
        try {
            slips.add(operator.apply(left, right).shown());
        } catch (ArithmeticException noResult) {
            // As with a divisor that slips to zero
        }
    }
}
