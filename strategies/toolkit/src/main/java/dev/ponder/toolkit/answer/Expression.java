package dev.ponder.toolkit.answer;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.ToDoubleFunction;

import org.jspecify.annotations.Nullable;

/** A formula as a tree. It contains only arithmetic, so that evaluating it never fails and takes bounded time. */
sealed interface Expression {

    /** Its exact value; null if that is not rational, or too large. */
    @Nullable
    ExactFraction exact();

    /** Its value for these values of the variables; not finite where it is undefined. */
    double at(ToDoubleFunction<String> point);

    /** Adds the names of its variables. */
    void addVariables(Set<String> names);

    /** A number, with the number of decimals written. */
    record Literal(ExactFraction value, int decimals) implements Expression {

        @Override
        public ExactFraction exact() {
            return value;
        }

        @Override
        public double at(ToDoubleFunction<String> point) {
            return value.toDouble();
        }

        @Override
        public void addVariables(Set<String> names) {
            // No variables
        }
    }

    /** π or e. */
    record Constant(double value) implements Expression {

        @Override
        public @Nullable ExactFraction exact() {
            return null;
        }

        @Override
        public double at(ToDoubleFunction<String> point) {
            return value;
        }

        @Override
        public void addVariables(Set<String> names) {
            // No variables
        }
    }

    /** A variable. */
    record Variable(String name) implements Expression {

        @Override
        public @Nullable ExactFraction exact() {
            return null;
        }

        @Override
        public double at(ToDoubleFunction<String> point) {
            return point.applyAsDouble(name);
        }

        @Override
        public void addVariables(Set<String> names) {
            names.add(name);
        }
    }

    /** A value with the opposite sign. */
    record Negative(Expression of) implements Expression {

        @Override
        public @Nullable ExactFraction exact() {
            ExactFraction value = of.exact();
            return value == null ? null : value.negate();
        }

        @Override
        public double at(ToDoubleFunction<String> point) {
            return -of.at(point);
        }

        @Override
        public void addVariables(Set<String> names) {
            of.addVariables(names);
        }
    }

    /** One of {@code + - * / ^} with its operands. */
    record Operation(char operator, Expression left, Expression right) implements Expression {

        @Override
        public @Nullable ExactFraction exact() {
            ExactFraction first = left.exact();
            ExactFraction second = first == null ? null : right.exact();
            if (first == null || second == null) {
                return null;
            }
            ExactFraction result = switch (operator) {
                case '+' -> first.plus(second);
                case '-' -> first.plus(second.negate());
                case '*' -> first.times(second);
                case '/' -> first.over(second);
                default -> first.power(second);
            };
            return result != null && result.fits() ? result : null;
        }

        @Override
        public double at(ToDoubleFunction<String> point) {
            double first = left.at(point);
            double second = right.at(point);
            return switch (operator) {
                case '+' -> first + second;
                case '-' -> first - second;
                case '*' -> first * second;
                case '/' -> first / second;
                default -> Math.pow(first, second);
            };
        }

        @Override
        public void addVariables(Set<String> names) {
            left.addVariables(names);
            right.addVariables(names);
        }
    }

    /** A known function with its arguments. */
    record Call(MathFunction function, List<Expression> arguments) implements Expression {

        @Override
        public @Nullable ExactFraction exact() {
            List<ExactFraction> values = new ArrayList<>();
            for (Expression argument : arguments) {
                ExactFraction value = argument.exact();
                if (value == null) {
                    return null;
                }
                values.add(value);
            }
            ExactFraction result = function.exact(values);
            return result != null && result.fits() ? result : null;
        }

        @Override
        public double at(ToDoubleFunction<String> point) {
            return function.at(arguments.stream().mapToDouble(argument -> argument.at(point)).toArray());
        }

        @Override
        public void addVariables(Set<String> names) {
            arguments.forEach(argument -> argument.addVariables(names));
        }
    }
}
