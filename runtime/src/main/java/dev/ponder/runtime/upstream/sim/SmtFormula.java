package dev.ponder.runtime.upstream.sim;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

import dev.ponder.runtime.upstream.sim.ArithmeticExpression.Step;

/**
 * A problem in SMT-LIB: constants, assertions about them, and the constant whose value is the answer.
 *
 * @param constants the sorts of the constants by name
 * @param assertions terms of sort Bool
 * @param goal the name of the constant
 */
record SmtFormula(Map<String, String> constants, List<String> assertions, String goal) {

    private static final int MAX_EXPONENT_BITS = 4;
    private static final Pattern NUMBER = Pattern.compile("(?<![\\w.])[0-9]+");

    SmtFormula {
        constants = new LinkedHashMap<>(constants);
        assertions = List.copyOf(assertions);
    }

    /** One constant for the result of each step; empty when the value is no number that people write exactly. */
    static Optional<SmtFormula> of(ArithmeticExpression question) {
        Map<Rational, String> names = new LinkedHashMap<>();
        Map<String, String> constants = new LinkedHashMap<>();
        List<String> assertions = new ArrayList<>();
        int number = 0;
        for (Step step : question.steps()) {
            Optional<String> term = term(step, names);
            if (term.isEmpty()) {
                return Optional.empty();
            }
            String name = "step" + ++number;
            constants.put(name, "Real");
            assertions.add("(= " + name + " " + term.get() + ")");
            names.put(step.result(), name);
        }
        return Optional.of(new SmtFormula(constants, assertions, "step" + number));
    }

    private static Optional<String> term(Step step, Map<Rational, String> names) {
        String left = term(step.left(), names);
        String right = term(step.right(), names);
        return switch (step.operator()) {
            case PLUS -> Optional.of("(+ " + left + " " + right + ")");
            case MINUS -> Optional.of("(- " + left + " " + right + ")");
            case TIMES -> Optional.of("(* " + left + " " + right + ")");
            case OVER -> Optional.of("(/ " + left + " " + right + ")");
            case PERCENT_OF -> Optional.of("(/ (* " + left + " " + right + ") 100.0)");
            case POWER -> power(left, step.right());
        };
    }

    private static Optional<String> power(String base, Rational exponent) {
        boolean small = exponent.denominator().equals(BigInteger.ONE) && exponent.numerator().signum() > 0
                && exponent.numerator().bitLength() <= MAX_EXPONENT_BITS;
        return small
                ? Optional.of("(* 1.0" + (" " + base).repeat(exponent.numerator().intValue()) + ")")
                : Optional.empty();
    }

    private static String term(Rational value, Map<Rational, String> names) {
        return names.getOrDefault(value, literal(value));
    }

    private static String literal(Rational value) {
        String size = value.numerator().abs() + ".0";
        String positive = value.denominator().equals(BigInteger.ONE)
                ? size
                : "(/ " + size + " " + value.denominator() + ".0)";
        return value.numerator().signum() < 0 ? "(- " + positive + ")" : positive;
    }

    /** The script that has the right answer as its only solution. */
    String script() {
        return script(assertions);
    }

    /** A script with a slip: an undeclared constant, a contradiction or another number in an assertion. */
    String slipped(RandomGenerator chance) {
        var slipped = new ArrayList<>(assertions);
        switch (chance.nextInt(3)) {
            case 0 -> slipped.add("(= " + goal + " missing)");
            case 1 -> slipped.add("(< " + goal + " (- " + goal + " 1))");
            default -> slipped.set(slipped.size() - 1, withAnotherNumber(slipped.get(slipped.size() - 1), chance));
        }
        return script(slipped);
    }

    private static String withAnotherNumber(String assertion, RandomGenerator chance) {
        List<MatchResult> numbers = NUMBER.matcher(assertion).results().toList();
        if (numbers.isEmpty()) {
            return "true";
        }
        MatchResult number = SimRandom.pick(numbers, chance);
        return assertion.substring(0, number.start()) + new BigInteger(number.group()).add(BigInteger.ONE)
                + assertion.substring(number.end());
    }

    private String script(List<String> asserted) {
        var text = new StringBuilder();
        constants.forEach((name, sort) -> text.append("(declare-const ").append(name).append(' ').append(sort)
                .append(")\n"));
        asserted.forEach(assertion -> text.append("(assert ").append(assertion).append(")\n"));
        return text.append("(declare-const answer ").append(constants.get(goal)).append(")\n(assert (= answer ")
                .append(goal).append("))\n(check-sat)\n(get-value (answer))").toString();
    }
}
