package dev.ponder.evaluation;

import java.math.BigInteger;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A Python function that consists of one {@code return} of an integer expression: numbers, parameters, parentheses and the
 * operators {@code + - * // % **}. Interpreted with limits on length, nesting and the size of numbers.
 *
 * @param name the name of the function
 * @param parameters the names of its parameters
 * @param expression the expression
 */
record ReturnedExpression(String name, List<String> parameters, String expression) {

    private static final Pattern FUNCTION = Pattern
            .compile("\\s*def ([A-Za-z_]\\w{0,63})\\(([\\w, ]{0,200})\\)\\s{0,8}:"
                    + "\\s{1,80}return ([\\w+*/%() -]{1,500})\\s*");
    private static final Pattern TOKEN = Pattern.compile("\\s*(\\*\\*|//|[-+*%()]|[0-9]{1,200}|[A-Za-z_]\\w{0,63})");
    private static final int MAX_BITS = 4096;
    private static final int MAX_NESTING = 32;

    ReturnedExpression {
        parameters = List.copyOf(parameters);
    }

    /** The function that a program is; empty if it is anything else. */
    static Optional<ReturnedExpression> in(String program) {
        Matcher function = FUNCTION.matcher(program.replaceAll("(?m)^```\\w*$", ""));
        return function.matches()
                ? Optional.of(new ReturnedExpression(function.group(1),
                        List.of(function.group(2).strip().split("\\s*,\\s*")), function.group(3).strip()))
                : Optional.empty();
    }

    /** The value for these arguments; empty if there is none. */
    Optional<BigInteger> valueOf(List<BigInteger> arguments) {
        if (arguments.size() != parameters.size()) {
            return Optional.empty();
        }
        Map<String, BigInteger> values = new HashMap<>();
        for (int i = 0; i < arguments.size(); i++) {
            values.put(parameters.get(i), arguments.get(i));
        }
        try {
            return Optional.of(new Evaluator(expression, values).whole());
        } catch (ArithmeticException noValue) {
            return Optional.empty();
        }
    }

    /** A recursive descent parser that evaluates; fails with {@link ArithmeticException}. */
    private static final class Evaluator {

        private final Map<String, BigInteger> values;
        private final Matcher tokens;
        private final int length;
        private String token = "";
        private int end;
        private int nesting;

        Evaluator(String expression, Map<String, BigInteger> values) {
            this.values = values;
            this.tokens = TOKEN.matcher(expression);
            this.length = expression.length();
            next();
        }

        BigInteger whole() {
            BigInteger value = sum();
            if (!token.isEmpty()) {
                throw new ArithmeticException("unexpected " + token);
            }
            return value;
        }

        private BigInteger sum() {
            BigInteger value = product();
            while (token.equals("+") || token.equals("-")) {
                boolean plus = take().equals("+");
                BigInteger right = product();
                value = limited(plus ? value.add(right) : value.subtract(right));
            }
            return value;
        }

        private BigInteger product() {
            BigInteger value = signed();
            while (token.equals("*") || token.equals("//") || token.equals("%")) {
                String operator = take();
                BigInteger right = signed();
                value = switch (operator) {
                    case "*" -> limited(value.multiply(right));
                    case "//" -> value.subtract(remainder(value, right)).divide(right);
                    default -> remainder(value, right);
                };
            }
            return value;
        }

        /** With the sign of the divisor, as in Python. */
        private static BigInteger remainder(BigInteger value, BigInteger divisor) {
            BigInteger rest = value.mod(divisor.abs());
            return divisor.signum() < 0 && rest.signum() != 0 ? rest.add(divisor) : rest;
        }

        private BigInteger signed() {
            if (++nesting > MAX_NESTING) {
                throw new ArithmeticException("nested too deeply");
            }
            BigInteger value;
            if (token.equals("-")) {
                take();
                value = signed().negate();
            } else {
                value = power();
            }
            nesting--;
            return value;
        }

        private BigInteger power() {
            BigInteger base = primary();
            if (!token.equals("**")) {
                return base;
            }
            take();
            BigInteger exponent = signed();
            if (exponent.signum() < 0 || exponent.bitLength() > 16
                    || (long) base.bitLength() * exponent.intValue() > MAX_BITS) {
                throw new ArithmeticException("no integer of bearable size");
            }
            return base.pow(exponent.intValue());
        }

        private BigInteger primary() {
            String first = take();
            if (first.equals("(")) {
                BigInteger value = sum();
                if (!take().equals(")")) {
                    throw new ArithmeticException("not closed");
                }
                return value;
            }
            BigInteger value = values.get(first);
            if (value == null && (first.isEmpty() || !Character.isDigit(first.charAt(0)))) {
                throw new ArithmeticException("unknown " + first);
            }
            return value == null ? new BigInteger(first) : value;
        }

        private static BigInteger limited(BigInteger value) {
            if (value.bitLength() > MAX_BITS) {
                throw new ArithmeticException("too large");
            }
            return value;
        }

        private String take() {
            String taken = token;
            next();
            return taken;
        }

        private void next() {
            boolean found = end < length && tokens.region(end, length).lookingAt();
            if (!found && end < length) {
                throw new ArithmeticException("no token");
            }
            token = found ? tokens.group(1) : "";
            end = found ? tokens.end() : length;
        }
    }
}
